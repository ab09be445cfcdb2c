import type { Db } from "../db/connect.ts";
import { readPublished } from "../matching/matcher.ts";
import { tidyImports } from "../imports/service.ts";
import { endSuspensions } from "../providers/standing-service.ts";
import { passDeadlines } from "../requests/decisions.ts";
import { recountWhenOld } from "../search/service.ts";
import { deleteExpired } from "./store.ts";

type Job = (db: Db, now: Date) => Promise<unknown>;

/** Each may run twice, or on two machines at once, without harm: the database decides. */
const jobs: Readonly<Record<string, Job>> = {
  deleteExpired,
  endSuspensions,
  passDeadlines,
  recountWhenOld,
  tidyImports,
  readPublished,
};

/** What time alone brings about: every minute by Node's timer or the Worker's cron. */
export async function runJobs(db: Db, now: Date): Promise<void> {
  for (const [name, job] of Object.entries(jobs))
    // One that fails must not keep the others from their work.
    await job(db, now).catch((error: unknown) => console.error("job", name, error));
}
