import type { Db } from "../db/connect.ts";
import {
  countedUntil,
  type GroupExposure,
  listExposure,
  listExposureByAge,
  listExposureByRegion,
} from "./exposure-store.ts";
import type { Period } from "./period.ts";

type Asked = { after?: string | undefined; limit: number };

/** Who was shown, invited, proposed and chosen in a jurisdiction. */
export async function readExposure(db: Db, place: string, period: Period, asked: Asked) {
  const [until, byRegion, byAge, list] = await Promise.all([
    countedUntil(db),
    listExposureByRegion(db, place, period),
    listExposureByAge(db, place, period),
    listExposure(db, place, period, asked),
  ]);
  const { from, to } = period;
  const newcomersShare = shareOf(byAge, "newcomer");
  return { from, to, countedUntil: until, newcomersShare, byRegion, byAge, ...list };
}

function shareOf(groups: readonly GroupExposure[], code: string): number | null {
  const all = groups.reduce((sum, { shown }) => sum + shown, 0);
  const own = groups.find((group) => group.code === code)?.shown ?? 0;
  return all === 0 ? null : Math.round((own / all) * 1000) / 1000;
}
