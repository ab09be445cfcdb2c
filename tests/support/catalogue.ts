import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { type Db, type Trx, inTransaction } from "../../src/db/connect.ts";
import { indexCases, indexProviders } from "../../src/search/service.ts";
import { categoryByName } from "../../src/taxonomy/categories.ts";
import { sceneByName } from "../../src/taxonomy/scenes.ts";

/** The real catalogue beside the project, where there is one. */
const catalogueFolder = "../shared/data";
export const hasCatalogue = existsSync(`${catalogueFolder}/products.json`);

const text = z.string().nullable().default("");
const texts = z.array(z.string()).default([]);
const providers = z.array(
  z.object({ id: z.string(), brand: z.string(), legal_name: z.string().nullable(), intro: text }),
);
const products = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    provider_id: z.string(),
    category: z.string(),
    category_secondary: texts,
    scenes: texts,
    tagline: text,
    description: text,
    scenarios: texts,
    challenges: texts,
    values: texts,
  }),
);
const cases = z.array(
  z.object({
    id: z.string(),
    product_id: z.string(),
    title: z.string(),
    summary: text,
    category: z.string(),
  }),
);

function load<T>(file: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(`${catalogueFolder}/${file}`, "utf8")));
}

/** The catalogue straight into the tables; the importer has tests of its own. */
export async function loadCatalogue(db: Db): Promise<void> {
  await inTransaction(db, async (trx) => {
    const firms = await insertProviders(trx);
    const solutions = await insertSolutions(trx, firms);
    const proofs = await insertCases(trx, solutions);
    await indexProviders(trx, [...firms.values()]);
    await indexCases(trx, proofs);
  });
}

async function insertProviders(trx: Trx) {
  const rows = await trx
    .insertInto("provider")
    .values(
      load("providers.json", providers).map((row) => ({
        external_key: row.id,
        status: "imported" as const,
        name: row.brand,
        legal_name: row.legal_name,
        intro: row.intro ?? "",
      })),
    )
    .returning(["id", "external_key"])
    .execute();
  return new Map(rows.map((row) => [row.external_key ?? "", row.id]));
}

async function insertSolutions(trx: Trx, firms: ReadonlyMap<string, string>) {
  const rows = await trx
    .insertInto("solution")
    .values(
      load("products.json", products).map((row) => ({
        external_key: row.id,
        provider_id: firms.get(row.provider_id) ?? "",
        status: "published" as const,
        published_at: new Date(),
        name: row.name,
        category: categoryByName(row.category) ?? ("upgrade" as const),
        secondary_categories: row.category_secondary.flatMap((one) => categoryByName(one) ?? []),
        scenes: row.scenes.flatMap((one) => sceneByName(one) ?? []),
        summary: row.tagline ?? "",
        description: row.description ?? "",
        pains: row.challenges,
        benefits: row.values,
        scenarios: row.scenarios,
      })),
    )
    .returning(["id", "external_key", "provider_id"])
    .execute();
  return new Map(rows.map((row) => [row.external_key ?? "", row]));
}

async function insertCases(
  trx: Trx,
  solutions: ReadonlyMap<string, { id: string; provider_id: string }>,
) {
  const rows = await trx
    .insertInto("case")
    .values(
      load("cases.json", cases).map((row) => ({
        external_key: row.id,
        origin: "imported" as const,
        status: "published" as const,
        published_at: new Date(),
        provider_id: solutions.get(row.product_id)?.provider_id ?? null,
        solution_id: solutions.get(row.product_id)?.id ?? null,
        title: row.title,
        category: categoryByName(row.category) ?? ("upgrade" as const),
        summary: row.summary ?? "",
      })),
    )
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
}
