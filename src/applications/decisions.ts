import type { By, Person } from "../accounts/actor.ts";
import { setVettedCode } from "../accounts/organisation-store.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, type FieldError } from "../errors.ts";
import { requireMove } from "../moves.ts";
import { notifyProvider } from "../notices/store.ts";
import { indexProviders } from "../search/service.ts";
import { lacksOf } from "../solutions/complete.ts";
import { listOwnSolutions } from "../solutions/own-store.ts";
import { goPublic } from "../solutions/own-service.ts";
import { isWithin } from "../taxonomy/regions.ts";
import { criteria, yearsListed } from "./criteria.ts";
import { takeOver } from "./claims.ts";
import { applicationMoves, type Decision } from "./schema.ts";
import {
  insertDecision,
  listProvider,
  lockApplication,
  type LockedApplication,
  lockProvider,
  updateApplication,
  updateProvider,
} from "./store.ts";

const verbs = { returned: "return", listed: "list", rejected: "reject" } as const;
const noticeKinds = {
  returned: "application_returned",
  listed: "application_listed",
  rejected: "application_rejected",
} as const;

export type Office = { organisationId: string; regionCode: string; person: Person };
type Which = { id: string; version: number; now: Date };

/** Of two officials at once the second finds it decided: nothing of his is kept. */
export async function decideApplication(
  db: Db,
  by: By,
  office: Office,
  which: Which,
  decision: Decision,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const application = await lockApplication(trx, which.id);
    requireInCharge(office, application);
    const verb = verbs[decision.verdict];
    const status = requireMove("application", applicationMoves, verb, application.status);
    if (application.version !== which.version) throw new AppError("stale");
    requireReasons(decision);
    await insertDecision(trx, {
      application_id: which.id,
      authority_id: office.organisationId,
      decided_by: office.person.id,
      verdict: decision.verdict,
      criteria: decision.criteria,
      note: decision.note,
      at: which.now,
    });
    const terms = decision.verdict === "listed" ? termsOf(decision, which.now) : undefined;
    await updateApplication(trx, which.id, {
      status,
      decided_at: which.now,
      ...(terms && { batch_no: terms.batchNo, valid_until: terms.validUntil }),
    });
    let providerId = application.provider_id;
    if (terms) providerId = await list(trx, by, office, application, { ...terms, now: which.now });
    if (decision.verdict === "rejected") await turnAway(trx, application, decision.note);
    await notifyProvider(trx, providerId, {
      kind: noticeKinds[decision.verdict],
      params: { note: decision.note },
      link: "/desk/provider/application",
    });
    await record(trx, by, `application.${decision.verdict}`, which.id, {
      before: { status: application.status },
      after: { ...decision, providerId, ...terms },
    });
  });
}

/** What is not in the official's jurisdiction is not there; one's own firm one does not judge. */
function requireInCharge({ regionCode, person }: Office, application: LockedApplication): void {
  const hidden = application.submitted_at === null || application.region_code === null;
  if (hidden || !isWithin(application.region_code ?? "", regionCode))
    throw new AppError("not_found");
  const own = person.memberships.some(
    ({ organisationId }) => organisationId === application.organisation_id,
  );
  if (own) throw new AppError("forbidden");
}

/** Every criterion is judged once; whoever fails one is told why, and listing needs them all. */
function requireReasons({ verdict, criteria: judged, note }: Decision): void {
  const errors: FieldError[] = [];
  const wrong = (pointer: string, code: string) => errors.push({ pointer, code, params: {} });
  for (const { code } of criteria) {
    const own = judged.filter((one) => one.code === code);
    if (own.length !== 1) wrong(`/criteria/${code}`, "judge_each");
    for (const { passed, note: why } of own) {
      if (!passed && verdict === "listed") wrong(`/criteria/${code}`, "not_passed");
      else if (!passed && why === "") wrong(`/criteria/${code}/note`, "say_why");
    }
  }
  if (verdict !== "listed" && note === "") wrong("/note", "say_why");
  if (verdict === "returned" && errors.length === 0 && judged.every(({ passed }) => passed))
    wrong("/verdict", "nothing_to_mend");
  if (errors.length > 0) throw new AppError("invalid", { fields: errors });
}

type Terms = { batchNo: string; validUntil: string };

/** A batch of the month, where the official names none; three years, to the day before. */
function termsOf({ batchNo }: Decision, now: Date): Terms {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(now);
  const end = new Date(`${today}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + yearsListed);
  end.setUTCDate(end.getUTCDate() - 1);
  return { batchNo: batchNo || today.slice(0, 7), validUntil: end.toISOString().slice(0, 10) };
}

/** Lists the firm, its complete solutions with it; they are found from this moment on. */
async function list(
  trx: Trx,
  by: By,
  { organisationId }: Office,
  application: LockedApplication,
  { batchNo, validUntil, now }: Terms & { now: Date },
): Promise<string> {
  const providerId = await takeOver(trx, by, application);
  await listProvider(trx, providerId, {
    batch_no: batchNo,
    listed_by: organisationId,
    listed_at: now,
    valid_until: validUntil,
  });
  const { uscc } = await lockProvider(trx, providerId);
  await setVettedCode(trx, application.organisation_id, uscc);
  const solutions = await listOwnSolutions(trx, providerId);
  for (const solution of solutions)
    if (solution.status === "draft" && lacksOf(solution).length === 0)
      await goPublic(trx, by, solution, now);
  await indexProviders(trx, [providerId]);
  return providerId;
}

/** The firm may apply anew. */
async function turnAway(trx: Trx, { provider_id }: LockedApplication, note: string): Promise<void> {
  await lockProvider(trx, provider_id);
  await updateProvider(trx, provider_id, { status: "removed", removed_reason: note });
}
