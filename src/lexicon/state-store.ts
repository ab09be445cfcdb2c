import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { LastingChange } from "./change.ts";

/** Which version is in force, and whether solutions wait to be read: one statement, for every match asks it. */
export async function readState(db: Db): Promise<{ published: number; unread: boolean }> {
  const { rows } = await sql<{ published: number; unread: boolean }>`
    select published, exists (select from solution_unread) as unread from lexicon_state`.execute(
    db,
  );
  return rows[0]!;
}

/** Keeps the version in force until the transaction ends: nobody publishes meanwhile. */
export async function holdState(trx: Trx): Promise<number> {
  const { published } = await trx
    .selectFrom("lexicon_state")
    .select("published")
    .forShare()
    .executeTakeFirstOrThrow();
  return published;
}

/** The version in force with all its changes; 0 is the lexicon as it is shipped. */
export async function findPublished(db: Db): Promise<{ number: number; changes: LastingChange[] }> {
  const { rows } = await sql<{ number: number; changes: LastingChange[] }>`
    select s.published as number, coalesce(v.changes, '[]') as changes
    from lexicon_state s left join lexicon_version v on v.number = s.published`.execute(db);
  return rows[0]!;
}

/** Says that every solution has been read with this version. */
export async function setRead(db: Db, number: number, at: Date): Promise<void> {
  await db
    .updateTable("lexicon_version")
    .set({ read_at: at })
    .where("number", "=", number)
    .where("read_at", "is", null)
    .execute();
}

/** The version in force if solutions are still read as before. */
export async function isUnreadVersion(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom("lexicon_version as v")
    .innerJoin("lexicon_state as s", "s.published", "v.number")
    .select("v.number")
    .where("v.read_at", "is", null)
    .execute();
  return found.length > 0;
}
