import { type Kysely, sql } from "kysely";

/** Months get their partitions: a job asks for them ahead of time, and what has gathered becomes one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `drop function make_month_partitions(integer)`,
  // The beginning of a month in China, so many months on.
  `create function china_month(at timestamptz, months integer) returns timestamptz language sql immutable
    return (date_trunc('month', at at time zone 'Asia/Shanghai') + make_interval(months => months))
      at time zone 'Asia/Shanghai'`,
  // Where the last partition ends, from the catalogue alone. A bound is read as it is written: in UTC.
  `create function partitioned_until(parent regclass) returns timestamptz language sql stable
    set datestyle = 'ISO' set timezone = 'UTC' as $$
    select max(substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \\(''([^'']+)''\\)')::timestamptz)
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = parent $$`,
  // A month is attached rather than created in place: writers of other months go on meanwhile, and
  // readers wait only while the default partition is looked through. Whoever holds that one keeps us
  // from it for 100 ms, and is then left alone: nobody may wait behind us.
  `create function make_month_partitions(parent regclass, today timestamptz, ahead integer)
    returns void language plpgsql
    set datestyle = 'ISO' set timezone = 'UTC' set lock_timeout = '100ms' as $$
  declare
    spare regclass;
    place name;
    called name;
    dated name;
    columns text;
    starts timestamptz;
    stops timestamptz;
    month text;
    inside text;
    used boolean;
  begin
    -- Of two at once one does it.
    if not pg_try_advisory_xact_lock(hashtext('month_partitions'), parent::oid::integer) then
      return;
    end if;
    select t.partdefid, n.nspname, c.relname, a.attname into strict spare, place, called, dated
      from pg_partitioned_table t
      join pg_class c on c.oid = t.partrelid
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = t.partrelid and a.attnum = t.partattrs[0]
      where t.partrelid = parent;
    select string_agg(quote_ident(attname), ', ') into columns
      from pg_attribute where attrelid = parent and attnum > 0 and not attisdropped;
    -- From where they end, be it long ago: so the default partition gets empty again.
    starts := coalesce(partitioned_until(parent), china_month(today, 0));
    while starts < china_month(today, ahead + 1) loop
      stops := china_month(starts, 1);
      month := format('%I.%I', place, called || to_char(starts at time zone 'Asia/Shanghai', '_YYYYMM'));
      inside := format('%I >= %L and %I < %L', dated, starts, dated, stops);
      execute format('select exists (select from %s where %s)', spare, inside) into used;
      if used or starts <= today then
        -- Who is reading or writing that month must not look for its rows where they were.
        execute format('lock table only %s in access exclusive mode', parent);
      end if;
      execute format('create table %s (like %s including all)', month, parent);
      execute format('with moved as (delete from %s where %s returning %s) insert into %s (%s) select * from moved',
        spare, inside, columns, month, columns);
      execute format('alter table %s attach partition %s for values from (%L) to (%L)',
        parent, month, starts, stops);
      starts := stops;
    end loop;
  end $$`,
  // What lies in the default partition up to the end of this month becomes a partition as it is: it is
  // looked through once, and nothing is moved but what bears a later time.
  `do $$
  declare
    parent text;
    dated text;
    spare text;
    kept text;
    used boolean;
    next timestamptz := china_month(now(), 1);
  begin
    foreach parent in array array['audit_event', 'notice', 'match_result'] loop
      dated := case parent when 'audit_event' then 'at' else 'created_at' end;
      spare := parent || '_default';
      kept := parent || '_until' || to_char(now() at time zone 'Asia/Shanghai', '_YYYYMM');
      execute format('lock table %I in access exclusive mode', parent);
      execute format('select exists (select from %I where %I < %L)', spare, dated, next) into used;
      if used and partitioned_until(parent::regclass) is null then
        execute format('alter table %I detach partition %I', parent, spare);
        execute format('alter table %I rename to %I', spare, kept);
        execute format('create table %I partition of %I default', spare, parent);
        execute format('with late as (delete from %I where %I >= %L returning *) insert into %I select * from late',
          kept, dated, next, spare);
        execute format('alter table %I attach partition %I for values from (minvalue) to (%L)',
          parent, kept, next);
      end if;
      perform make_month_partitions(parent::regclass, now(), 3);
    end loop;
  end $$`,
];
