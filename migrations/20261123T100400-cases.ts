import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "case" (
    id uuid primary key default uuidv7(),
    external_key text unique,
    origin text not null check (origin in ('imported', 'proposed', 'engagement')),
    status text not null check (status in ('proposed', 'in_review', 'published', 'rejected', 'withdrawn')),
    provider_id uuid references provider (id),
    solution_id uuid references solution (id),
    engagement_id uuid unique references engagement (id),
    proposed_by uuid references organisation (id),
    region_code text check (region_code ~ '^[0-9]{6}$'),
    title text not null check (title <> ''),
    category text not null check (category in ('restore', 'cultivate', 'connect', 'upgrade')),
    scenes text[] not null default '{}',
    industry_code text,
    size text check (size in ('large', 'medium', 'small', 'micro')),
    sme_name text not null default '',
    headcount integer check (headcount >= 0),
    summary text not null default '',
    problem text not null default '',
    approach text not null default '',
    outcome text not null default '',
    measures jsonb not null default '[]',
    claims text[] not null default '{}',
    source_url text,
    consent_on date,
    consent_by text not null default '',
    featured boolean not null default false,
    review_note text not null default '',
    published_at timestamptz,
    withdrawn_reason text,
    demo boolean not null default false,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (status <> 'published' or published_at is not null),
    check (not featured or (status = 'published' and origin <> 'imported')),
    check (status <> 'published' or origin = 'imported' or consent_on is not null)
  )`,
  `create index on "case" (status, id)`,
  `create index on "case" (provider_id)`,
  `create index on "case" (solution_id)`,
  `create table import_run (
    id uuid primary key default uuidv7(),
    authority_id uuid references organisation (id),
    started_by uuid references "user" (id),
    file_name text not null,
    content bytea,
    status text not null check (status in ('checked', 'running', 'done', 'refused', 'failed')),
    rows_total integer not null default 0,
    rows_done integer not null default 0,
    report jsonb not null default '{}',
    created_at timestamptz not null default now(),
    finished_at timestamptz
  )`,
];
