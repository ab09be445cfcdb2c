import { type Db, type Trx, inTransaction } from "../db/connect.ts";
import { isHourOld } from "../time.ts";
import { documentRow } from "./document-row.ts";
import { changesKept } from "./copy-keeper.ts";
import { deleteOldChanges } from "./copy-store.ts";
import {
  type DocumentKey,
  type IndexDocument,
  type KeyVersion,
  type Kind,
  kinds,
} from "./engine.ts";
import { databaseTime, deleteRows, listUnseen, touchRows, upsertRows } from "./postgres-store.ts";
import {
  drawVersions,
  insertErrands,
  listProvidersOf,
  listSolutionsOf,
  listSource,
  listThingsOf,
  loadDocuments,
  lockLoneCases,
  lockProviders,
} from "./source-store.ts";
import { findCountedAt, recountTerms } from "./term-store.ts";

/** Call in the transaction that changed these solutions: what is found follows at once. */
export async function indexSolutions(trx: Trx, ids: readonly string[]): Promise<void> {
  const providers = await listProvidersOf(trx, "solution", ids);
  await lockProviders(trx, providers);
  await index(trx, [...keysOf("solution", ids), ...keysOf("provider", providers)]);
}

/** The same after a change to providers: their solutions and cases come and go with them. */
export async function indexProviders(trx: Trx, ids: readonly string[]): Promise<void> {
  await lockProviders(trx, ids);
  await index(trx, [...keysOf("provider", ids), ...(await listThingsOf(trx, ids))]);
}

/** The same after a change to cases: their solutions are found by them too. */
export async function indexCases(trx: Trx, ids: readonly string[]): Promise<void> {
  const solutions = await listSolutionsOf(trx, ids);
  const providers = [
    ...(await listProvidersOf(trx, "case", ids)),
    ...(await listProvidersOf(trx, "solution", solutions)),
  ];
  await lockProviders(trx, [...new Set(providers)]);
  await index(trx, [...keysOf("case", ids), ...keysOf("solution", solutions)]);
}

function keysOf(kind: Kind, ids: readonly string[]): DocumentKey[] {
  return ids.map((id) => ({ kind, id }));
}

const batch = 200;

async function index(trx: Trx, keys: readonly DocumentKey[]): Promise<void> {
  for (let at = 0; at < keys.length; at += batch) {
    const some = keys.slice(at, at + batch);
    const versions = await drawVersions(trx, some.length);
    const errands = some.map((key, i) => ({ ...key, version: versions[i] ?? 0 }));
    const found = await withVersions(trx, errands);
    const visible = new Set(found.map(({ id }) => id));
    await upsertRows(trx, found.map(documentRow));
    await deleteRows(
      trx,
      some.filter(({ id }) => !visible.has(id)),
    );
    await insertErrands(trx, errands);
  }
}

/** Whatever was missed of these things is put right, in our own rows and with new errands. */
export async function indexAgain(trx: Trx, keys: readonly DocumentKey[]): Promise<void> {
  await lockOwners(trx, keys);
  await index(trx, keys);
}

/**
 * Writes our own rows of everything anew. Each thing is read under the lock that whoever changes it
 * takes too: read before, what is hidden meanwhile would be found again.
 */
export async function rewriteRows(db: Db): Promise<void> {
  const began = await databaseTime(db);
  for await (const keys of allKeys(db)) await rewrite(db, keys);
  // What is left is gone, or was written by whoever had begun before and came through since.
  for (let after: DocumentKey | undefined; ;) {
    const keys = await listUnseen(db, began, { after, limit: batch });
    after = keys.at(-1);
    if (!after) return;
    await rewrite(db, keys);
  }
}

async function rewrite(db: Db, keys: readonly KeyVersion[]): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockOwners(trx, keys);
    const { documents, gone } = await loadForIndex(trx, keys);
    const rows = documents.map(documentRow);
    await upsertRows(trx, rows);
    await touchRows(trx, rows);
    await deleteRows(trx, gone);
  });
}

async function lockOwners(trx: Trx, keys: readonly DocumentKey[]): Promise<void> {
  const idsOf = (wanted: Kind) => keys.filter(({ kind }) => kind === wanted).map(({ id }) => id);
  const providers = [
    ...idsOf("provider"),
    ...(await listProvidersOf(trx, "solution", idsOf("solution"))),
    ...(await listProvidersOf(trx, "case", idsOf("case"))),
  ];
  await lockLoneCases(trx, idsOf("case"));
  await lockProviders(trx, [...new Set(providers)]);
}

/** These things as an engine is to know them, and which of them are to be found no more. */
export async function loadForIndex(db: Db, keys: readonly KeyVersion[]) {
  const documents = await withVersions(db, keys);
  const visible = new Set(documents.map(({ kind, id }) => `${kind} ${id}`));
  return { documents, gone: keys.filter(({ kind, id }) => !visible.has(`${kind} ${id}`)) };
}

async function withVersions(db: Db, keys: readonly (DocumentKey & { version: number })[]) {
  const found: IndexDocument[] = [];
  for (const [kind, same] of Map.groupBy(keys, (key) => key.kind)) {
    const versions = new Map(same.map(({ id, version }) => [id, version]));
    const documents = await loadDocuments(db, kind, [...versions.keys()]);
    found.push(...documents.map((d) => ({ ...d, version: versions.get(d.id) ?? 0 })));
  }
  return found;
}

/** Everything that may be found, for an engine to be built anew. */
export async function* allDocuments(db: Db): AsyncGenerator<IndexDocument> {
  for await (const keys of allKeys(db)) yield* await withVersions(db, keys);
}

async function* allKeys(db: Db): AsyncGenerator<KeyVersion[]> {
  for (const kind of kinds) {
    let after = "00000000-0000-0000-0000-000000000000";
    for (;;) {
      const keys = await listSource(db, kind, after, batch);
      const last = keys.at(-1);
      if (!last) break;
      after = last.id;
      yield keys;
    }
  }
}

/** How rare a word is changes slowly: an hour old is new enough. */
export async function recountWhenOld(db: Db, now: Date): Promise<void> {
  const counted = await findCountedAt(db);
  if (counted && !isHourOld(counted, now)) return;
  await inTransaction(db, async (trx) => await recountTerms(trx, now));
  await deleteOldChanges(db, new Date(now.getTime() - changesKept));
}
