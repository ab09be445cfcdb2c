import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Counting reads thousands of rows but only a few short columns of each: the long ones stand apart.
  `alter table search_document set (toast_tuple_target = 128)`,
  `alter table search_document
    alter facets set storage main, alter name set storage main, alter provider_name set storage main,
    alter name_key set storage main, alter names set storage main, alter syllables set storage main,
    alter pinyin_key set storage main, alter initials_key set storage main`,
  // Fetching a vector from where it stands apart costs a hundred times what the planner believes,
  // and reading the whole table looked cheap to it. In plpgsql, because plain SQL would be inlined.
  `create function search_terms(terms tsvector) returns tsvector
    language plpgsql immutable strict parallel restricted cost 50
    as $$ begin return terms; end $$`,
  `drop index search_document_vector`,
  `create index search_document_terms on search_document using gin (search_terms(vector))
    with (fastupdate = on, gin_pending_list_limit = 512)`,
  // Whoever only looks around gets the first of everything without a sort.
  `create index search_document_tie on search_document (tie)`,
];
