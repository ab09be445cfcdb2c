import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create sequence audit_event_number`,
  // A number is drawn by who has his transaction's id already (a case keeps that order): so who drew a
  // lower one than any that is seen has a lower id than any that is given later.
  // The salt is there lest what is erased be guessed from the digest that stays of it.
  `alter table audit_event
    add column number bigint not null
      default case when pg_current_xact_id() is not null then nextval('audit_event_number') end,
    add column salt uuid not null default gen_random_uuid(),
    add column erased text`,
  `create index on audit_event (number)`,
  // First marked (how far it reaches), then sealed, when no transaction can add to it.
  `create table audit_seal (
    day date primary key,
    last_number bigint not null,
    awaited xid8 not null default pg_current_xact_id(),
    marked_at timestamptz not null default now(),
    previous text,
    hash text,
    events bigint,
    sealed_at timestamptz,
    checked_at timestamptz,
    fits boolean,
    check (num_nulls(previous, hash, events, sealed_at) in (0, 4))
  )`,
  `create index audit_seal_checked on audit_seal (checked_at nulls first, day) where hash is not null`,
  `create function audit_fold_next(state bytea, start bytea, event bytea) returns bytea
    language sql immutable parallel safe
    return sha256(coalesce(state, start) || event)`,
  `create aggregate audit_fold(start bytea, event bytea) (sfunc = audit_fold_next, stype = bytea)`,
];
