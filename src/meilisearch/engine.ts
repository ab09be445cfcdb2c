import {
  type EnqueuedTask,
  type Meilisearch,
  MeilisearchApiError,
  type WaitOptions,
} from "meilisearch";
import { z } from "zod";
import {
  EngineRefusal,
  type DocumentKey,
  type IndexDocument,
  type KeyVersion,
  type SearchEngine,
  type SearchIndex,
  type SearchPage,
  type SearchQuery,
  kinds,
} from "../search/engine.ts";
import type { Tables } from "../search/tables.ts";
import { type MeilisearchAddress, clientsOf } from "./client.ts";
import { documentId, orderOf, storedDocument } from "./document.ts";
import { allOf } from "./filter.ts";
import { quoted } from "./quoted.ts";
import { type IndexReader, readerOf } from "./index-reader.ts";
import { retrieve } from "./retrieve.ts";
import { searchPage } from "./search.ts";
import { indexName, settings } from "./settings.ts";

/** What may be done to an index that nobody searches yet. */
type SideIndex = Pick<SearchIndex, "put" | "drop" | "versions">;
/** May put right what changed meanwhile, and says when to swap. */
type Finish = (side: SideIndex, swap: () => Promise<void>) => Promise<void>;
export type MeilisearchEngine = Omit<SearchEngine, "search"> & {
  search: (query: SearchQuery, tables: Tables) => Promise<SearchPage>;
  /** Whether the index is there that this make of documents needs. */
  exists: () => Promise<boolean>;
  rebuild: (all: AsyncIterable<IndexDocument>, finish?: Finish) => Promise<void>;
};

/** It says what is found, and the tables what is shown: as it is now, and nothing that is gone. */
export function showing(engine: MeilisearchEngine, tables: Tables): SearchEngine {
  return { ...engine, search: async (query) => await engine.search(query, tables) };
}

const batch = 500;
const pageSize = 1000;

export function meilisearchEngine(address: MeilisearchAddress): MeilisearchEngine {
  const { reader, writer } = clientsOf(address);
  const live = indexName(address.prefix);
  const index = readerOf(reader, live);
  return {
    name: "meilisearch",
    search: async (query, tables) => await searchPage({ reader: index, tables }, query),
    retrieve: async (queries, filter, options) => await retrieve(index, queries, filter, options),
    ...sideIndex(writer, live),
    rebuild: async (all: AsyncIterable<IndexDocument>, finish: Finish = atOnce) =>
      await rebuild(writer, live, all, finish),
    exists: async () => {
      const { results } = await writer.getRawIndexes({ limit: 1000 });
      return results.some(({ uid }) => uid === live);
    },
    health: async () => {
      const { numberOfDocuments } = await reader.index(live).getStats();
      return { ok: true, documents: numberOfDocuments };
    },
  };
}

const atOnce: Finish = async (_, swap) => await swap();

function sideIndex(writer: Meilisearch, name: string): SideIndex {
  const reader = readerOf(writer, name);
  return {
    put: async (documents) => {
      for (let at = 0; at < documents.length; at += batch)
        await putSome(writer, reader, documents.slice(at, at + batch));
    },
    drop: async (keys) => {
      await done(writer, await writer.index(name).deleteDocuments(keys.map(documentId)));
    },
    versions: async (after) => await listVersions(reader, after),
  };
}

/** Only newer ones: the queue of the engine keeps the order in which it was asked. */
async function putSome(
  writer: Meilisearch,
  reader: IndexReader,
  documents: readonly IndexDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  const ids = documents.map((document) => quoted(documentId(document)));
  const [found] = await reader.ask([
    { filter: `id IN [${ids.join(", ")}]`, limit: ids.length, attributesToRetrieve: versionFields },
  ]);
  const known = new Map(
    versions.parse(found?.hits ?? []).map((held) => [documentId(held), held.version]),
  );
  const newer = documents.filter(
    (document) => document.version >= (known.get(documentId(document)) ?? 0),
  );
  const index = writer.index(reader.index);
  if (newer.length > 0)
    await done(writer, await taken(index.addDocuments(newer.map(storedDocument))));
}

/** What it will not even queue it will not take another time: too large, or not to be read. */
async function taken(asked: Promise<EnqueuedTask>): Promise<EnqueuedTask> {
  try {
    return await asked;
  } catch (error) {
    const { status } = error instanceof MeilisearchApiError ? error.response : { status: 0 };
    if (status === 400 || status === 413) throw new EngineRefusal(`refused (${status})`);
    throw error;
  }
}

const versionFields = ["kind", "thing_id", "version"];
const versions = z.array(
  z
    .object({ kind: z.enum(kinds), thing_id: z.guid(), version: z.int() })
    .transform(({ kind, thing_id: id, version }): KeyVersion => ({ kind, id, version })),
);

async function listVersions({ ask }: IndexReader, after: DocumentKey | null) {
  const [found] = await ask([
    {
      filter: allOf([after === null ? "" : `order > ${quoted(orderOf(after))}`]),
      sort: ["order:asc"],
      limit: pageSize,
      attributesToRetrieve: versionFields,
    },
  ]);
  return versions.parse(found?.hits ?? []);
}

/** Fills an index beside the live one and swaps the two, so that nobody finds less meanwhile. */
async function rebuild(
  writer: Meilisearch,
  live: string,
  all: AsyncIterable<IndexDocument>,
  finish: Finish,
): Promise<void> {
  const next = `${live}_next`;
  await writer.deleteIndexIfExists(next);
  await done(writer, await writer.createIndex(next, { primaryKey: "id" }));
  await done(writer, await writer.index(next).updateSettings(settings));
  const tasks: EnqueuedTask[] = [];
  // Written out one by one: as objects, each with a thousand terms, they would fill the memory.
  let lines: string[] = [];
  const send = async () => {
    if (lines.length === 0) return;
    const text = lines.join("\n");
    lines = [];
    tasks.push(await writer.index(next).addDocumentsFromString(text, "application/x-ndjson"));
  };
  for await (const document of all) {
    lines.push(JSON.stringify(storedDocument(document)));
    if (lines.length >= batch) await send();
  }
  await send();
  for (const task of tasks) await done(writer, task, untilDone);
  await finish(sideIndex(writer, next), async () => {
    const exists = await writer.getRawIndex(live).catch(() => undefined);
    if (!exists) await done(writer, await writer.createIndex(live, { primaryKey: "id" }));
    await swapIn(writer, live, next);
  });
  await done(writer, await writer.deleteIndex(next));
}

const swapPatience = 300_000;

/** A key of our indexes only may not see the task of a swap: but what was made beside is then the live one. */
async function swapIn(writer: Meilisearch, live: string, next: string): Promise<void> {
  const { createdAt } = await writer.getRawIndex(next);
  await writer.swapIndexes([{ indexes: [live, next], rename: false }]);
  for (let waited = 0; waited < swapPatience; waited += 50) {
    if ((await writer.getRawIndex(live)).createdAt === createdAt) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the swap has not come about");
}

/** A million documents take many minutes, and the engine does hundreds of thousands of them at a time. */
const untilDone = { timeout: 0, interval: 250 };

/** Throws what a task could not do. */
async function done(writer: Meilisearch, task: EnqueuedTask, wait?: WaitOptions): Promise<void> {
  const { status, error } = await writer.tasks.waitForTask(task, wait);
  if (status !== "succeeded") throw new EngineRefusal(error?.message ?? status);
}
