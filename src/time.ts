import { z } from "zod";

// Every date here is about one's own days; the format alone would let years pass that no database has.
const isPlausible = (text: string) => /^(?:19|20|21)\d\d-/.test(text);

export const calendarDay = z.iso.date().refine(isPlausible, "out_of_range");

export const instant = z.iso
  .datetime({ offset: true })
  .refine(isPlausible, "out_of_range")
  .transform((value) => new Date(value));
