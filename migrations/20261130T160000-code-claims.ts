import { type Kysely, sql } from "kysely";

/** A code that nobody has vetted is a claim, and several may make it; whoever is listed holds it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `drop index organisation_uscc`,
  `create index organisation_uscc on organisation (uscc) where uscc is not null`,
  `drop index provider_uscc`,
  `create index provider_uscc on provider (uscc) where uscc is not null`,
  // A firm of the public material was never vetted, also while it is suspended.
  `create unique index provider_uscc_held on provider (uscc)
    where uscc is not null and listed_at is not null and status in ('listed', 'suspended')`,
  // Since when it carries this code. Of old rows the latest that it can be: nobody gains seniority.
  ...["organisation", "provider"].flatMap((table) => [
    `alter table ${table} add column uscc_since timestamptz`,
    `update ${table} set uscc_since = updated_at where uscc is not null`,
  ]),
  `create function note_uscc_since() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' or new.uscc is distinct from old.uscc then
      new.uscc_since := case when new.uscc is not null then now() end;
    end if;
    return new;
  end $$`,
  ...["organisation", "provider"].map(
    (table) => `create trigger ${table}_uscc_since before insert or update of uscc on ${table}
      for each row execute function note_uscc_since()`,
  ),
];
