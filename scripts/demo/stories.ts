import type { Db, Trx } from "../../src/db/connect.ts";
import {
  acceptDelivery,
  markDelivered,
  rateEngagement,
  replyToRating,
  startEngagement,
} from "../../src/engagements/service.ts";
import { addProposal, shortlistProposal } from "../../src/proposals/service.ts";
import { awardRequest, giveUp, passDeadlines, rejectAll } from "../../src/requests/decisions.ts";
import {
  addRequest,
  answerQuestion,
  askQuestion,
  inviteProviders,
  publishRequest,
} from "../../src/requests/service.ts";
import type { Catalogue } from "./catalogue.ts";
import { atHour, days, hours, later, setPast } from "./clock.ts";
import { type DemoData, fen } from "./data.ts";
import type { Player, Players } from "./people.ts";
import type { DemoRequest, DemoSolution } from "./schema.ts";

type Stage = { trx: Trx; data: DemoData; players: Players; catalogue: Catalogue; now: Date };

/** Where no proposal says what a request is about. */
const about: Readonly<Record<string, Pick<DemoSolution, "category" | "scenes">>> = {
  "demo-r13": { category: "upgrade", scenes: ["equipment", "logistics"] },
  "demo-r14": { category: "cultivate", scenes: ["marketing"] },
};

/** Each request lives through its story by the real services, step by step, in the demo's own past. */
export async function tellStories(stage: Stage): Promise<void> {
  for (const request of stage.data.requests) await tellStory(stage, request);
}

async function tellStory(stage: Stage, request: DemoRequest) {
  const { now, trx } = stage;
  const closesAt = atHour(later(now, days(request.closesInDays)), 18);
  // What is still open was published a few days ago, everything else two weeks before its deadline.
  const openedAt = atHour(closesAt > now ? later(now, -days(4)) : later(closesAt, -days(14)), 9);
  const sme = known(stage.players.smes, request.externalKey);
  const db = partOf(trx);
  const act = async <T>(at: Date, work: () => Promise<T>) => {
    const done = await work();
    await setPast(trx, at);
    return done;
  };
  const input = draftOf(stage, request, closesAt);
  const id = await act(later(openedAt, -hours(2)), () =>
    addRequest(db, sme.by, sme.membership, { input, now: openedAt }),
  );
  if (request.state === "draft") return;
  const at = { id, version: 1, now: openedAt };
  await act(openedAt, () => publishRequest(db, sme.by, sme.membership, at));
  const proposals = await tellOpening(stage, request, { id, db, sme, openedAt, act });
  const ending = { id, db, sme, proposals, act };
  if (request.state === "withdrawn")
    return await tellWithdrawal(request, ending, later(now, -days(1)));
  if (closesAt > now) return;
  await act(closesAt, () => passDeadlines(db, closesAt, id));
  await tellEnding(stage, request, ending, closesAt);
}

function draftOf({ data }: Stage, request: DemoRequest, closesAt: Date) {
  const [first] = request.proposals;
  const solution = data.solutions.find(({ externalKey }) => externalKey === first?.solution);
  const theme = about[request.externalKey] ?? solution;
  if (!theme) throw new Error(`${request.externalKey} is about nothing`);
  return {
    title: request.title,
    text: request.text,
    category: theme.category,
    scenes: theme.scenes,
    industryCode: request.sme.industryCode,
    regionCode: request.sme.regionCode,
    headcount: request.sme.headcount,
    budgetMaxFen: fen(request.budgetMaxYuan),
    closesAt,
    contactName: "负责人（演示）",
    contactPhone: "0577-5550-0100",
    contactConsent: true,
  };
}

type Act = <T>(at: Date, work: () => Promise<T>) => Promise<T>;
type Opening = { id: string; db: Db; sme: Player; openedAt: Date; act: Act };

/** Invitations, questions with their answers, proposals; answers their ids by provider. */
async function tellOpening(
  { players, catalogue }: Stage,
  request: DemoRequest,
  { id, db, sme, openedAt, act }: Opening,
) {
  const invitations = request.proposals.map(({ provider, solution }) => ({
    providerId: known(catalogue.providers, provider),
    solutionId: known(catalogue.solutions, solution),
    reason: "您的方案和我们的难题对得上",
  }));
  const invitedAt = later(openedAt, hours(1));
  if (invitations.length > 0)
    await act(invitedAt, () =>
      inviteProviders(
        db,
        sme.by,
        sme.membership,
        { id, now: invitedAt },
        { providers: invitations },
      ),
    );
  for (const [i, { provider, text, answer }] of (request.questions ?? []).entries()) {
    const asker = known(players.providers, provider);
    const askedAt = later(openedAt, hours(5 + i));
    const questionId = await act(askedAt, () =>
      askQuestion(db, asker.by, known(catalogue.providers, provider), { id, now: askedAt }, text),
    );
    const answeredAt = later(askedAt, hours(6));
    const which = { id, questionId, now: answeredAt };
    if (answer !== undefined)
      await act(answeredAt, () => answerQuestion(db, sme.by, sme.membership, which, answer));
  }
  const proposals = new Map<string, string>();
  for (const [i, proposal] of request.proposals.entries()) {
    const author = known(players.providers, proposal.provider);
    const now = later(openedAt, hours(48 + 26 * i));
    const mine = {
      ...author.membership,
      providerId: known(catalogue.providers, proposal.provider),
    };
    const made = await act(now, () =>
      addProposal(db, author.by, mine, { requestId: id, now }, offerOf(proposal, catalogue)),
    );
    proposals.set(proposal.provider, made);
  }
  return proposals;
}

function offerOf(proposal: DemoRequest["proposals"][number], catalogue: Catalogue) {
  return {
    solutionId: known(catalogue.solutions, proposal.solution),
    summary: proposal.summary,
    plan: proposal.plan,
    weeks: proposal.weeks,
    oneOffFen: proposal.oneOffYuan * 100,
    yearlyFen: proposal.yearlyYuan * 100,
    implementationFen: proposal.implementationYuan * 100,
    trainingFen: proposal.trainingYuan * 100,
    interfacesFen: proposal.interfacesYuan * 100,
    exitFen: proposal.exitYuan * 100,
    submit: true,
  };
}

type Ending = { id: string; db: Db; sme: Player; proposals: Map<string, string>; act: Act };

async function tellWithdrawal(
  { reason = "" }: DemoRequest,
  { id, db, sme, act }: Ending,
  now: Date,
) {
  await act(now, () =>
    giveUp(db, sme.by, sme.membership, { id, now }, { verb: "withdraw", reason }),
  );
}

async function tellEnding(stage: Stage, request: DemoRequest, ending: Ending, closesAt: Date) {
  const { id, db, sme, proposals, act } = ending;
  const { state, reason = "" } = request;
  const now = later(closesAt, hours(15));
  if (state === "cancelled")
    await act(now, () =>
      giveUp(db, sme.by, sme.membership, { id, now }, { verb: "cancel", reason }),
    );
  if (state === "none_suitable")
    await act(now, () =>
      rejectAll(db, sme.by, sme.membership, { id, now }, { reason, reasons: {} }),
    );
  if (state === "evaluating") {
    const first = known(proposals, request.proposals[0]?.provider ?? "");
    await act(later(closesAt, hours(3)), () =>
      shortlistProposal(db, sme.by, sme.membership, { id: first }),
    );
  }
  if (request.award === undefined) return;
  const proposalId = known(proposals, request.award);
  const why = { proposalId, reason: "另一家更贴近我们现在的做法，价钱也合适。", reasons: {} };
  const engagementId = await act(now, () =>
    awardRequest(db, sme.by, sme.membership, { id, now }, why),
  );
  await tellDelivery(stage, request, { ...ending, id: engagementId }, now);
}

const order = ["awarded", "in_delivery", "delivered", "accepted", "rated"];

async function tellDelivery(
  { players, catalogue, now }: Stage,
  { state, award = "", rating, proposals }: DemoRequest,
  { id, db, sme, act }: Ending,
  awardedAt: Date,
) {
  const reached = order.indexOf(state);
  const provider = known(players.providers, award);
  const buyer = { as: "sme" as const, organisationId: sme.membership.organisationId };
  const seller = { as: "provider" as const, providerId: known(catalogue.providers, award) };
  const startedAt = later(awardedAt, days(2));
  // What waits for acceptance was delivered just now, everything else in the time that was promised.
  const weeks = proposals.find(({ provider: of }) => of === award)?.weeks ?? 2;
  const past = now.getTime() - startedAt.getTime();
  const span = state === "delivered" ? past - days(3) : Math.min(past * 0.6, days(weeks * 6));
  const at = (part: number) => ({ id, now: later(startedAt, span * part) });
  const on = async (part: number, work: (which: { id: string; now: Date }) => Promise<unknown>) =>
    await act(at(part).now, async () => await work(at(part)));
  if (reached >= 1) await on(0, async (which) => startEngagement(db, provider.by, seller, which));
  if (reached >= 2)
    await on(1, async (which) =>
      markDelivered(db, provider.by, seller, which, "按约定装好、教会，数据和您核对过了。"),
    );
  if (reached >= 3) await on(1.1, async (which) => acceptDelivery(db, sme.by, buyer, which));
  if (reached < 4 || !rating) return;
  const { scores, text, reply } = rating;
  const list = Object.values(scores);
  const overall = Math.round(list.reduce((sum, score) => sum + score, 0) / list.length);
  await on(1.2, async () => rateEngagement(db, sme.by, buyer, id, { ...scores, overall, text }));
  await on(1.3, async (which) => replyToRating(db, provider.by, seller, which, reply));
}

/** A `Db` whose transactions are parts of ours, so that the services' writes stand or fall together. */
function partOf(trx: Trx): Db {
  return new Proxy<Db>(trx, {
    get: (target, name) => {
      if (name === "transaction")
        return () => ({ execute: async (body: (part: Trx) => unknown) => await body(trx) });
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key);
  if (found === undefined) throw new Error(`the demo knows no ${key}`);
  return found;
}
