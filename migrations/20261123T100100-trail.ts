import { type Kysely, sql } from "kysely";

/** What only grows is partitioned by month; the default partition takes what nobody made room for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table audit_event (
    id uuid not null default uuidv7(),
    at timestamptz not null default now(),
    actor_id uuid,
    actor text not null,
    organisation_id uuid,
    kind text not null,
    thing_kind text not null,
    thing_id uuid not null,
    before jsonb,
    after jsonb,
    request_id text,
    primary key (id, at)
  ) partition by range (at)`,
  `create index on audit_event (thing_id, id)`,
  `create index on audit_event (organisation_id, id)`,
  `create table notice (
    id uuid not null default uuidv7(),
    user_id uuid not null,
    organisation_id uuid,
    kind text not null,
    params jsonb not null,
    link text not null,
    created_at timestamptz not null default now(),
    read_at timestamptz,
    primary key (id, created_at)
  ) partition by range (created_at)`,
  `create index on notice (user_id, id)`,
  `create index notice_unread on notice (user_id) where read_at is null`,
  `create table match_result (
    id uuid not null default uuidv7(),
    created_at timestamptz not null default now(),
    user_id uuid,
    text text not null,
    needs jsonb not null,
    result jsonb not null,
    engine text not null,
    weights_version text not null,
    lexicon_version text not null,
    primary key (id, created_at)
  ) partition by range (created_at)`,
  `create table audit_event_default partition of audit_event default`,
  `create table notice_default partition of notice default`,
  `create table match_result_default partition of match_result default`,
  // Called by the daily job. A month that already has rows in the default partition stays there.
  `create function make_month_partitions(months integer) returns void language plpgsql as $$
  declare
    parent text;
    start date;
    stop date;
    used boolean;
  begin
    for i in 0..months loop
      start := (date_trunc('month', now() at time zone 'UTC') + make_interval(months => i))::date;
      stop := (start + interval '1 month')::date;
      foreach parent in array array['audit_event', 'notice', 'match_result'] loop
        if to_regclass(parent || to_char(start, '_YYYYMM')) is null then
          execute format('select exists (select from %I where %I >= %L and %I < %L)',
            parent || '_default',
            case parent when 'audit_event' then 'at' else 'created_at' end, start || ' 00:00+00',
            case parent when 'audit_event' then 'at' else 'created_at' end, stop || ' 00:00+00')
            into used;
          if not used then
            execute format('create table %I partition of %I for values from (%L) to (%L)',
              parent || to_char(start, '_YYYYMM'), parent, start || ' 00:00+00', stop || ' 00:00+00');
          end if;
        end if;
      end loop;
    end loop;
  end $$`,
];
