import { type Db, inTransaction } from "../../src/db/connect.ts";
import { compileLexicon } from "../../src/matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../../src/matching/lexicon-data.ts";
import { readEverything } from "../../src/matching/matcher.ts";
import { meaningOf } from "../../src/matching/meaning.ts";
import type { Filter } from "../../src/search/engine.ts";
import { findThings } from "../../src/search/find.ts";
import { finderOf } from "../../src/search/finder.ts";
import { allDocuments, indexProviders } from "../../src/search/service.ts";
import { testApp } from "./app.ts";
import type { EngineMaker } from "./engines.ts";
import { makeProvider, makeSolution } from "./make.ts";

export const lexicon = compileLexicon(shippedLexicon(), shippedOutside());

const meant = async (typed: string) => await Promise.resolve(meaningOf(lexicon, typed));

type Offer = Parameters<typeof makeSolution>[2];
export const seal = { name: "量子智能印章管控", summary: "公章外带也管得住，印章全流程管控" };
export const mes = {
  name: "云图生产执行系统 MES",
  summary: "车间制造执行：生产工单、工序派工、质量追溯",
};
export const contract = {
  name: "法通电子合同云",
  summary: "签约存证，规范企业用印管理",
  scenes: ["collaboration"],
};

export async function shop(offers: Record<string, Offer[]>) {
  const { app, db } = await testApp();
  for (const [name, theirs] of Object.entries(offers)) {
    const { providerId } = await makeProvider(db, { name });
    for (const offer of theirs) await makeSolution(db, providerId, offer);
    await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
  }
  await readEverything(db);
  return { app, db };
}

export async function indexAll(db: Db) {
  const providers = await db.selectFrom("provider").select("id").execute();
  const ids = providers.map(({ id }) => id);
  await inTransaction(db, async (trx) => await indexProviders(trx, ids));
}

/** Where each of these firms and what it offers serves; an empty list does not say. */
export async function serve(db: Db, firms: Record<string, string[]>) {
  for (const [name, service_regions] of Object.entries(firms)) {
    const { id } = await db
      .updateTable("provider")
      .set({ service_regions })
      .where("name", "=", name)
      .returning("id")
      .executeTakeFirstOrThrow();
    const theirs = db.updateTable("solution").where("provider_id", "=", id);
    await theirs.set({ service_regions }).execute();
  }
  await indexAll(db);
}

/** The firm is found by what it says of itself. */
export async function introduce(db: Db, firm: string, intro: string) {
  await db.updateTable("provider").set({ intro }).where("name", "=", firm).execute();
  await indexAll(db);
}

export async function searcher(make: EngineMaker, db: Db) {
  const engine = await make(db);
  if (engine.name !== "postgresql") await engine.rebuild(allDocuments(db));
  const finder = finderOf(engine);
  return async (text: string, filter: Filter = { type: ["solution"] }, page = 1, perPage = 20) => {
    const query = { text, filter, page, perPage, now: new Date() };
    const found = await findThings(db, finder, query, meant);
    return { ...found, names: found.hits.map(({ name }) => name) };
  };
}
