import type { Db } from "../db/connect.ts";
import { countedUntil, type GroupExposure, listExposure } from "./exposure-store.ts";
import type { Period } from "./period.ts";

type Asked = { after?: string | undefined; limit: number };

/** Who was shown, invited, proposed and chosen in a jurisdiction. */
export async function readExposure(db: Db, place: string, period: Period, asked: Asked) {
  const [until, found] = await Promise.all([
    countedUntil(db),
    listExposure(db, place, period, asked),
  ]);
  const { from, to } = period;
  const newcomersShare = shareOf(found.byAge, "newcomer");
  return { from, to, countedUntil: until, newcomersShare, ...found };
}

function shareOf(groups: readonly GroupExposure[], code: string): number | null {
  const all = groups.reduce((sum, { shown }) => sum + shown, 0);
  const own = groups.find((group) => group.code === code)?.shown ?? 0;
  return all === 0 ? null : Math.round((own / all) * 1000) / 1000;
}
