import type { Tables } from "../search/tables.ts";
import { shown } from "./filter.ts";

/** Leaves out what is hidden now. Mostly nothing is, and to look for it would cost every question something. */
export async function visibleAt({ hasHidden }: Pick<Tables, "hasHidden">, now: Date) {
  return (await hasHidden(now)) ? shown(now) : "";
}
