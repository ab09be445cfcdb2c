import type { Db } from "../db/connect.ts";
import { makeMonths, type MonthsAhead, type MonthTable, readMonthsAhead } from "./month-store.ts";

const ahead = 3;
/** With fewer the job has failed for a month, and has another before rows go to the default partition. */
const least = 2;
/** Everybody waits while so much is looked through or moved: a few thousand rows. */
const mostBytes = 2 * 1024 * 1024;

const names: Readonly<Record<MonthTable, string>> = {
  audit_event: "变动记录",
  notice: "通知",
  match_result: "推荐结果",
};
const isTable = (name: string): name is MonthTable => name in names;

/** The tables with fewer months ahead. */
function listBelow(months: MonthsAhead, count: number): MonthTable[] {
  return Object.keys(months)
    .filter(isTable)
    .filter((table) => months[table] < count);
}

/** The job: at the turn of a month one more is made, three ahead. One that fails does not keep the others. */
export async function makeMonthsAhead(db: Db, now: Date): Promise<void> {
  const failed: unknown[] = [];
  for (const table of listBelow(await readMonthsAhead(db, now), ahead))
    try {
      if (!(await makeMonths(db, table, { now, ahead, mostBytes })))
        failed.push(new Error(`${table}_default is too large to be looked through meanwhile`));
    } catch (error) {
      failed.push(error);
    }
  if (failed.length > 0) throw new AggregateError(failed, "months without a partition");
}

/** What an operator reads while there are fewer months ahead than there should be. */
export function warningOf(months: MonthsAhead): { code: string; detail: string } | undefined {
  const short = listBelow(months, least).map((table) => names[table]);
  if (short.length === 0) return undefined;
  return {
    code: "months_running_out",
    detail: `${short.join("、")}按月分开存放，今后两个月的分区还没有建好。写入照常，数据不会丢；请看日志里 job makeMonthsAhead 的错误，处理办法见 docs/scale.md。`,
  };
}
