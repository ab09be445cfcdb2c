import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { Kind } from "./engine.ts";
import { shown } from "./postgres-store.ts";

/** What names begin with, as typed and, of letters, as pinyin or initials; then what they hold. */
type Prefix = { key: string; letters: string; tsquery: string; now: Date; limit: number };

type NamedThing = { kind: Kind; thing_id: string; name: string };

/** Of each way to begin, and of what holds it: beyond so many the last places are left to chance. */
const namesRead = 200;

/** Names that begin with what was typed, as it stands, in pinyin or in initials; then those that hold it. */
export async function listByPrefix(
  db: Db,
  { key, letters, tsquery, now, limit }: Prefix,
): Promise<NamedThing[]> {
  const begins = (column: RawBuilder<unknown>, prefix: string) => sql`
    (select id, kind, name, 1 as place from search_document
      where ${prefix} <> '' and ${begunBy(column, sql`${prefix}::text`)} and kind <> 'case' and ${shown(now)}
      order by ${column} using ~<~ limit ${namesRead})`;
  const { rows } = await sql<NamedThing>`
    with begun as materialized (
      ${begins(sql`name_key`, key)}
      union all ${begins(sql`pinyin_key`, letters)}
      union all ${begins(sql`initials_key`, letters)})
    select entry.kind, entry.thing_id, name
    from (
      select id, kind, name, min(place) as place
      from (
        select * from begun
        union all
        -- These come after all that begin so: where there are enough, nobody looks for them.
        (select d.id, d.kind, d.name, 2
          from (select document from search_entry
            where (select count(distinct id) from begun) < ${limit}
              and search_terms(vector) @@ ${tsquery}::tsquery and kind <> 'case' and ${shown(now)}
            limit ${namesRead}) inside
          join search_document d on d.id = inside.document)
      ) found
      group by id, kind, name
      order by min(place), (kind = 'provider') desc, length(name)
      fetch first ${limit} rows with ties
    ) named
    join search_entry entry on entry.document = named.id
    order by place, (named.kind = 'provider') desc, length(name), tie
    limit ${limit}
  `.execute(db);
  return rows;
}

/** A column that begins so. In the order of its index, so that the first ones are read and no more. */
function begunBy(column: RawBuilder<unknown>, prefix: RawBuilder<unknown>) {
  return sql`${column} ~>=~ ${prefix} and ${column} ~<~ (${prefix} || ${"\u{10ffff}"})`;
}
