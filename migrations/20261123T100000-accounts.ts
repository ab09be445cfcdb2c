import { type Kysely, sql } from "kysely";

/** People and sessions as better-auth 1.7.25 lays them out (its own column names), then what is ours. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...betterAuth, ...ours]) await sql.raw(statement).execute(db);
}

const betterAuth = [
  `create table "user" (
    id uuid primary key default uuidv7(),
    name text not null,
    email text not null unique,
    "emailVerified" boolean not null,
    image text,
    "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz not null default now()
  )`,
  `create table session (
    id uuid primary key default uuidv7(),
    "expiresAt" timestamptz not null,
    token text not null unique,
    "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz not null,
    "ipAddress" text,
    "userAgent" text,
    "userId" uuid not null references "user" (id) on delete cascade
  )`,
  `create index on session ("userId")`,
  `create table account (
    id uuid primary key default uuidv7(),
    "accountId" text not null,
    "providerId" text not null,
    "userId" uuid not null references "user" (id) on delete cascade,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz,
    scope text,
    password text,
    "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz not null
  )`,
  `create index on account ("userId")`,
  `create table verification (
    id uuid primary key default uuidv7(),
    identifier text not null,
    value text not null,
    "expiresAt" timestamptz not null,
    "createdAt" timestamptz not null default now(),
    "updatedAt" timestamptz not null default now()
  )`,
  `create index on verification (identifier)`,
  `create table "rateLimit" (
    id uuid primary key default uuidv7(),
    key text not null unique,
    count integer not null,
    "lastRequest" bigint not null
  )`,
];

const ours = [
  // Wrong passwords by address of mail, so that guessing ends whatever address it comes from.
  `create table sign_in_failure (
    email text primary key,
    failures integer not null,
    last_at timestamptz not null
  )`,
  `create table administrator (
    user_id uuid primary key references "user" (id) on delete cascade,
    created_at timestamptz not null default now()
  )`,
  `create table organisation (
    id uuid primary key default uuidv7(),
    kind text not null check (kind in ('sme', 'provider', 'authority')),
    name text not null check (name <> ''),
    uscc text check (uscc ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
    uscc_checked boolean not null default true,
    region_code text check (region_code ~ '^[0-9]{6}$'),
    industry_code text,
    headcount integer check (headcount >= 0),
    revenue_fen bigint check (revenue_fen >= 0),
    assets_fen bigint check (assets_fen >= 0),
    contact_name text not null default '',
    contact_phone text not null default '',
    demo boolean not null default false,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (kind <> 'authority' or region_code is not null)
  )`,
  // One firm may buy and sell, but each side of it is registered once.
  `create unique index organisation_uscc on organisation (kind, uscc) where uscc is not null`,
  `create table membership (
    organisation_id uuid not null references organisation (id) on delete cascade,
    user_id uuid not null references "user" (id) on delete cascade,
    role text not null check (role in ('owner', 'member')),
    created_at timestamptz not null default now(),
    primary key (organisation_id, user_id)
  )`,
  `create index on membership (user_id)`,
  `create table invitation (
    id uuid primary key default uuidv7(),
    organisation_id uuid not null references organisation (id) on delete cascade,
    email text not null,
    role text not null check (role in ('owner', 'member')),
    token_hash text not null unique,
    invited_by uuid not null references "user" (id),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid references "user" (id),
    revoked_at timestamptz
  )`,
  `create unique index invitation_open on invitation (organisation_id, lower(email))
    where accepted_at is null and revoked_at is null`,
  `create table access_token (
    id uuid primary key default uuidv7(),
    user_id uuid not null references "user" (id) on delete cascade,
    name text not null,
    scopes text[] not null,
    token_hash text not null unique,
    hint text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  `create index on access_token (user_id)`,
  `create table idempotency_key (
    user_id uuid not null references "user" (id) on delete cascade,
    key text not null,
    request_hash text not null,
    status integer,
    answer text,
    created_at timestamptz not null default now(),
    primary key (user_id, key)
  )`,
  `create table mail (
    id uuid primary key default uuidv7(),
    recipient text not null,
    subject text not null,
    body text not null,
    created_at timestamptz not null default now(),
    sent_at timestamptz,
    attempts integer not null default 0
  )`,
  `create index mail_unsent on mail (id) where sent_at is null`,
];
