import { chinaDay } from "../time.ts";
import { calendarDay } from "../time.ts";

/** Days in China, both of them included; left out, the last ninety. */
export const dates = { from: calendarDay.optional(), to: calendarDay.optional() };
export type PeriodQuery = { from?: string | undefined; to?: string | undefined };

export function isInOrder({ from, to }: PeriodQuery): boolean {
  return from === undefined || to === undefined || from <= to;
}

/** `from` and `to` as they are said; `since` and `until` are instants, the latter not included. */
export type Period = { from: string; to: string; since: Date; until: Date };

const day = 86_400_000;
const usual = 90;

export function periodOf({ from, to }: PeriodQuery, now: Date): Period {
  const today = chinaDay(now);
  const last = to ?? (from !== undefined && from > today ? from : today);
  const first = from ?? new Date(Date.parse(last) - (usual - 1) * day).toISOString().slice(0, 10);
  return {
    from: first,
    to: last,
    since: new Date(`${first}T00:00:00+08:00`),
    until: new Date(Date.parse(`${last}T00:00:00+08:00`) + day),
  };
}
