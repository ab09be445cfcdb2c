import { sql } from "kysely";
import type { Trx } from "../../src/db/connect.ts";

/**
 * The demo's past: whatever this transaction has written since the last call bears `now()`, which is
 * one and the same in a whole transaction; this sets it to when it is told to have happened.
 */
export async function setPast(trx: Trx, at: Date): Promise<void> {
  const updates = stamped.map(([table, columns]) => {
    const names = columns.map((column) => sql.ref(column));
    const past = names.map(
      (name) => sql`${name} = case ${name} when now() then ${at} else ${name} end`,
    );
    const isNew = names.map((name) => sql`${name} = now()`);
    // What is listed by its id must have been made then by its id too.
    if (listedById.has(table)) past.push(sql`id = uuidv7(${at}::timestamptz - clock_timestamp())`);
    return sql`${sql.ref(`past_${table}`)} as (update ${sql.table(table)} set ${sql.join(past)}
      where ${sql.join(isNew, sql` or `)})`;
  });
  // One statement: it is called after each step of every story.
  await sql`with ${sql.join(updates)} select`.execute(trx);
}

const stamped: readonly [table: string, columns: readonly string[]][] = [
  ["audit_event", ["at"]],
  ["notice", ["created_at"]],
  ["request", ["created_at", "updated_at"]],
  ["request_invitation", ["at"]],
  ["question", ["asked_at"]],
  ["proposal", ["created_at", "updated_at"]],
  ["engagement", ["created_at", "updated_at"]],
  ["rating", ["at"]],
];

const listedById = new Set(["audit_event", "notice"]);

export const hours = (count: number) => count * 3_600_000;
export const days = (count: number) => count * 86_400_000;

export function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

/** That hour of the same day in China. */
export function atHour(at: Date, hour: number): Date {
  const day = later(at, hours(8)).toISOString().slice(0, 10);
  return later(new Date(`${day}T00:00:00Z`), hours(hour - 8));
}
