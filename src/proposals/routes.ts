import { type Context, Hono } from "hono";
import { z } from "zod";
import { insertEvent } from "../audit/store.ts";
import { inTransaction } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { answers, versioned } from "../openapi.ts";
import { passDeadlines } from "../requests/decisions.ts";
import { getRequestFor, organisationOf, providerOf, readersOf } from "../requests/readers.ts";
import { disqualifyProposal } from "../requests/reversals.ts";
import { personOf, visible } from "../requests/routes.ts";
import { reasonGiven } from "../requests/schema.ts";
import {
  newProposal,
  proposalDraft,
  proposalQuery,
  type ProposalView,
  proposalView,
} from "./schema.ts";
import {
  addProposal,
  changeProposal,
  shortlistProposal,
  submitProposal,
  withdrawProposal,
} from "./service.ts";
import {
  findOwnProposal,
  findProposal,
  listProposals,
  listProposalsOf,
  requestOf,
} from "./store.ts";

const tag = "proposals";
const listed = z.object({ items: z.array(proposalView), next: z.uuid().nullable() });
const standing = z.object({
  sealed: z.boolean(),
  count: z.int(),
  items: z.array(proposalView),
});

/** Below `/requests`. */
export const requestProposalRoutes = new Hono<AppEnv>()
  .get("/:id/proposals", answers("The proposals of a request", tag, standing), async (c) =>
    c.json(await readProposals(c)),
  )
  .post(
    "/:id/proposals",
    answers("Propose", tag, z.object({ id: z.uuid() }), 201),
    validate("json", newProposal),
    async (c) => {
      const own = providerOf(personOf(c));
      const { request } = await visible(c);
      const by = { ...byOf(c, own.organisationId), actorId: personOf(c).id };
      const which = { requestId: request.id, now: c.var.now() };
      const id = await addProposal(c.var.db, by, own, which, c.req.valid("json"));
      return c.json({ id }, 201);
    },
  );

export const proposalRoutes = new Hono<AppEnv>()
  .get("/", answers("Your proposals", tag, listed), validate("query", proposalQuery), async (c) => {
    const { providerId } = providerOf(personOf(c));
    return c.json(await listProposals(c.var.db, providerId, c.req.valid("query")));
  })
  .get("/:id", answers("A proposal", tag, proposalView), async (c) => c.json(await readProposal(c)))
  .patch(
    "/:id",
    answers("Change a draft", tag, proposalView),
    versioned,
    validate("json", proposalDraft),
    async (c) => {
      const { by, own, which } = await ownProposal(c);
      await changeProposal(c.var.db, by, own, which, c.req.valid("json"));
      return c.json(await readProposal(c));
    },
  )
  .post("/:id/submit", answers("Submit a proposal", tag, proposalView), versioned, async (c) => {
    const { by, own, which } = await ownProposal(c);
    await submitProposal(c.var.db, by, own, which);
    return c.json(await readProposal(c));
  })
  .post(
    "/:id/withdraw",
    answers("Take a proposal back", tag, proposalView),
    versioned,
    async (c) => {
      const { by, own, which } = await ownProposal(c);
      await withdrawProposal(c.var.db, by, own, which);
      return c.json(await readProposal(c));
    },
  )
  .post("/:id/shortlist", answers("Mark a proposal", tag, proposalView), async (c) => {
    const requestId = await requestOf(c.var.db, idOf(c));
    await passDeadlines(c.var.db, c.var.now(), requestId);
    const { reader } = await getRequestFor(c.var.db, personOf(c), requestId);
    if (reader.as !== "sme") throw new AppError("forbidden");
    const own = personOf(c).memberships.find(
      ({ organisationId }) => organisationId === reader.organisationId,
    );
    if (!own) throw new AppError("not_found");
    await shortlistProposal(c.var.db, byOf(c, own.organisationId), own, { id: idOf(c) });
    return c.json(await readProposal(c));
  })
  .post(
    "/:id/disqualify",
    answers("Rule a proposal out, as an official of the region", tag, proposalView),
    versioned,
    validate("json", reasonGiven),
    async (c) => {
      const version = versionOf(c);
      const { by, office, which } = await judging(c);
      const { reason } = c.req.valid("json");
      await disqualifyProposal(c.var.db, by, office, { ...which, version }, reason);
      return c.json(await readProposal(c));
    },
  );

/** An official of the request's region; who has a part in it judges nobody there. */
export async function judging(c: Context<AppEnv>) {
  const which = { id: idOf(c), now: c.var.now() };
  const { reader, request } = await visible(c, await requestOf(c.var.db, which.id));
  if (reader.as !== "official") throw new AppError("forbidden");
  const by = byOf(c, organisationOf(personOf(c), reader));
  return { by, office: reader, request, which };
}

/** Sealed while the request is open: the firm sees how many there are, and nothing else. */
export async function readProposals(c: Context<AppEnv>) {
  const { reader, request } = await visible(c);
  if (reader.as === "provider") {
    const own = await findOwnProposal(c.var.db, request.id, reader.providerId);
    return { sealed: request.sealed, count: request.proposalCount, items: own ? [own] : [] };
  }
  if (request.sealed && request.status === "open")
    return { sealed: true, count: request.proposalCount, items: [] };
  const items = await listProposalsOf(c.var.db, request.id);
  if (request.sealed) await recordReading(c, request.id);
  return { sealed: request.sealed, count: items.length, items };
}

/** A proposal for the provider that made it, or for whoever may read those of the request. */
export async function readProposal(c: Context<AppEnv>): Promise<ProposalView> {
  const proposal = await findProposal(c.var.db, idOf(c));
  if (!proposal) throw new AppError("not_found");
  await requireReader(c, proposal);
  // Not before: a refusal would carry it, and tell that there is something.
  c.header("etag", `"${proposal.version}"`);
  return proposal;
}

async function requireReader(c: Context<AppEnv>, proposal: ProposalView): Promise<void> {
  const readers = readersOf(personOf(c));
  const isOwn = readers.some(
    (reader) => reader.as === "provider" && reader.providerId === proposal.providerId,
  );
  if (isOwn) return;
  if (proposal.status === "draft" || proposal.status === "withdrawn")
    throw new AppError("not_found");
  await passDeadlines(c.var.db, c.var.now(), proposal.requestId);
  const { reader, request } = await getRequestFor(c.var.db, personOf(c), proposal.requestId);
  const isHidden = request.sealed && request.status === "open";
  if (reader.as === "provider" || isHidden) throw new AppError("not_found");
  if (request.sealed) await recordReading(c, request.id);
}

async function recordReading(c: Context<AppEnv>, requestId: string): Promise<void> {
  const event = {
    kind: "request.proposals_read",
    thingKind: "request",
    thingId: requestId,
  } as const;
  await inTransaction(c.var.db, (trx) => insertEvent(trx, byOf(c), event));
}

async function ownProposal(c: Context<AppEnv>) {
  const own = providerOf(personOf(c));
  const which = { id: idOf(c), version: versionOf(c), now: c.var.now() };
  await passDeadlines(c.var.db, which.now, await requestOf(c.var.db, which.id));
  return { by: byOf(c, own.organisationId), own, which };
}
