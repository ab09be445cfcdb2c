import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import { leastAskers } from "./least.ts";
import type { Period } from "./period.ts";

type HeardWord = { word: string; heardFrom: string };

/**
 * The same person counts once for a word, however often he types it. Only the day in China is kept:
 * by the instant one could tell which words stood in one text, and in which.
 */
export async function putUnreadWords(
  db: Db,
  heard: readonly HeardWord[],
  now: Date,
): Promise<void> {
  if (heard.length === 0) return;
  const words = heard.map(({ word }) => word);
  const people = heard.map(({ heardFrom }) => heardFrom);
  await sql`
    insert into unread_word (word, heard_from, at)
    select h.word, h.heard_from, date_trunc('day', ${now}::timestamptz, 'Asia/Shanghai')
    from unnest(${words}::text[], ${people}::text[]) as h (word, heard_from)
    order by 1, 2
    on conflict (word, heard_from) do update set at = excluded.at
    where unread_word.at < excluded.at`.execute(db);
}

export type UnreadWord = { word: string; people: number; lastAt: Date };

export async function listUnreadWords(
  db: Db,
  { since, until }: Period,
  limit: number,
): Promise<UnreadWord[]> {
  const { rows } = await sql<UnreadWord>`
    select word, count(*)::int as people, max(at) as "lastAt"
    from unread_word where at >= ${since} and at < ${until}
    group by word having count(*) >= ${leastAskers}
    order by count(*) desc, word limit ${limit}`.execute(db);
  return rows;
}
