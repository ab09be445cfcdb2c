import { sql } from "kysely";
import { regionPrefix } from "../taxonomy/regions.ts";

/**
 * Whether the code in that column lies within the region; the whole country holds what has none too. As a
 * range an index serves it, whatever is known of the region when the statement is planned.
 */
export function within(column: string, regionCode: string) {
  const prefix = regionPrefix(regionCode);
  if (prefix === "") return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(column)} between ${prefix.padEnd(6, "0")} and ${prefix.padEnd(6, "9")}`;
}
