import { sql } from "kysely";
import type { Db } from "../db/connect.ts";
import type { SearchHit } from "./engine.ts";
import type { HitRow } from "./hit.ts";
import type { Solving } from "./meaning.ts";
import { shown } from "./postgres-store.ts";

const facetTerms = sql`array(
  select token from regexp_split_to_table(e.facets, '') char join search_facet on code = ascii(char))`;

/** `isOwn`: about the very thing, and not only about what it is part of or what is part of it. */
export type MeantRow = HitRow & { facets: string[]; isOwn: boolean };

/** Solutions by what they are about, those that solve most of it first. */
export async function listMeant(
  db: Db,
  solving: readonly Solving[],
  { limit, now }: { limit: number; now: Date },
): Promise<MeantRow[]> {
  const { rows } = await sql<MeantRow>`
    with meant as (
      select solution_id, max(strength * wanted.weight) as worth,
        bool_or(wanted.weight = 1) as "isOwn"
      from jsonb_to_recordset(${solving}::jsonb) as wanted (code text, weight float8, least float8)
      cross join lateral (
        select solution_id, strength from solution_tag
        where code = wanted.code and strength >= wanted.least
        order by strength desc, uuid_hash(solution_id) limit ${limit}) tag
      group by solution_id)
    select d.kind, d.thing_id, d.external_key, d.name, d.provider_id, d.provider_name, d.summary,
      '' as body, d.imported, d.demo, ${facetTerms} as facets, "isOwn"
    from meant
    join search_document d on d.kind = 'solution' and d.thing_id = meant.solution_id
    join search_entry e on e.document = d.id
    where ${shown(now, sql.ref("e.hidden_until"))}
    order by worth desc, e.tie limit ${limit}
  `.execute(db);
  return rows;
}

/** The facets of these things, by their ids; what is not to be found now is left out. */
export async function listFacetTerms(
  db: Db,
  things: readonly Pick<SearchHit, "type" | "id">[],
  now: Date,
) {
  const { rows } = await sql<{ id: string; facets: string[] }>`
    select e.thing_id as id, ${facetTerms} as facets
    from jsonb_to_recordset(${things.map(({ type, id }) => ({ type, id }))}::jsonb) as thing (type text, id uuid)
    join search_document d on d.kind = thing.type and d.thing_id = thing.id
    join search_entry e on e.document = d.id
    where ${shown(now, sql.ref("e.hidden_until"))}
  `.execute(db);
  return new Map(rows.map(({ id, facets }) => [id, facets]));
}
