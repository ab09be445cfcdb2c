import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { isOfRequest } from "../requests/match-store.ts";

export type Remembered = {
  id: string;
  createdAt: Date;
  text: string;
  needs: unknown;
  result: unknown;
  engine: string;
  weightsVersion: string;
  lexiconVersion: string;
  /** The version that officials had published then; nothing where it was the shipped lexicon. */
  lexiconNumber: number | null;
};

function selectRemembered(db: Db) {
  return db
    .selectFrom("match_result as m")
    .select(["m.id", "m.created_at as createdAt", "m.text", "m.needs", "m.result", "m.engine"])
    .select(["m.weights_version as weightsVersion", "m.lexicon_version as lexiconVersion"])
    .select(
      sql<number | null>`(select max(number) from lexicon_version l
        where l.lexicon_version = m.lexicon_version and l.at <= m.created_at)`.as("lexiconNumber"),
    );
}

/** A list as it was shown; only to the person it was made for, an anonymous one to nobody. */
export async function findRemembered(
  db: Db,
  id: string,
  userId: string,
): Promise<Remembered | undefined> {
  return await selectRemembered(db)
    .where("m.id", "=", id)
    .where("m.user_id", "=", userId)
    .executeTakeFirst();
}

/** The list that a request came from. */
export async function findRememberedOf(db: Db, requestId: string): Promise<Remembered | undefined> {
  return await selectRemembered(db)
    .innerJoin("request as r", "r.match_id", "m.id")
    .where("r.id", "=", requestId)
    .where(isOfRequest)
    .executeTakeFirst();
}
