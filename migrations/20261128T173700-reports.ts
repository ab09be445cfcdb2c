import { type Kysely, sql } from "kysely";

/** What officials read of matching: words that nobody understood, needs that nothing solves, who was shown. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // `heard_from` is a keyed hash of the word and the person: it counts people and leads to nobody.
  `create table unread_word (
    word text not null check (char_length(word) between 2 and 12),
    heard_from text not null,
    at timestamptz not null,
    primary key (word, heard_from)
  )`,
  `create index on unread_word (at)`,
  `create index match_result_unmet on match_result (created_at)
    where result->'unmet' <> '[]'::jsonb`,
  `create index on match_result (created_at)`,
  `create index on request (match_id) where match_id is not null`,
  // How often a provider stood among the first ten, by the day in China; counted from match_result by a job.
  `create table exposure_day (
    day date not null,
    provider_id uuid not null references provider (id) on delete cascade,
    shown integer not null,
    primary key (day, provider_id)
  )`,
  `create table exposure_state (
    id integer primary key default 1 check (id = 1),
    counted_until timestamptz not null
  )`,
  `insert into exposure_state (counted_until) values ('2000-01-01')`,
];
