import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { regionPath } from "../taxonomy/regions.ts";
import { type NewNotice, notifyOrganisation } from "./store.ts";

/** Tells the authority nearest to the place: the city's before the province's. */
export async function notifyOfficials(
  trx: Trx,
  regionCode: string | null,
  notice: NewNotice,
): Promise<void> {
  for (const id of await listNearest(trx, regionCode)) await notifyOrganisation(trx, id, notice);
}

async function listNearest(db: Db, regionCode: string | null): Promise<string[]> {
  const codes = regionPath(regionCode ?? "000000").map(({ code }) => code);
  const rows = await db
    .selectFrom("organisation")
    .select(["id", "region_code"])
    .where("kind", "=", "authority")
    .where(sql<boolean>`region_code = any(${codes}::text[])`)
    .execute();
  const nearest = codes.findLast((code) => rows.some((row) => row.region_code === code));
  return rows.filter((row) => row.region_code === nearest).map(({ id }) => id);
}
