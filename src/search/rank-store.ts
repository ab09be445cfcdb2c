import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { Kind } from "./engine.ts";
import type { HitRow } from "./hit.ts";
import { type Asked, begunBy, met, shown } from "./postgres-store.ts";

/** So many of those in the head are ranked for a query, and so many of the rest; what follows keeps the order of `tie`. */
const rankedAtMost = 100;

const begunAtMost = 20;
/** So many rows of a sample are enough to rank. */
export const lookedAt = 6 * rankedAtMost;

type Ranking = {
  /** What must be met, and what of it stands in the head: those come first where not all are ranked. */
  whole: Asked;
  head: Asked;
  /** As it was typed, where that is not the only spelling: it is better than any other. */
  literal: (Asked & { text: string }) | undefined;
  /** What must be met by those that follow the ranked ones. */
  rest: Asked;
  rank: string;
  /** Names that begin so take part even where only a sample of the others does. */
  begun: readonly string[];
  /** The words as they would stand in a name: for each that was asked for, its spellings. */
  words: readonly (readonly string[])[];
  now: Date;
  limit: number;
  offset: number;
};

/** Names, and what is asked for within them, decide who is ranked at all; then where else the words stand. */
export async function listHits(db: Db, ranking: Ranking): Promise<HitRow[]> {
  const { whole, head, literal, rest, rank, begun, words, now, limit, offset } = ranking;
  const deep = offset + limit > rankedAtMost;
  const named = nameScore(words);
  const candidates = (asked: Asked, isRanked: boolean) => sql`
    select document, tie, named, ${isRanked}::boolean as ranked from (
      select document, tie, ${named} as named from search_entry
      where ${met(asked)} and ${shown(now)}
      order by named desc, tie + 0 limit ${rankedAtMost}) candidate`;
  // Few names, each looked up: a planner who does not know the query would begin with all that meets it.
  const beginning =
    begun.length === 0
      ? sql``
      : sql`
    union select document, tie, ${named} as named, true as ranked
    from unnest(${[...begun]}::text[]) begin
    cross join lateral (
      select id from search_document where ${begunBy(sql`name_key`, sql`begin`)} and ${shown(now)}
      order by name_key using ~<~ limit ${begunAtMost}) d
    cross join lateral (select * from search_entry where document = d.id offset 0) entry
    where ${met({ ...whole, level: 0 })}`;
  // Who has all words in the head stands before who has the only one elsewhere, where nothing is ranked.
  const several = words.length > 1;
  const needsOthers = several ? sql`true` : sql`(select count(*) from first) < ${rankedAtMost}`;
  const alsoLiteral = literal ? sql`union all ${candidates(literal, true)}` : sql``;
  const bonus = literal
    ? sql`+ case when (select vector @@ ${literal.text}::tsquery from search_entry e
        where e.document = picked.document) then 0.4 else 0 end`
    : sql``;
  const unranked = deep
    ? sql`
      union all
      select document, tie, -1 from search_entry where ${met(rest)} and ${shown(now)}`
    : sql``;
  const { rows } = await sql<HitRow>`
    with word as materialized (select ${words.flat()}::text[] as list),
    first as materialized (${candidates(head, true)}),
    picked as materialized (
      select * from first
      ${beginning}
      union select * from (${candidates(whole, several)}) other where ${needsOthers}
      ${alsoLiteral}),
    scored as (
      select document, tie, named ${bonus}
        + case when ranked
          then (select ts_rank('{0,0.12,0.5,1}', rank_vector, ${rank}::tsquery)
            from search_document d where d.id = picked.document)
          else 0 end as score
      from picked
      ${unranked}),
    best as (
      select document, tie, max(score) as score from scored group by 1, 2
      order by score desc, tie limit ${limit} offset ${offset})
    select d.kind, d.thing_id, d.external_key, d.name, d.provider_id, d.provider_name, d.summary,
      d.body, d.imported, d.demo
    from best join search_document d on d.id = best.document
    order by best.score desc, best.tie
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

/** Most names hold nothing of it, and each look into a name costs as much as reading its row. */
const scoreOf = (word: RawBuilder<unknown>) => sql`(
  case when position(${word} in names) = 0 then 0::float8
    else case when position('|' || ${word} || '|' in names) > 0 then 1.5::float8
        when position('|' || ${word} in names) > 0 then 0.8::float8
        else 0.5::float8 end
      + case when position(${word} in split_part(names, '|', 2)) > 0 then 0.5::float8
        else 0::float8 end
    end)`;

/** Of everything that meets the query, in an order that nobody can choose. */
export async function listAnyHits(
  db: Db,
  asked: Pick<Ranking, "now" | "limit" | "offset"> & {
    queries: readonly string[];
    kinds: readonly Kind[];
  },
): Promise<HitRow[]> {
  const { queries, kinds, now, limit, offset } = asked;
  const { rows } = await sql<HitRow>`
    select d.kind, d.thing_id, external_key, name, provider_id, provider_name, summary, '' as body,
      imported, demo
    from (
      select document, tie from search_entry
      where ${met({ queries, level: 0 })} and kind = any(${[...kinds]}::text[]) and ${shown(now)}
      order by tie limit ${limit} offset ${offset}) entry
    join search_document d on d.id = entry.document
    order by entry.tie
  `.execute(db);
  return rows;
}
