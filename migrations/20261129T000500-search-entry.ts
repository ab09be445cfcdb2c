import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const terms = "gin (search_terms(vector))";
const pending = "with (fastupdate = on, gin_pending_list_limit = 512)";

const statements = [
  // Every value of a facet that some document has, and the character that stands for it.
  `create table search_facet (
    code integer primary key generated always as identity (start with 256 maxvalue 55295),
    token text not null unique
  )`,
  `insert into search_facet (token)
    select distinct '#' || facet || '=' || token
    from search_document,
      unnest(array['type', 'category', 'scene', 'region', 'industry', 'size'])
        with ordinality names (facet, place),
      unnest(string_to_array(split_part(facets, ';', place::int), ',')) token
    order by 1`,
  // How many of the nested samples a document is in: each holds a quarter of the one before.
  `create function search_level(tie bigint) returns smallint
    language sql immutable strict parallel safe
    as $$ select count(*)::smallint from generate_series(1, 6) level
      where tie < -9223372036854775808 + (1::bigint << (64 - 2 * level)) $$`,
  `alter table search_document add column id bigint generated always as identity unique`,
  // What a search reads of thousands of documents, apart from what it shows of twenty.
  `create table search_entry (
    document bigint primary key references search_document (id) on delete cascade,
    kind text not null,
    thing_id uuid not null,
    tie bigint not null,
    sample smallint not null generated always as (search_level(tie)) stored,
    hidden_until timestamptz,
    names text not null,
    facets text not null,
    vector tsvector not null
  )`,
  `alter table search_entry set (toast_tuple_target = 128)`,
  `alter table search_entry alter names set storage main, alter facets set storage main`,
  `insert into search_entry (document, kind, thing_id, tie, hidden_until, names, facets, vector)
    select id, kind, thing_id, tie, hidden_until, names,
      (select string_agg(chr(code), '' order by code)
        from unnest(array['type', 'category', 'scene', 'region', 'industry', 'size'])
            with ordinality names (facet, place),
          unnest(string_to_array(split_part(facets, ';', place::int), ',')) value,
          search_facet
        where token = '#' || facet || '=' || value),
      ts_delete(vector, array['%1', '%2', '%3', '%4', '%5', '%6'])
    from search_document`,
  // A word that half of all documents hold is asked for within a sample.
  `create index search_entry_terms on search_entry using ${terms} ${pending}`,
  ...[1, 2, 3, 4].map(
    (level) =>
      `create index search_entry_sample_${level} on search_entry using ${terms} ${pending}
        where sample >= ${level}`,
  ),
  `create index search_entry_tie on search_entry (tie)`,
  `alter table search_document alter column rank_vector drop expression`,
  `alter table search_document
    drop column vector, drop column facets, drop column names, drop column tie`,
  `drop function search_sample(bigint)`,
  // The space of what was dropped is given back.
  `cluster search_document using search_document_pkey`,
  `alter table search_document set without cluster`,
];
