import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { isOfRequest } from "../requests/match-store.ts";

/** What became a request is kept as long as that. */
const noRequest = sql`not exists (select from request r where r.match_id = m.id and ${isOfRequest})`;

/** Whether anything was made since the job last came by, up to that instant. */
export async function hasForgettable(db: Db, until: Date): Promise<boolean> {
  const { rows } = await sql`
    select from match_result m
    where m.text <> '' and m.created_at <= ${until}
      and m.created_at >= (select done_until from match_forgetting) and ${noRequest}
    limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Forgets so many lists that no request came from, the oldest first, and says how many. Of two at
 * once the second waits, and goes on where the first ended.
 */
export async function forgetOld(trx: Trx, until: Date, limit: number): Promise<number> {
  // By itself: what follows must see what whoever held it has done.
  const { done_until: since } = await trx
    .selectFrom("match_forgetting")
    .select("done_until")
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ forgotten: number }>`
    with old as materialized (
      select m.id, m.created_at from match_result m
      where m.text <> '' and m.created_at <= ${until} and m.created_at >= ${since} and ${noRequest}
      order by m.created_at, m.id limit ${limit} for update of m
    ), ${forgotten}, moved as (
      update match_forgetting set done_until = (select max(created_at) from forgotten)
      where exists (select from forgotten)
    )
    select count(*)::int as forgotten from forgotten`.execute(trx);
  return rows[0]?.forgotten ?? 0;
}

/**
 * The same of so many lists of one person, whatever came from them; says which. With an `id` only of
 * those that were shown for the same words: whoever takes a chip away is shown one more. That one goes
 * last, for it tells which words.
 */
export async function forgetOwn(
  trx: Trx,
  userId: string,
  { id, limit }: { id?: string | undefined; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with old as materialized (
      select m.id, m.created_at from match_result m
      where m.user_id = ${userId} and m.text <> ''
        and (${id ?? null}::uuid is null or m.text = (
          select text from match_result where id = ${id ?? null} and user_id = ${userId}))
      order by m.id = ${id ?? null}, m.id limit ${limit} for update of m
    ), ${forgotten}
    select id from forgotten order by id`.execute(trx);
  return rows.map(({ id: one }) => one);
}

/** No place in the words, no word of them, and no figure by which one could know the firm. */
const understoodOnly = sql`(
  select coalesce(jsonb_agg(n.item || jsonb_build_object(
    'start', 0, 'end', 0, 'marks', '[]'::jsonb,
    'constraints', coalesce(n.item->'constraints', '{}') - '{budgetMaxFen,headcount,deadline,wantedBy}'::text[],
    'capabilities', (select coalesce(jsonb_agg(c.item || '{"spans": []}' order by c.place), '[]')
      from jsonb_array_elements(coalesce(n.item->'capabilities', '[]')) with ordinality as c (item, place))
  ) order by n.place), '[]')
  from jsonb_array_elements(m.needs) with ordinality as n (item, place))`;

const pointsOnly = sql`(
  select coalesce(jsonb_agg(x.item || jsonb_build_object('reason', '',
    'parts', (select coalesce(jsonb_agg(p.item || '{"detail": ""}' order by p.place), '[]')
      from jsonb_array_elements(coalesce(x.item->'parts', '[]')) with ordinality as p (item, place))
  ) order by x.place), '[]')
  from jsonb_array_elements(coalesce(m.result->'matches', '[]')) with ordinality as x (item, place))`;

const reasonsOnly = sql`(
  select coalesce(jsonb_agg(
    jsonb_set(b.item, '{reason,detail}', '""') order by b.place), '[]')
  from jsonb_array_elements(coalesce(m.result->'blocked', '[]')) with ordinality as b (item, place))`;

/** Blanks the words of the lists `old`, and whose they were; what was understood and the points stay. */
const forgotten = sql`forgotten as (
  update match_result m set text = '', user_id = null, needs = ${understoodOnly},
    result = m.result || jsonb_build_object('matches', ${pointsOnly}, 'blocked', ${reasonsOnly})
  from old where m.id = old.id and m.created_at = old.created_at
  returning m.id, m.created_at)`;
