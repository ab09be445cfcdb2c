import { type Context, Hono } from "hono";
import { listDealsOf } from "../engagements/store.ts";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { dayAfter, passDeadlines } from "../requests/decisions.ts";
import { mayRuleOut } from "../requests/next.ts";
import { providerOf } from "../requests/readers.ts";
import { disqualifyProposal } from "../requests/reversals.ts";
import { personOf, visible } from "../requests/routes.ts";
import { reasonGiven, type RequestView } from "../requests/schema.ts";
import { listOwnPublished } from "../solutions/own-store.ts";
import { readForm } from "../web/form.tsx";
import {
  attempt,
  formAgain,
  frameAgain,
  frameOf,
  parsed,
  type Refusal,
  textIn,
  type Values,
  versionIn,
  withReason,
} from "../web/page.tsx";
import { DisqualifyPage } from "./disqualify-views.tsx";
import { proposalIn, proposalValues } from "./form.tsx";
import { OwnProposalPage, ReceivedProposalPage } from "./proposal-views.tsx";
import { judging, readProposal } from "./routes.ts";
import { proposalQuery } from "./schema.ts";
import {
  addProposal,
  changeProposal,
  shortlistProposal,
  submitProposal,
  withdrawProposal,
} from "./service.ts";
import { findOwnProposal, listProposals, requestOf } from "./store.ts";
import { ProposalFormPage, ProposalsPage } from "./views.tsx";

const done = {
  saved: "草稿已存好。交出之前企业看不到。",
  submitted: "报价已交出。截止前可以撤回重改，企业选好后您会收到消息。",
  withdrawn: "报价已撤回，企业看不到了。截止前可以改好再交。",
};

/** Below `/requests`. */
export const proposePages = new Hono<AppEnv>()
  .get("/:id/propose", async (c) => {
    const { request, own } = await place(c);
    if (own) return c.redirect(`/proposals/${own.id}`, 303);
    if (request.status !== "open") return c.redirect(`/requests/${request.id}`, 303);
    return c.html(await proposePage(c, {}));
  })
  .post("/:id/propose", async (c) => {
    const values = await readForm(c);
    if (textIn(values, "act") === "count") return c.html(await proposePage(c, values));
    const propose = async () => {
      const { mine, request } = await place(c);
      const by = { ...byOf(c, mine.organisationId), actorId: personOf(c).id };
      const which = { requestId: request.id, now: c.var.now() };
      const submit = textIn(values, "act") === "submit";
      try {
        const id = await addProposal(c.var.db, by, mine, which, { ...proposalIn(values), submit });
        return `/proposals/${id}?done=${submit ? "submitted" : "saved"}`;
      } catch (error) {
        // Sent twice: the first has made it.
        const own = await findOwnProposal(c.var.db, request.id, mine.providerId);
        if (error instanceof AppError && error.code === "taken" && own)
          return `/proposals/${own.id}`;
        throw error;
      }
    };
    return await attempt(c, propose, async (refusal) => proposePage(c, values, refusal));
  });

export const proposalPages = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { providerId } = providerOf(personOf(c));
    const query = parsed(proposalQuery.strip(), c.req.query());
    const list = await listProposals(c.var.db, providerId, query);
    return c.html(<ProposalsPage frame={await frameOf(c)} query={query} {...list} />);
  })
  .get("/:id", async (c) => c.html(await proposalPage(c)))
  .get("/:id/edit", async (c) => {
    const proposal = await ownProposal(c);
    if (proposal.status !== "draft" && proposal.status !== "withdrawn")
      return c.redirect(`/proposals/${proposal.id}`, 303);
    return c.html(await editPage(c, proposalValues(proposal)));
  })
  .post("/:id", async (c) => {
    const values = await readForm(c);
    if (textIn(values, "act") === "count") return c.html(await editPage(c, values));
    const change = async () => {
      const { id, mine, by, now } = await acting(c);
      const version = versionIn(values);
      const which = { id, version, now };
      await changeProposal(c.var.db, by, mine, which, proposalIn(values));
      if (textIn(values, "act") !== "submit") return `/proposals/${id}?done=saved`;
      values["version"] = String(version + 1);
      await submitProposal(c.var.db, by, mine, { ...which, version: version + 1 });
      return `/proposals/${id}?done=submitted`;
    };
    return await attempt(c, change, async (refusal) => editPage(c, values, refusal));
  })
  .post("/:id/submit", async (c) => {
    const values = await readForm(c);
    const submit = async () => {
      const { id, mine, by, now } = await acting(c);
      await submitProposal(c.var.db, by, mine, { id, now, version: versionIn(values) });
      return `/proposals/${id}?done=submitted`;
    };
    return await attempt(c, submit, async (refusal) =>
      refusal.errors.length > 0
        ? editPage(c, proposalValues(await ownProposal(c)), refusal)
        : proposalPage(c, refusal),
    );
  })
  .post("/:id/withdraw", async (c) => {
    const values = await readForm(c);
    const withdraw = async () => {
      const { id, mine, by, now } = await acting(c);
      await withdrawProposal(c.var.db, by, mine, { id, now, version: versionIn(values) });
      return `/proposals/${id}?done=withdrawn`;
    };
    return await attempt(c, withdraw, async (refusal) => proposalPage(c, refusal));
  })
  .post("/:id/shortlist", async (c) => {
    const mark = async () => {
      const { requestId } = await readProposal(c);
      const own = personOf(c).memberships.filter(({ kind }) => kind === "sme");
      const { reader } = await visible(c, requestId);
      const firm = own.find(
        ({ organisationId }) => reader.as === "sme" && reader.organisationId === organisationId,
      );
      if (!firm) throw new AppError("forbidden");
      await shortlistProposal(c.var.db, byOf(c, firm.organisationId), firm, { id: idOf(c) });
      return `/requests/${requestId}/compare?done=shortlisted`;
    };
    return await attempt(c, mark, async (refusal) => proposalPage(c, refusal));
  })
  .get("/:id/disqualify", async (c) => c.html(await disqualifyPage(c)))
  .post("/:id/disqualify", async (c) => {
    const values = await readForm(c);
    const ruleOut = async () => {
      const { by, office, request, which } = await judging(c);
      const version = versionIn(values);
      const { reason } = parsed(reasonGiven, { reason: textIn(values, "reason") });
      await disqualifyProposal(c.var.db, by, office, { ...which, version }, reason);
      const said = request.outcome === "awarded" ? "ruled_out_winner" : "ruled_out";
      return `/requests/${request.id}?done=${said}`;
    };
    return await attempt(c, ruleOut, async (refusal) => disqualifyPage(c, values, refusal));
  });

/** The request, and what this provider has proposed to it. */
async function place(c: Context<AppEnv>, requestId?: string) {
  const mine = providerOf(personOf(c));
  const { request } = await visible(c, requestId);
  return { mine, request, own: await findOwnProposal(c.var.db, request.id, mine.providerId) };
}

async function acting(c: Context<AppEnv>) {
  const mine = providerOf(personOf(c));
  const [id, now] = [idOf(c), c.var.now()];
  await passDeadlines(c.var.db, now, await requestOf(c.var.db, id));
  return { id, mine, by: byOf(c, mine.organisationId), now };
}

/** Another provider's is not found. */
async function ownProposal(c: Context<AppEnv>) {
  const { providerId } = providerOf(personOf(c));
  const proposal = await readProposal(c);
  if (proposal.providerId !== providerId) throw new AppError("not_found");
  return proposal;
}

async function proposePage(c: Context<AppEnv>, values: Values, refusal?: Refusal) {
  const { mine, request } = await place(c);
  const solutions = await listOwnPublished(c.var.db, mine.providerId);
  const form = { values, errors: refusal?.errors ?? [] };
  const frame = await frameAgain(c, refusal);
  return <ProposalFormPage {...{ frame, request, solutions, form, now: c.var.now() }} />;
}

async function editPage(c: Context<AppEnv>, values: Values, refusal?: Refusal) {
  const proposal = await ownProposal(c);
  if (proposal.status !== "draft" && proposal.status !== "withdrawn")
    return await proposalPage(c, refusal);
  const { mine, request } = await place(c, proposal.requestId);
  const solutions = await listOwnPublished(c.var.db, mine.providerId);
  const form = refusal
    ? formAgain(values, refusal, proposalValues(proposal))
    : { values, errors: [] };
  const frame = await frameAgain(c, refusal);
  return <ProposalFormPage {...{ frame, request, proposal, solutions, form, now: c.var.now() }} />;
}

/** The page of the act, or the proposal itself where it is not possible now. */
async function disqualifyPage(c: Context<AppEnv>, values: Values = {}, refusal?: Refusal) {
  const { request } = await judging(c);
  const proposal = await readProposal(c);
  const deal = await dealOf(c, request);
  if (!mayRuleOut(request, proposal, deal))
    return await proposalPage(c, withReason(values, refusal?.flash ? refusal : impossible));
  const form = refusal ? formAgain(values, refusal) : { values, errors: [] };
  const running = proposal.status === "awarded" ? deal?.status : undefined;
  const frame = await frameAgain(c, refusal);
  return <DisqualifyPage {...{ frame, request, proposal, running, form }} />;
}

const impossible: Refusal = {
  status: 409,
  errors: [],
  flash: { tone: "info", text: "现在不能取消这份报价的资格，它的情况已经变了。" },
};

async function dealOf(c: Context<AppEnv>, { id }: RequestView) {
  return (await listDealsOf(c.var.db, [id], dayAfter(c.var.now(), 0))).get(id);
}

/** For the provider that made it, or the firm that received it. */
async function proposalPage(c: Context<AppEnv>, refusal?: Refusal) {
  const proposal = await readProposal(c);
  const { reader, request } = await visible(c, proposal.requestId);
  const frame = refusal ? await frameAgain(c, refusal) : await frameOf(c, done);
  const parts = { frame, proposal, request, now: c.var.now() };
  if (reader.as === "provider") return <OwnProposalPage {...parts} />;
  const mayChoose = reader.as === "sme";
  const canEnd = !mayChoose && mayRuleOut(request, proposal, await dealOf(c, request));
  return <ReceivedProposalPage {...parts} mayChoose={mayChoose} mayRuleOut={canEnd} />;
}
