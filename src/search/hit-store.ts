import { sql } from "kysely";
import { z } from "zod";
import { measure } from "../cases/schema.ts";
import type { Db } from "../db/connect.ts";
import type { Kind } from "./engine.ts";
import { rowsIn } from "./page-store.ts";

const measures = z.array(measure).catch([]);

/** What a list shows of a hit beyond its words; an engine keeps none of it. */
export type HitFacts = {
  category: string | null;
  oneOffFen: number | null;
  yearlyFen: number | null;
  regionCode: string | null;
  /** How many a provider has published. */
  solutions: number | null;
  measures: z.output<typeof measures>;
};
type Row = Omit<HitFacts, "measures"> & { id: string; measures: unknown };

const none = sql`null::int as solutions, '[]'::jsonb as measures`;
const noPrice = sql`null::bigint as "oneOffFen", null::bigint as "yearlyFen"`;
const queries: Record<Kind, (ids: readonly string[]) => ReturnType<typeof sql<Row>>> = {
  solution: (ids) => sql<Row>`
    select s.id, s.category, s.one_off_fen as "oneOffFen", s.yearly_fen as "yearlyFen",
      p.region_code as "regionCode", ${none}
    from solution s join provider p on p.id = s.provider_id where s.id = any(${ids}::uuid[])`,
  provider: (ids) => sql<Row>`
    select p.id, null::text as category, ${noPrice}, p.region_code as "regionCode",
      (select count(*)::int from solution s
        where s.provider_id = p.id and s.status = 'published') as solutions,
      '[]'::jsonb as measures
    from provider p where p.id = any(${ids}::uuid[])`,
  case: (ids) => sql<Row>`
    select c.id, c.category, ${noPrice}, c.region_code as "regionCode",
      null::int as solutions, c.measures
    from "case" c where c.id = any(${ids}::uuid[])`,
};

/** One query for the hits of a page. */
export async function listHitFacts(
  db: Db,
  kind: Kind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HitFacts>> {
  const { rows } = await queries[kind](ids).execute(db);
  return new Map(
    rows.map(({ id, ...row }) => [id, { ...row, measures: measures.parse(row.measures) }]),
  );
}

export type Picked = { id: string; name: string };

/** Of these solutions those that may be seen. */
export async function listPicked(db: Db, ids: readonly string[], now: Date): Promise<Picked[]> {
  const keys = ids.map((id) => ({ kind: "solution" as const, id }));
  return (await rowsIn(db)(keys, now)).map(({ thing_id: id, name }) => ({ id, name }));
}
