import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const kinds = `in ('solution', 'provider', 'case')`;

const statements = [
  // One row a thing that may be found. `vector` holds every term, those of the name and of the head
  // once more under marks of their own, and the facets, so that one GIN index answers everything.
  `create table search_document (
    kind text not null check (kind ${kinds}),
    thing_id uuid not null,
    version bigint not null,
    external_key text,
    name text not null,
    provider_id uuid,
    provider_name text not null default '',
    summary text not null default '',
    body text not null default '',
    imported boolean not null default false,
    demo boolean not null default false,
    name_key text not null default '',
    names text not null default '',
    syllables text not null default '',
    pinyin_key text not null default '',
    initials_key text not null default '',
    facets text not null default '',
    vector tsvector not null,
    tie bigint not null,
    hidden_until timestamptz,
    indexed_at timestamptz not null default clock_timestamp(),
    primary key (kind, thing_id)
  )`,
  `create index search_document_vector on search_document using gin (vector)
    with (fastupdate = on, gin_pending_list_limit = 512)`,
  `create index search_document_provider on search_document (provider_id)`,
  `create index search_document_name on search_document (name_key text_pattern_ops)`,
  `create index search_document_pinyin on search_document (pinyin_key text_pattern_ops)`,
  `create index search_document_initials on search_document (initials_key text_pattern_ops)`,
  // Terms by how many documents hold them; counted again by a job, never by a writer, who would wait.
  `create table search_term (
    term text primary key,
    documents bigint not null
  )`,
  `create table search_total (
    one boolean primary key default true check (one),
    documents bigint not null,
    counted_at timestamptz not null
  )`,
  // What an outside engine has yet to hear: one row a thing, whatever happened to it since.
  `create table search_outbox (
    id uuid primary key default uuidv7(),
    kind text not null check (kind ${kinds}),
    thing_id uuid not null,
    version bigint not null,
    created_at timestamptz not null default now(),
    attempts integer not null default 0,
    not_before timestamptz not null default now(),
    poisoned_at timestamptz,
    error text,
    unique (kind, thing_id)
  )`,
  // A version is drawn while the thing is locked, so a later one is never the smaller.
  `create sequence search_version`,
  `create index search_outbox_due on search_outbox (not_before) where poisoned_at is null`,
];
