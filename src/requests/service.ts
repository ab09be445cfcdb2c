import type { By, Membership } from "../accounts/actor.ts";
import { hashToken } from "../accounts/secret.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, type FieldError, invalid, refused } from "../errors.ts";
import { requireMove } from "../moves.ts";
import { notifyOrganisation, notifyProvider, type NewNotice } from "../notices/store.ts";
import { chinaDay } from "../time.ts";
import { adoptMatch } from "./match-store.ts";
import {
  insertChange,
  insertInvitations,
  insertQuestion,
  listConcerned,
  listOffered,
  lockListed,
  lockQuestion,
  setAnswer,
} from "./part-store.ts";
import { type Invitation, type RequestDraft, requestMoves } from "./schema.ts";
import { claimForm, keepMade } from "./once-store.ts";
import { insertRequest, lockRequest, type LockedRequest, setFate, updateRequest } from "./store.ts";

/** With a `formKey` the same form sent twice makes one draft. */
export async function addRequest(
  db: Db,
  by: By & { actorId: string },
  { organisationId }: Membership,
  { input, now }: { input: RequestDraft; now: Date },
  formKey?: string,
): Promise<string> {
  const key = formKey && `form:${await hashToken(`${formKey} ${JSON.stringify(input)}`)}`;
  return await inTransaction(db, async (trx) => {
    const earlier = key && (await claimForm(trx, by.actorId, key));
    if (earlier) return earlier;
    requireAhead(input.wantedBy, now);
    const id = await insertRequest(trx, organisationId, by.actorId, input);
    if (input.matchId) await adoptMatch(trx, input.matchId, by.actorId);
    // Whom to call is in the request alone: what is logged stays when he asks to be forgotten.
    const { contactName: _name, contactPhone: _phone, ...told } = input;
    await record(trx, by, "request.added", id, { after: told });
    if (input.contactConsent) await recordConsent(trx, by, id, true);
    if (key) await keepMade(trx, by.actorId, key, id);
    return id;
  });
}

/** `version` is what the caller has read; what was published stays complete, and those concerned are told. */
export async function changeRequest(
  db: Db,
  by: By,
  own: Membership,
  { id, version, now }: { id: string; version: number; now: Date },
  input: RequestDraft,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const request = await lockOwn(trx, own, id);
    requireMove("request", requestMoves, "change", request.status);
    if (request.version !== version) throw new AppError("stale");
    if (request.status === "open" && isOver(request, now)) throw overdue();
    // Providers have priced under that rule, and nobody opens what was promised to stay shut.
    const unseals = input.sealed !== undefined && input.sealed !== request.sealed;
    if (request.status === "open" && unseals) throw invalid("/sealed", "fixed_when_published");
    if (request.status === "open") requireComplete({ ...neededOf(request), ...given(input) }, now);
    if (input.wantedBy !== request.wanted_by) requireAhead(input.wantedBy, now);
    await updateRequest(trx, id, input);
    if (input.matchId && by.actorId) await adoptMatch(trx, input.matchId, by.actorId);
    const changed = await lockRequest(trx, id);
    const fields = differences(request, changed);
    await record(trx, by, "request.changed", id, { after: fields });
    const consents = changed.contact_consent_at !== null;
    if (consents !== (request.contact_consent_at !== null))
      await recordConsent(trx, by, id, consents);
    if (request.status !== "open" || Object.keys(fields).length === 0) return;
    await insertChange(trx, id, fields);
    await tellConcerned(trx, changed, { kind: "request_changed" });
  });
}

export async function publishRequest(
  db: Db,
  by: By,
  own: Membership,
  { id, version, now }: { id: string; version: number; now: Date },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const request = await lockOwn(trx, own, id);
    const status = requireMove("request", requestMoves, "publish", request.status);
    if (request.version !== version) throw new AppError("stale");
    requireComplete(neededOf(request), now);
    requireAhead(request.wanted_by, now);
    await setFate(trx, id, { status, publishedAt: now });
    await record(trx, by, "request.published", id);
  });
}

/** Only listed providers: nobody answers for an imported one, and a suspended one may not. */
export async function inviteProviders(
  db: Db,
  by: By,
  own: Membership,
  { id, now }: { id: string; now: Date },
  input: Invitation,
): Promise<string[]> {
  return await inTransaction(db, async (trx) => {
    const request = await lockOwn(trx, own, id);
    requireMove("request", requestMoves, "invite", request.status);
    if (isOver(request, now)) throw overdue();
    const listed = await lockListed(
      trx,
      input.providers.map(({ providerId }) => providerId),
    );
    const offered = await listOffered(trx, input);
    const errors = input.providers.flatMap(({ providerId, solutionId }, i) => {
      if (!listed.has(providerId)) return [wrong(`/providers/${i}`, "not_invitable")];
      if (!solutionId || offered.has(`${providerId} ${solutionId}`)) return [];
      return [wrong(`/providers/${i}/solutionId`, "not_on_market")];
    });
    if (errors.length > 0) throw new AppError("invalid", { fields: errors });
    const invited = await insertInvitations(trx, id, input);
    for (const providerId of invited)
      await notifyProvider(trx, providerId, noticeOf(request, "request_invitation"));
    await record(trx, by, "request.invited", id, { after: { providerIds: invited } });
    return invited;
  });
}

function wrong(pointer: string, code: string): FieldError {
  return { pointer, code, params: {} };
}

export async function askQuestion(
  db: Db,
  by: By,
  providerId: string,
  { id, now }: { id: string; now: Date },
  text: string,
): Promise<string> {
  return await inTransaction(db, async (trx) => {
    const request = await lockRequest(trx, id);
    const names = await lockListed(trx, [providerId]);
    if (names.size === 0) throw new AppError("forbidden");
    requireMove("request", { ask: { from: ["open"], to: "open" } }, "ask", request.status);
    if (isOver(request, now)) throw overdue();
    const question = await insertQuestion(trx, id, providerId, text);
    await notifyOrganisation(trx, request.organisation_id, noticeOf(request, "question_asked"));
    await record(trx, by, "request.asked", id, { after: { question, text } });
    return question;
  });
}

/** Answers are read by every provider that may read the request, so that none knows more. */
export async function answerQuestion(
  db: Db,
  by: By,
  own: Membership,
  { id, questionId, now }: { id: string; questionId: string; now: Date },
  answer: string,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const request = await lockOwn(trx, own, id);
    const question = await lockQuestion(trx, questionId);
    if (question.request_id !== id) throw new AppError("not_found");
    const moves = { answer: { from: ["draft", "open", "evaluating"], to: "open" } } as const;
    requireMove("request", moves, "answer", request.status);
    // Pressed twice it is one answer; what all have read is not exchanged for another.
    if (question.answer === answer) return;
    if (question.answer !== null) throw refused("question", "answered", []);
    await setAnswer(trx, questionId, answer, now);
    await tellConcerned(trx, request, { kind: "question_answered" });
    await record(trx, by, "request.answered", id, { after: { question: questionId, answer } });
  });
}

/** Locks a request of the caller's own firm; another's does not exist for him. */
export async function lockOwn(trx: Trx, own: Membership, id: string): Promise<LockedRequest> {
  const request = await lockRequest(trx, id);
  if (request.organisation_id !== own.organisationId) throw new AppError("not_found");
  return request;
}

/** The closing instant itself is too late. */
export function isOver({ closes_at }: LockedRequest, now: Date): boolean {
  return closes_at !== null && closes_at <= now;
}

export function overdue(): AppError {
  return new AppError("refused_transition", {
    params: { thing: "request", current: "closed", possible: "" },
  });
}

export function noticeOf(
  { id, title }: LockedRequest,
  kind: string,
  more: NewNotice["params"] = {},
): NewNotice {
  return { kind, params: { title, ...more }, link: `/requests/${id}` };
}

export async function tellConcerned(
  trx: Trx,
  request: LockedRequest,
  { kind }: { kind: string },
): Promise<void> {
  for (const providerId of await listConcerned(trx, request.id))
    await notifyProvider(trx, providerId, noticeOf(request, kind));
}

/** Apart from what else was saved: what is handed over, to whom and what for, or that it is taken back. */
async function recordConsent(trx: Trx, by: By, id: string, consents: boolean): Promise<void> {
  const scope = { fields: ["contactName", "contactPhone"], to: "awarded_provider", for: "request" };
  await record(trx, by, `request.${consents ? "contact_consented" : "contact_refused"}`, id, {
    after: scope,
  });
}

function requireComplete(needed: Needed, now: Date): void {
  const fields = missingIn(needed);
  if (fields.length > 0) throw new AppError("invalid", { fields });
  if (needed.closesAt !== null && needed.closesAt <= now) throw invalid("/closesAt", "in_past");
}

/** A day of its own in China; today is not too late. */
export function hasPassed(wantedBy: string | null | undefined, now: Date): boolean {
  return typeof wantedBy === "string" && wantedBy < chinaDay(now);
}

function requireAhead(wantedBy: string | null | undefined, now: Date): void {
  if (hasPassed(wantedBy, now)) throw invalid("/wantedBy", "day_passed");
}

function neededOf(request: LockedRequest): Needed {
  const { title, text, category, scenes } = request;
  return {
    title,
    text,
    category,
    scenes,
    regionCode: request.region_code,
    closesAt: request.closes_at,
  };
}

/** What the input says of what is needed; what it leaves out stays. */
function given({ title, text, category, scenes, regionCode, closesAt }: RequestDraft) {
  const all = { title, text, category, scenes, regionCode, closesAt };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

type Needed = {
  title: string;
  text: string;
  category: string | null;
  scenes: string[];
  regionCode: string | null;
  closesAt: Date | null;
};

/** What publishing asks for and this request lacks. */
export function missingIn(request: Needed): FieldError[] {
  const needed = ["title", "text", "category", "scenes", "regionCode", "closesAt"] as const;
  return needed
    .filter((name) => isBlank(request[name]))
    .map((name) => ({ pointer: `/${name}`, code: "required", params: {} }));
}

function isBlank(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

const compared = [
  ["title", "title"],
  ["text", "text"],
  ["category", "category"],
  ["scenes", "scenes"],
  ["industry_code", "industryCode"],
  ["region_code", "regionCode"],
  ["headcount", "headcount"],
  ["budget_max_fen", "budgetMaxFen"],
  ["deployment", "deployment"],
  ["wanted_by", "wantedBy"],
  ["closes_at", "closesAt"],
] as const;

/** What a provider would read otherwise than before, both ways. */
function differences(before: LockedRequest, after: LockedRequest) {
  const changed = compared.filter(
    ([column]) => JSON.stringify(before[column]) !== JSON.stringify(after[column]),
  );
  return Object.fromEntries(
    changed.map(([column, name]) => [name, { before: before[column], after: after[column] }]),
  );
}
