import { z } from "zod";

// Every date here is about one's own days; the format alone would let years pass that no database has.
const ourDays = /^(?:19|20|21)\d\d-/;
const isPlausible = (text: string) => ourDays.test(text);

// Piped, so that what is no date at all is not told that it is out of range as well.
const plausible = z.string().refine(isPlausible, "out_of_range");

export const calendarDay = z.iso.date().pipe(plausible).meta({ pattern: ourDays.source });

export const instant = z.iso
  .datetime({ offset: true })
  .pipe(plausible)
  .transform((value) => new Date(value))
  .meta({ pattern: ourDays.source });

const hour = 3_600_000;

/** Something to be done hourly is due. A clock that was wrong once and is set back keeps nobody waiting. */
export function isHourOld(at: Date, now: Date): boolean {
  return Math.abs(now.getTime() - at.getTime()) >= hour;
}

/** 2026-11-23: the day it is in China. */
export function chinaDay(at: Date): string {
  return new Date(at.getTime() + 8 * hour).toISOString().slice(0, 10);
}
