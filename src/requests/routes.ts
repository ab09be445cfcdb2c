import { type Context, Hono } from "hono";
import { z } from "zod";
import { membershipOf, type Person } from "../accounts/actor.ts";
import { listDealsOf } from "../engagements/store.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf, validate, versionIfNamed, versionOf } from "../http.ts";
import { possibleMoves } from "../moves.ts";
import { answers, versioned } from "../openapi.ts";
import {
  awardRequest,
  closeEarly,
  dayAfter,
  giveUp,
  passDeadlines,
  rejectAll,
} from "./decisions.ts";
import { listChanges, listInvitations, listQuestions } from "./part-store.ts";
import { getRequestFor, organisationOf, providerOf, readersOf, redacted } from "./readers.ts";
import { undoAward } from "./reversals.ts";
import {
  answer,
  award,
  changeList,
  invitation,
  invitationList,
  isFresh,
  noneSuitable,
  question,
  questionView,
  reasonGiven,
  requestDraft,
  requestMoves,
  requestQuery,
  type RequestView,
  requestView,
} from "./schema.ts";
import {
  addRequest,
  answerQuestion,
  askQuestion,
  changeRequest,
  inviteProviders,
  publishRequest,
} from "./service.ts";
import { listRequests } from "./store.ts";

const made = z.object({ id: z.uuid() });
const tag = "requests";
const whole = requestView.extend({ possible: z.array(z.string()) });
const listed = z.object({ items: z.array(requestView), next: z.uuid().nullable() });

export const requestRoutes = new Hono<AppEnv>()
  .get(
    "/",
    answers("Requests you may read", tag, listed),
    validate("query", requestQuery),
    async (c) => {
      await passDeadlines(c.var.db, c.var.now());
      const query = c.req.valid("query");
      const reader = readersOf(personOf(c)).find(
        ({ as }) => query.view === undefined || viewOf[as] === query.view,
      );
      if (!reader) throw new AppError("forbidden");
      const { items, next } = await listRequests(c.var.db, reader, query);
      return c.json({ items: items.map((item) => redacted(item, reader)), next });
    },
  )
  .get("/:id", answers("A request", tag, whole), async (c) => c.json(await readRequest(c)))
  .post(
    "/",
    answers("Draft a request", tag, made, 201),
    validate("json", requestDraft),
    async (c) => {
      const own = membershipOf(c.var.actor, "sme");
      const by = { ...byOf(c, own.organisationId), actorId: personOf(c).id };
      const given = { input: c.req.valid("json"), now: c.var.now() };
      return c.json({ id: await addRequest(c.var.db, by, own, given) }, 201);
    },
  )
  .patch(
    "/:id",
    answers("Change a request", tag, whole),
    versioned,
    validate("json", requestDraft),
    async (c) => {
      const { own, which } = await mine(c);
      const by = byOf(c, own.organisationId);
      await changeRequest(
        c.var.db,
        by,
        own,
        { ...which, version: versionOf(c) },
        c.req.valid("json"),
      );
      return c.json(await readRequest(c));
    },
  )
  .post("/:id/publish", answers("Publish a request", tag, whole), versioned, async (c) => {
    const { own, which } = await mine(c);
    const by = byOf(c, own.organisationId);
    await publishRequest(c.var.db, by, own, { ...which, version: versionOf(c) });
    return c.json(await readRequest(c));
  })
  .get("/:id/invitations", answers("Who was invited", tag, invitationList), async (c) => {
    const { which } = await mine(c);
    return c.json({ items: await listInvitations(c.var.db, which.id) });
  })
  .post(
    "/:id/invitations",
    answers("Invite listed providers", tag, z.object({ invited: z.array(z.uuid()) }), 201),
    validate("json", invitation),
    async (c) => {
      const { own, which } = await mine(c);
      const by = byOf(c, own.organisationId);
      const invited = await inviteProviders(c.var.db, by, own, which, c.req.valid("json"));
      return c.json({ invited }, 201);
    },
  )
  .get("/:id/changes", answers("What was changed after publishing", tag, changeList), async (c) => {
    const { request } = await visible(c);
    return c.json({ items: await listChanges(c.var.db, request.id) });
  })
  .get(
    "/:id/questions",
    answers("Questions and answers", tag, z.object({ items: z.array(questionView) })),
    async (c) => {
      const { reader, request } = await visible(c);
      return c.json({ items: await listQuestions(c.var.db, request.id, reader) });
    },
  )
  .post(
    "/:id/questions",
    answers("Ask about a request", tag, made, 201),
    validate("json", question),
    async (c) => {
      const { organisationId, providerId } = providerOf(personOf(c));
      const { request } = await visible(c);
      const which = { id: request.id, now: c.var.now() };
      const by = byOf(c, organisationId);
      const id = await askQuestion(c.var.db, by, providerId, which, c.req.valid("json").text);
      return c.json({ id }, 201);
    },
  )
  .post(
    "/:id/questions/:questionId/answer",
    answers("Answer a question", tag, z.object({ items: z.array(questionView) })),
    validate("json", answer),
    async (c) => {
      const { own, which } = await mine(c);
      const by = byOf(c, own.organisationId);
      const questionId = idOf(c, "questionId");
      const { answer: text } = c.req.valid("json");
      await answerQuestion(c.var.db, by, own, { ...which, questionId }, text);
      const { reader } = await visible(c);
      return c.json({ items: await listQuestions(c.var.db, which.id, reader) });
    },
  );

export const requestDecisionRoutes = new Hono<AppEnv>()
  .post("/:id/close", answers("Close before the deadline", tag, whole), async (c) => {
    const { own, which } = await mine(c);
    await closeEarly(c.var.db, byOf(c, own.organisationId), own, which);
    return c.json(await readRequest(c));
  })
  .post(
    "/:id/withdraw",
    answers("Withdraw an open request", tag, whole),
    validate("json", reasonGiven),
    async (c) => {
      const { own, which } = await mine(c);
      const how = { verb: "withdraw", ...c.req.valid("json") } as const;
      await giveUp(c.var.db, byOf(c, own.organisationId), own, which, how);
      return c.json(await readRequest(c));
    },
  )
  .post(
    "/:id/cancel",
    answers("Cancel a request that is being evaluated", tag, whole),
    validate("json", reasonGiven),
    async (c) => {
      const { own, which } = await mine(c);
      const how = { verb: "cancel", ...c.req.valid("json") } as const;
      await giveUp(c.var.db, byOf(c, own.organisationId), own, which, how);
      return c.json(await readRequest(c));
    },
  )
  .post(
    "/:id/award",
    answers("Choose a proposal", tag, z.object({ engagementId: z.uuid() })),
    validate("json", award),
    async (c) => {
      const { own, which } = await mine(c);
      const by = byOf(c, own.organisationId);
      const engagementId = await awardRequest(c.var.db, by, own, which, c.req.valid("json"));
      return c.json({ engagementId });
    },
  )
  .post(
    "/:id/reject-all",
    answers("Choose none, with reasons", tag, whole),
    validate("json", noneSuitable),
    async (c) => {
      const { own, which } = await mine(c);
      const by = byOf(c, own.organisationId);
      await rejectAll(c.var.db, by, own, which, c.req.valid("json"));
      return c.json(await readRequest(c));
    },
  )
  .post(
    "/:id/undo-award",
    answers("Take an award back within a day", tag, whole),
    validate("json", reasonGiven),
    async (c) => {
      const { by, reader, which } = await reverser(c);
      const read = { ...which, ...versionIfNamed(c) };
      await undoAward(c.var.db, by, reader, read, c.req.valid("json").reason);
      return c.json(await readRequest(c));
    },
  );

const viewOf = { sme: "own", provider: "leads", official: "region" } as const;

/** Who is signed in; the permission table lets nobody else come here. */
export function personOf(c: Context<AppEnv>): Person {
  if (!c.var.actor) throw new AppError("not_signed_in");
  return c.var.actor;
}

/** The request for whoever may read it, its deadline observed. */
export async function visible(c: Context<AppEnv>, id = idOf(c)) {
  await passDeadlines(c.var.db, c.var.now(), id);
  return await getRequestFor(c.var.db, personOf(c), id);
}

/** The caller's own request, its deadline observed; another's is not found. */
export async function mine(c: Context<AppEnv>) {
  const own = membershipOf(c.var.actor, "sme");
  const { reader, request } = await visible(c);
  if (reader.as !== "sme") throw new AppError("forbidden");
  return {
    own: { ...own, organisationId: reader.organisationId },
    request,
    which: { id: request.id, now: c.var.now() },
  };
}

/** As whom this person may take an award back: the firm, or an official of the region. */
export async function reverser(c: Context<AppEnv>) {
  const { reader, request } = await visible(c);
  if (reader.as === "provider") throw new AppError("forbidden");
  const by = byOf(c, organisationOf(personOf(c), reader));
  return { by, reader, request, which: { id: request.id, now: c.var.now() } };
}

async function readRequest(c: Context<AppEnv>) {
  const { reader, request } = await visible(c);
  c.header("etag", `"${request.version}"`);
  const possible = reader.as === "sme" ? possibleMoves(requestMoves, request.status) : [];
  const isOffered = reader.as !== "provider" && (await mayUndo(c, request));
  return { ...request, possible: isOffered ? [...possible, "undo-award"] : possible };
}

/** Whether its award can be taken back now. */
export async function mayUndo(
  { var: { db, now } }: Context<AppEnv>,
  { id, outcome, closedAt }: RequestView,
): Promise<boolean> {
  if (outcome !== "awarded" || !isFresh(closedAt, now())) return false;
  const deals = await listDealsOf(db, [id], dayAfter(now(), 0));
  return deals.get(id)?.status === "agreed";
}
