import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { Kind } from "./engine.ts";
import type { HitRow } from "./hit.ts";
import { begunBy, met, shown } from "./postgres-store.ts";

/** So many of those in the head are ranked for a query, and so many of the rest; what follows keeps the order of `tie`. */
const rankedAtMost = 100;

const begunAtMost = 20;
/** So many rows of a sample are enough to rank. */
export const lookedAt = 6 * rankedAtMost;

type Ranking = {
  /** What must be met, and what of it stands in the head: those come first where not all are ranked. */
  queries: readonly string[];
  head: readonly string[];
  /** As it was typed, where that is not the only spelling: it is better than any other. */
  literal: { text: string; queries: readonly string[] } | undefined;
  /** What must be met by those that follow the ranked ones. */
  rest: readonly string[];
  rank: string;
  /** Names that begin so take part even where only a sample of the others does. */
  named: { begun: readonly string[]; queries: readonly string[] };
  /** The words as they would stand in a name: for each that was asked for, its spellings. */
  words: readonly (readonly string[])[];
  now: Date;
  limit: number;
  offset: number;
};

/** Names, and what is asked for within them, decide who is ranked at all; then where else the words stand. */
export async function listHits(db: Db, ranking: Ranking): Promise<HitRow[]> {
  const { queries, head, literal, rest, rank, named, words, now, limit, offset } = ranking;
  const deep = offset + limit > rankedAtMost;
  const candidates = (all: readonly string[]) => sql`
    select kind, thing_id, vector, rank_vector, ${nameScore(words)} as named from search_document
    where ${met(all)} and ${shown(now)}
    order by named desc, tie + 0 limit ${rankedAtMost}`;
  const begun = sql`
    select kind, thing_id, vector, rank_vector, named from unnest(${named.begun}::text[]) begin
    cross join lateral (
      select kind, thing_id, vector, rank_vector, ${nameScore(words)} as named from search_document
      where ${begunBy(sql`name_key`, sql`begin`)} and ${shown(now)}
      order by name_key using ~<~ limit ${begunAtMost}) begun
    where ${met(named.queries)}`;
  // Who has all words in the head stands before who has the only one elsewhere, where nothing is ranked.
  const several = words.length > 1;
  const needsOthers = several ? sql`true` : sql`(select count(*) from first) < ${rankedAtMost}`;
  const bonus = literal
    ? sql`case when vector @@ ${literal.text}::tsquery then 0.4 else 0 end`
    : sql`0`;
  const unrankedScore = sql`named + ${bonus}`;
  const score = sql`ts_rank('{0,0.12,0.5,1}', rank_vector, ${rank}::tsquery) + ${unrankedScore}`;
  const alsoLiteral = literal
    ? sql`union all select kind, thing_id, ${score} from (${candidates(literal.queries)}) literal`
    : sql``;
  const unranked = deep
    ? sql`
      union all
      select kind, thing_id, -1 from search_document
      where ${met(rest)} and ${shown(now)}`
    : sql``;
  const { rows } = await sql<HitRow>`
    with word as materialized (select ${words.flat()}::text[] as list),
    first as materialized (${candidates(head)}),
    others as (select * from (${candidates(queries)}) found where ${needsOthers}),
    scored as (
      select kind, thing_id, ${score} as score from first
      union all
      select kind, thing_id, ${score} from (${begun}) begun
      union all
      select kind, thing_id, ${several ? score : unrankedScore} from others
      ${alsoLiteral} ${unranked}),
    best as (
      select kind, thing_id, max(score) as score from scored group by 1, 2)
    select d.kind, d.thing_id, d.external_key, d.name, d.provider_id, d.provider_name, d.summary,
      d.body, d.imported, d.demo
    from best join search_document d using (kind, thing_id)
    order by best.score desc, d.tie
    limit ${limit} offset ${offset}
  `.execute(db);
  return rows;
}

/** A name that is, begins with or holds the words is what was meant, in whichever spelling. */
function nameScore(words: Ranking["words"]): RawBuilder<number> {
  let at = 0;
  const units = words.map((spellings) => {
    const scores = spellings.map(() => scoreOf(sql`(select list[${sql.lit(++at)}] from word)`));
    return sql`greatest(${sql.join(scores)})`;
  });
  if (units.length === 0) return sql<number>`0::float8`;
  return sql<number>`(${sql.join(units, sql` + `)}) / ${sql.lit(units.length)}`;
}

const scoreOf = (word: RawBuilder<unknown>) => sql`(
  case when position('|' || ${word} || '|' in names) > 0 then 1.5::float8
    when position('|' || ${word} in names) > 0 then 0.8::float8
    when position(${word} in names) > 0 then 0.5::float8
    else 0::float8 end
  + case when position(${word} in name_key) > 0 then 0.5::float8 else 0::float8 end)`;

/** Of everything that meets the query, in an order that nobody can choose. */
export async function listAnyHits(
  db: Db,
  asked: Pick<Ranking, "queries" | "now" | "limit" | "offset"> & { kinds: readonly Kind[] },
): Promise<HitRow[]> {
  const { queries, kinds, now, limit, offset } = asked;
  const { rows } = await sql<HitRow>`
    select kind, thing_id, external_key, name, provider_id, provider_name, summary, '' as body,
      imported, demo
    from search_document
    where ${met(queries)} and kind = any(${[...kinds]}::text[]) and ${shown(now)}
    order by tie limit ${limit} offset ${offset}
  `.execute(db);
  return rows;
}
