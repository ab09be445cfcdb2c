import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { JsonValue } from "../db/types.ts";
import { AppError } from "../errors.ts";
import type { LastingChange, LexiconChange } from "./change.ts";

export type Edit = { id: string; at: Date; author: string; change: LexiconChange };

/** Holds the lexicon until the transaction ends: of two who change or publish at once the second sees what the first has made. */
export async function lockState(trx: Trx) {
  return await trx
    .selectFrom("lexicon_state")
    .select(["published", "draft_version as draftVersion"])
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function findState(db: Db) {
  return await db
    .selectFrom("lexicon_state")
    .select(["published", "draft_version as draftVersion"])
    .executeTakeFirstOrThrow();
}

export async function bumpDraft(trx: Trx, published?: number): Promise<void> {
  await trx
    .updateTable("lexicon_state")
    .set({
      draft_version: sql`draft_version + 1`,
      ...(published !== undefined && { published }),
    })
    .execute();
}

/** What is changed but not published, in the order it was changed. */
export async function listEdits(db: Db): Promise<Edit[]> {
  const { rows } = await sql<Edit>`
    select id, at, author, change from lexicon_edit order by id`.execute(db);
  return rows;
}

export async function insertEdit(
  trx: Trx,
  { authorId, author, change }: { authorId: string; author: string; change: LexiconChange },
): Promise<string> {
  const made = await trx
    .insertInto("lexicon_edit")
    .values({ author_id: authorId, author, change: asJson(change) })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}

export async function deleteEdit(trx: Trx, id: string): Promise<LexiconChange> {
  const { rows } = await sql<{ change: LexiconChange }>`
    delete from lexicon_edit where id = ${id} returning change`.execute(trx);
  const [gone] = rows;
  if (!gone) throw new AppError("not_found");
  return gone.change;
}

export async function deleteEdits(trx: Trx): Promise<void> {
  await trx.deleteFrom("lexicon_edit").execute();
}

export type Version = {
  number: number;
  at: Date;
  author: string;
  organisation: string;
  reason: string;
  restores: number | null;
  /** What this version changed against the one before it; empty where it brought an older one back. */
  edits: LexiconChange[];
  lexiconVersion: string;
  readAt: Date | null;
};

function selectVersion(db: Db) {
  return db
    .selectFrom("lexicon_version as v")
    .innerJoin("organisation as o", "o.id", "v.organisation_id")
    .select(["v.number", "v.at", "v.author", "o.name as organisation", "v.reason", "v.restores"])
    .select(["v.lexicon_version as lexiconVersion", "v.read_at as readAt"])
    .select(sql<LexiconChange[]>`v.edits`.as("edits"));
}

/** Newest first. */
export async function listVersions(
  db: Db,
  { after, limit }: { after?: number | undefined; limit: number },
) {
  let query = selectVersion(db);
  if (after !== undefined) query = query.where("v.number", "<", after);
  const rows: Version[] = await query
    .orderBy("v.number", "desc")
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.number ?? null) : null };
}

export async function findVersion(db: Db, number: number): Promise<Version | undefined> {
  return await selectVersion(db).where("v.number", "=", number).executeTakeFirst();
}

/** All its changes against the shipped lexicon; 0 is that lexicon itself. */
export async function getChanges(db: Db, number: number): Promise<LastingChange[]> {
  if (number === 0) return [];
  const found = await db
    .selectFrom("lexicon_version")
    .select(sql<LastingChange[]>`changes`.as("changes"))
    .where("number", "=", number)
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found.changes;
}

export type NewVersion = {
  number: number;
  at: Date;
  authorId: string;
  author: string;
  organisationId: string;
  reason: string;
  restores: number | null;
  changes: readonly LastingChange[];
  edits: readonly LexiconChange[];
  lexiconVersion: string;
};

export async function insertVersion(trx: Trx, given: NewVersion): Promise<string> {
  const made = await trx
    .insertInto("lexicon_version")
    .values({
      number: given.number,
      at: given.at,
      author_id: given.authorId,
      author: given.author,
      organisation_id: given.organisationId,
      reason: given.reason,
      restores: given.restores,
      changes: asJson(given.changes),
      edits: asJson(given.edits),
      lexicon_version: given.lexiconVersion,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}

function asJson(value: object) {
  // As text: postgres.js takes a list for an array of PostgreSQL.
  return sql<JsonValue>`${JSON.stringify(value)}::text::jsonb`;
}
