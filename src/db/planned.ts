import { sql } from "kysely";

/**
 * Marks a statement whose best plan depends on what it is asked. A kept one is planned for no value in
 * particular from the sixth time on: for all places alike, the country and a quiet town.
 */
export const plannedAnew = sql.raw("/* planned anew */");
const mark = /^\s*\/\* planned anew \*\//;

/** Long lists have as many shapes as lengths: kept prepared they would fill the server's memory. */
export function isPrepared(statement: string, parameters: readonly unknown[]): boolean {
  return parameters.length <= 32 && !mark.test(statement);
}
