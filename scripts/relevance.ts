import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { readMeilisearch } from "../src/config.ts";
import { connect, type Db } from "../src/db/connect.ts";
import { createMatching, readEverything } from "../src/matching/matcher.ts";
import { type Matcher, matchNeed } from "../src/matching/service.ts";
import { meilisearchEngine, showing } from "../src/meilisearch/engine.ts";
import type { SearchEngine } from "../src/search/engine.ts";
import { finderOf } from "../src/search/finder.ts";
import { tablesIn } from "../src/search/tables.ts";
import { postgresEngine } from "../src/search/postgres.ts";
import { allDocuments } from "../src/search/service.ts";
import { categoryByName, isCategory } from "../src/taxonomy/categories.ts";
import { importFiles, readFolderOrFiles, tell } from "./import.ts";
import { throwawayPostgres } from "./lib/postgres.ts";
import { projectRoot } from "./lib/project.ts";
import { StartError } from "./lib/say.ts";
import { migrate } from "./migrate.ts";
import { findRaw, findUnderstood, findWords } from "./relevance/ablation.ts";
import { countHonest } from "./relevance/honesty.ts";
import { mean, ndcg, percentile } from "./relevance/measures.ts";
import { searchQueries } from "./relevance/search-queries.ts";

/** Only the text goes into the pipeline; the rest is what it is held against. */
const needFile = z.object({
  needs: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      category: z.string(),
      category_secondary: z.array(z.string()).default([]),
      judgments: z.record(z.string(), z.number()),
    }),
  ),
});
type Judged = z.infer<typeof needFile>["needs"][number];

type Outcome = {
  need: Judged;
  items: string[];
  /** The same with less of the pipeline: the engine alone, asked at once and word by word, and understanding without ranking. */
  raw: string[];
  words: string[];
  understood: string[];
  category: string;
  unmet: boolean;
  tookMs: number;
};

/** `npm run relevance -- --needs FILE --data DIR [--json] [--verbose]`: the real pipeline on a scratch database. */
async function main() {
  const { values } = parseArgs({
    options: {
      needs: { type: "string", default: "../shared/relevance/dev.json" },
      data: { type: "string", default: "../shared/data" },
      json: { type: "boolean", default: false },
      verbose: { type: "boolean", default: false },
    },
  });
  const { needs } = needFile.parse(JSON.parse(fs.readFileSync(values.needs, "utf8")));
  const server = await throwawayPostgres("relevance");
  const db = connect(server.url, 4);
  try {
    await migrate(db, path.join(projectRoot, "migrations"));
    const run = await importFiles(db, readFolderOrFiles([values.data]));
    if (run.status !== "done") {
      tell(run);
      throw new StartError("目录没有导入成功。");
    }
    await readEverything(db);
    const summaries = [];
    for (const engine of await enginesFor(db)) {
      const matcher = await createMatching()(db, finderOf(engine));
      const outcomes = await runAll(db, matcher, needs);
      const summary = summarise(engine.name, outcomes);
      print(outcomes, summary, values.verbose);
      for (const line of await countHonest(db, matcher, new Date()))
        console.log(`${engine.name}: ${line}`);
      for (const file of searchFiles(values.data))
        await printSearch(db, matcher, engine.name, file);
      summaries.push(summary);
    }
    if (values.json) console.log(JSON.stringify(summaries));
  } finally {
    await db.destroy();
    await server.stop();
  }
}

/** Our own, and a Meilisearch where `MEILISEARCH_URL` names one: in an index of its own, which the next run fills anew. */
async function enginesFor(db: Db): Promise<SearchEngine[]> {
  const own = postgresEngine(db);
  const address = readMeilisearch({ ...process.env, MEILISEARCH_INDEX: "relevance" });
  if (!address) {
    console.warn("没有设 MEILISEARCH_URL，只量 PostgreSQL。");
    return [own];
  }
  const outside = meilisearchEngine({ ...address, patienceMs: 30_000 });
  await outside.rebuild(allDocuments(db));
  return [own, showing(outside, tablesIn(db))];
}

/** The queries that came with the catalogue, and our own. */
function searchFiles(data: string): string[] {
  const own = [
    "search-blind.json",
    "search-blind3.json",
    "search-blind4.json",
    "search-blind6.json",
    "search-fresh.json",
    "search-outside.json",
    "search-spoken.json",
    "search-spoken-held.json",
  ];
  return [
    path.join(path.dirname(data), "relevance/search-dev.json"),
    ...own.map((file) => path.join(projectRoot, "tests/relevance", file)),
  ].filter((file) => fs.existsSync(file));
}

async function printSearch(db: Db, matcher: Matcher, engine: string, file: string) {
  const { held, of, short } = await searchQueries(db, matcher, file);
  console.log(
    `${engine}: 检索词 ${path.basename(file, ".json")} ${held}/${of}`,
    ...short.map((query) => `\n  未满足 ${query}`),
  );
}

async function runAll(db: Db, matcher: Matcher, needs: readonly Judged[]): Promise<Outcome[]> {
  const who = { now: new Date(), userId: null };
  // The first call compiles the lexicon and opens connections.
  await matchNeed(db, matcher, { text: "扫码报工", limit: 10 }, who);
  const outcomes: Outcome[] = [];
  for (const need of needs) {
    const result = await matchNeed(db, matcher, { text: need.text, limit: 10 }, who);
    outcomes.push({
      need,
      items: result.matches.map(({ solution }) => solution.externalKey ?? solution.id),
      raw: await findRaw(matcher, need.text, who.now),
      words: await findWords(db, matcher, need.text, who.now),
      understood: await findUnderstood(db, matcher, need.text, who.now),
      category: result.needs[0]?.category.code ?? "",
      unmet: result.unmet.length > 0,
      tookMs: result.tookMs,
    });
  }
  return outcomes;
}

/** Something of grade 2 or 3 is there to be found; a need without is to be named as unmet. */
function isSolvable({ need }: Outcome): boolean {
  return Object.values(need.judgments).some((grade) => grade >= 2);
}

function rightCategory({ need, category }: Outcome): boolean {
  return [need.category, ...need.category_secondary].some(
    (name) => (isCategory(name) ? name : categoryByName(name)) === category,
  );
}

function isBest(need: Judged, item: string | undefined): boolean {
  return item !== undefined && need.judgments[item] === 3;
}

function summarise(engine: string, outcomes: readonly Outcome[]) {
  const solvable = outcomes.filter(isSolvable);
  const unmet = outcomes.filter((outcome) => !isSolvable(outcome));
  const scored = (pick: (outcome: Outcome) => readonly string[]) =>
    round(mean(solvable.map((outcome) => ndcg(pick(outcome), outcome.need.judgments))));
  return {
    engine,
    ndcg10: scored(({ items }) => items),
    ablation: {
      engine: scored(({ raw }) => raw),
      words: scored(({ words }) => words),
      understanding: scored(({ understood }) => understood),
    },
    grade3First: solvable.filter(({ items, need }) => isBest(need, items[0])).length,
    grade3Top3: solvable.filter(({ items, need }) =>
      items.slice(0, 3).some((item) => isBest(need, item)),
    ).length,
    category: outcomes.filter(rightCategory).length,
    unmetNamed: unmet.filter((outcome) => outcome.unmet).length,
    unmetOf: unmet.length,
    p95Ms: round(
      percentile(
        outcomes.map(({ tookMs }) => tookMs),
        0.95,
      ),
    ),
    unjudged: outcomes.flatMap(({ need, items }) =>
      items.filter((item) => !(item in need.judgments)).map((item) => ({ need: need.id, item })),
    ),
  };
}

function print(
  outcomes: readonly Outcome[],
  { engine, ablation, ...figures }: ReturnType<typeof summarise>,
  verbose: boolean,
) {
  for (const outcome of outcomes) {
    const { need, items, unmet } = outcome;
    const score = isSolvable(outcome) ? ndcg(items, need.judgments).toFixed(2) : "无解";
    const notes = [
      rightCategory(outcome) ? "" : `类别 ${outcome.category}`,
      unmet ? "报告未满足" : "",
    ];
    console.log(need.id, score, ...notes.filter((note) => note !== ""));
    if (verbose)
      console.log("  ", items.map((item) => `${item}:${need.judgments[item] ?? "-"}`).join(" "));
  }
  console.log(
    `${engine}: 只用引擎 ${ablation.engine}（逐词 ${ablation.words}），加理解 ${ablation.understanding}，再加排序 ${figures.ndcg10}`,
  );
  console.log(
    `${engine}: nDCG@10 ${figures.ndcg10}，首位为 3 分 ${figures.grade3First}，前三有 3 分 ${figures.grade3Top3}，` +
      `类别对 ${figures.category}/${outcomes.length}，未满足报出 ${figures.unmetNamed}/${figures.unmetOf}，` +
      `p95 ${figures.p95Ms} ms，未评判 ${figures.unjudged.length}`,
  );
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    console.error(error instanceof StartError ? error.message : error);
    process.exitCode = 1;
  });
