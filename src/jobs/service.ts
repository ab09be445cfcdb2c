import { checkSeals, sealAudit } from "../audit/seal-service.ts";
import type { Db } from "../db/connect.ts";
import { drainOutbox } from "../index-sync/drain.ts";
import { reconcileWhenOld } from "../index-sync/reconcile.ts";
import { forgetOldWords } from "../matching/forget-service.ts";
import { readPublished } from "../matching/matcher.ts";
import { tidyImports } from "../imports/service.ts";
import { countExposure } from "../reports/exposure-store.ts";
import { emptyOldEvents } from "../privacy/told-service.ts";
import { endSuspensions } from "../providers/standing-service.ts";
import { passDeadlines } from "../requests/decisions.ts";
import type { SearchIndex } from "../search/engine.ts";
import { recountWhenOld } from "../search/service.ts";
import { makeMonthsAhead } from "./months.ts";
import { deleteExpired } from "./store.ts";

type Job = (db: Db, now: Date) => Promise<unknown>;

/** Each may run twice, or on two machines at once, without harm: the database decides. */
const jobs: Readonly<Record<string, Job>> = {
  makeMonthsAhead,
  deleteExpired,
  endSuspensions,
  passDeadlines,
  recountWhenOld,
  tidyImports,
  readPublished,
  countExposure,
  // After what is counted from the lists.
  forgetOldWords,
  sealAudit,
  checkSeals,
  emptyOldEvents,
};

/** Where there is an outside engine: it hears what it has missed. */
const outsideJobs: Readonly<
  Record<string, (db: Db, engine: SearchIndex, now: Date) => Promise<unknown>>
> = { drainOutbox, reconcileWhenOld };

/** What time alone brings about: every minute by Node's timer or the Worker's cron. */
export async function runJobs(db: Db, now: Date, outside?: SearchIndex): Promise<void> {
  const telling: [string, Job][] = outside
    ? Object.entries(outsideJobs).map(([name, job]) => [
        name,
        async () => await job(db, outside, now),
      ])
    : [];
  for (const [name, job] of [...Object.entries(jobs), ...telling])
    // One that fails must not keep the others from their work.
    await job(db, now).catch((error: unknown) => console.error("job", name, error));
}
