import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Marks of nested samples: `%1` stands in a quarter of all documents, `%2` in a quarter of those,
  // always the first in the order of `tie`. A word that half of them hold is asked for within a sample.
  `create function search_sample(tie bigint) returns tsvector
    language sql immutable strict parallel safe
    as $$ select array_to_tsvector(array(
      select '%' || level from generate_series(1, 6) level
      where tie + 9223372036854775808::numeric < power(2::numeric, 64 - 2 * level))) $$`,
  `drop index search_document_terms`,
  `update search_document set vector = vector || search_sample(tie)`,
  // What ranking looks at, a fifth of the whole: it stands in the row, for fetching it costs more than ranking.
  `alter table search_document add column rank_vector tsvector storage main
    generated always as (ts_filter(vector, '{a,b,c}')) stored`,
  `create index search_document_terms on search_document using gin (search_terms(vector))
    with (fastupdate = on, gin_pending_list_limit = 512)`,
  // Names by pairs of syllables, for words that only sound right: their initials fit too many.
  `create function search_sounds(syllables text) returns text[]
    language plpgsql immutable strict parallel restricted cost 50
    as $$
      declare
        run text;
        parts text[];
        pairs text[] := '{}';
      begin
        foreach run in array string_to_array(syllables, '|') loop
          parts := string_to_array(run, ' ');
          for i in 2 .. coalesce(array_length(parts, 1), 0) loop
            pairs := pairs || (parts[i - 1] || ' ' || parts[i]);
          end loop;
        end loop;
        return pairs;
      end
    $$`,
  `create index search_document_sounds on search_document using gin (search_sounds(syllables))`,
];
