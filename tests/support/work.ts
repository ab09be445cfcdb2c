import { CompiledQuery, Kysely } from "kysely";
import { onTestFinished } from "vitest";
import { z } from "zod";
import type { Db } from "../../src/db/connect.ts";
import { postgresDialect } from "../../src/db/dialect.ts";

/** A connection that writes down what is asked of it. */
export function noting(url: string) {
  const asked: CompiledQuery[] = [];
  const log = ({ query }: { query: CompiledQuery }) => void asked.push(query);
  const db: Db = new Kysely({ dialect: postgresDialect(url, 4), log });
  onTestFinished(async () => await db.destroy());
  return { db, asked };
}

const reads = /^\s*(?:\/\*.*?\*\/)?\s*(?:select|with)/;

type Node = {
  "Relation Name"?: string | undefined;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number | undefined;
  "Rows Removed by Index Recheck"?: number | undefined;
  Plans?: Node[] | undefined;
};
const count = z.number().optional();
const node: z.ZodType<Node> = z.lazy(() =>
  z.object({
    "Relation Name": z.string().optional(),
    "Actual Rows": z.number(),
    "Actual Loops": z.number(),
    "Rows Removed by Filter": count,
    "Rows Removed by Index Recheck": count,
    Plans: z.array(node).optional(),
  }),
);
const explained = z.tuple([z.object({ "QUERY PLAN": z.array(z.object({ Plan: node })) })]);

/**
 * How many rows of each table these statements read, a month's partition counting as its table. An
 * index is used where there is one, as on a large platform: the tables of a test are small.
 */
export async function rowsRead(url: string, asked: readonly CompiledQuery[]) {
  const db: Db = new Kysely({ dialect: postgresDialect(url, 1) });
  const read = new Map<string, number>();
  try {
    await db.executeQuery(CompiledQuery.raw("set enable_seqscan = off"));
    for (const { sql, parameters } of asked.filter((one) => reads.test(one.sql))) {
      const query = CompiledQuery.raw(`explain (analyze, format json) ${sql}`, [...parameters]);
      const [{ "QUERY PLAN": plans }] = explained.parse((await db.executeQuery(query)).rows);
      for (const { Plan } of plans) add(read, Plan);
    }
  } finally {
    await db.destroy();
  }
  return read;
}

function add(read: Map<string, number>, each: Node) {
  const table = each["Relation Name"]?.replace(/_(?:default|\d{6})$/, "");
  const rows =
    each["Actual Rows"] +
    (each["Rows Removed by Filter"] ?? 0) +
    (each["Rows Removed by Index Recheck"] ?? 0);
  if (table) read.set(table, (read.get(table) ?? 0) + Math.round(rows * each["Actual Loops"]));
  for (const below of each.Plans ?? []) add(read, below);
}
