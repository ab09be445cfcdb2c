import { z } from "zod";

// Every date here is about one's own days; the format alone would let years pass that no database has.
const isPlausible = (text: string) => /^(?:19|20|21)\d\d-/.test(text);

// Piped, so that what is no date at all is not told that it is out of range as well.
const plausible = z.string().refine(isPlausible, "out_of_range");

export const calendarDay = z.iso.date().pipe(plausible);

export const instant = z.iso
  .datetime({ offset: true })
  .pipe(plausible)
  .transform((value) => new Date(value));

/** 2026-11-23: the day it is in China. */
export function chinaDay(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
