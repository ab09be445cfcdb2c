import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { State } from "../db/states.ts";
import type { Kind } from "./schema.ts";

/** What an import writes of a thing, by column; keys of other things are resolved to ids before. */
export type Content = Readonly<Record<string, unknown>>;

/** A thing with that external key, and whether an import may touch it. */
export type Existing = {
  id: string;
  externalKey: string;
  version: number;
  /** Made by an import and still nobody's own. */
  ours: boolean;
  /** What it is now: said when an import leaves it alone. */
  state: string;
  providerId: string | null;
  regionCode: string | null;
  content: Content;
};

export const contentColumns = {
  provider: [
    "name",
    "legal_name",
    "uscc",
    "uscc_checked",
    "region_code",
    "service_regions",
    "intro",
    "strengths",
    "website_url",
    "founded_year",
    "headcount",
    "sources",
  ],
  solution: [
    "provider_id",
    "name",
    "category",
    "secondary_categories",
    "scenes",
    "industries",
    "sizes",
    "service_regions",
    "summary",
    "description",
    "pains",
    "benefits",
    "scenarios",
    "deployment",
    "one_off_fen",
    "yearly_fen",
    "price_note",
    "trial_days",
    "weeks_to_start",
    "data_promise",
    "support_promise",
    "source_url",
  ],
  case: [
    "provider_id",
    "solution_id",
    "title",
    "category",
    "scenes",
    "industry_code",
    "size",
    "sme_name",
    "region_code",
    "headcount",
    "summary",
    "problem",
    "approach",
    "outcome",
    "claims",
    "source_url",
  ],
} as const satisfies Record<Kind, readonly string[]>;

/** With `lock` nobody changes them before this transaction ends. */
export async function listExisting(
  db: Db,
  kind: Kind,
  keys: readonly string[],
  lock: boolean,
): Promise<Existing[]> {
  const found = await selectExisting[kind](db, keys, lock);
  return found.map(({ content, ...row }) => ({
    ...row,
    // Only what an import writes, in one order, so that two of them can be compared.
    content: Object.fromEntries(contentColumns[kind].map((name) => [name, content[name]])),
  }));
}

type Found = Omit<Existing, "content"> & { content: Record<string, unknown> };
type Select = (db: Db, keys: readonly string[], lock: boolean) => Promise<Found[]>;

const locking = (lock: boolean) => (lock ? sql`for update of t` : sql``);

const selectExisting: Record<Kind, Select> = {
  provider: async (db, keys, lock) => {
    const { rows } = await sql<Found>`
      select t.id, t.external_key as "externalKey", t.version, t.id as "providerId",
        t.status = 'imported' and t.organisation_id is null and not t.demo as ours,
        t.status as state, t.region_code as "regionCode", to_jsonb(t) as content
      from provider t where t.external_key = any(${keys}::text[]) ${locking(lock)}`.execute(db);
    return rows;
  },
  solution: async (db, keys, lock) => {
    const { rows } = await sql<Found>`
      select t.id, t.external_key as "externalKey", t.version, t.provider_id as "providerId",
        t.status = 'published' and p.status = 'imported' and p.organisation_id is null
          and not p.demo as ours,
        case when t.status = 'published' then p.status else t.status end as state,
        p.region_code as "regionCode", to_jsonb(t) as content
      from solution t join provider p on p.id = t.provider_id
      where t.external_key = any(${keys}::text[]) ${locking(lock)}`.execute(db);
    return rows;
  },
  case: async (db, keys, lock) => {
    const { rows } = await sql<Found>`
      select t.id, t.external_key as "externalKey", t.version, t.provider_id as "providerId",
        t.origin = 'imported' and t.status = 'published' and not t.demo
          and (p.id is null or p.status = 'imported' and p.organisation_id is null) as ours,
        t.status as state, coalesce(p.region_code, t.region_code) as "regionCode",
        to_jsonb(t) as content
      from "case" t left join provider p on p.id = t.provider_id
      where t.external_key = any(${keys}::text[]) ${locking(lock)}`.execute(db);
    return rows;
  },
};

const tables = { provider: "provider", solution: "solution", case: "case" } as const;

/** What a thing is besides its content when an import makes it. */
const births: Record<Kind, { columns: string[]; values: (now: Date) => unknown[] }> = {
  provider: { columns: ["status"], values: () => ["imported" satisfies State<"provider">] },
  solution: {
    columns: ["status", "published_at"],
    values: (now) => ["published" satisfies State<"solution">, now.toISOString()],
  },
  case: {
    columns: ["status", "origin", "published_at"],
    values: (now) => [
      "published" satisfies State<"case">,
      "imported" satisfies State<"caseOrigin">,
      now.toISOString(),
    ],
  },
};

/** One statement with one parameter, whatever the number of rows. Answers the ids by external key. */
export async function insertThings(
  trx: Trx,
  kind: Kind,
  things: readonly { externalKey: string; content: Content }[],
  now: Date,
): Promise<Map<string, string>> {
  const birth = births[kind];
  const born = birth.values(now);
  const extra = Object.fromEntries(birth.columns.map((column, i) => [column, born[i]]));
  const rows = things.map(({ externalKey, content }) => ({
    ...content,
    ...extra,
    external_key: externalKey,
  }));
  const columns = sql.join(
    ["external_key", ...birth.columns, ...contentColumns[kind]].map((name) => sql.ref(name)),
  );
  const table = sql.table(tables[kind]);
  const { rows: made } = await sql<{ id: string; externalKey: string }>`
    insert into ${table} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${table}, ${{ rows }}::jsonb -> 'rows')
    returning id, external_key as "externalKey"`.execute(trx);
  return new Map(made.map(({ id, externalKey }) => [externalKey, id]));
}

export async function updateThings(
  trx: Trx,
  kind: Kind,
  things: readonly { id: string; content: Content }[],
  now: Date,
): Promise<void> {
  const rows = things.map(({ id, content }) => ({ ...content, id }));
  const table = sql.table(tables[kind]);
  const assignments = sql.join(
    contentColumns[kind].map((name) => sql`${sql.ref(name)} = n.${sql.ref(name)}`),
  );
  await sql`
    update ${table} t set ${assignments}, version = t.version + 1, updated_at = ${now}
    from jsonb_populate_recordset(null::${table}, ${{ rows }}::jsonb -> 'rows') n
    where t.id = n.id`.execute(trx);
}

/** Keeps these solutions as they now are, so that a past decision can be replayed. */
export async function keepVersions(trx: Trx, ids: readonly string[], now: Date): Promise<void> {
  await sql`
    insert into solution_version (solution_id, version, at, content)
    select id, version, ${now}, to_jsonb(s) from solution s where id = any(${ids}::uuid[])
    on conflict do nothing`.execute(trx);
}
