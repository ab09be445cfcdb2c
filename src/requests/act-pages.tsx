import { type Context, Hono } from "hono";
import { z } from "zod";
import { listDealsOf } from "../engagements/store.ts";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { countStanding, findOwnProposal, listRuledOut } from "../proposals/store.ts";
import { readForm } from "../web/form.tsx";
import {
  attempt,
  frameAgain,
  frameOf,
  parsed,
  type Refusal,
  textIn,
  type Values,
} from "../web/page.tsx";
import { type Act, ActPage, InvitePage, longestName } from "./act-views.tsx";
import { closeEarly, dayAfter, giveUp } from "./decisions.ts";
import { findMeant, isMatched, listMatched } from "./match-store.ts";
import {
  isInvited,
  listChanges,
  listInvitations,
  listQuestions,
  listSuited,
  searchListed,
} from "./part-store.ts";
import { RegionRequestPage } from "./office-views.tsx";
import { providerOf } from "./readers.ts";
import { LeadPage, OwnRequestPage } from "./request-views.tsx";
import { mayUndo, mine, personOf, visible } from "./routes.ts";
import { answer, invitation, question, reasonGiven, type RequestView } from "./schema.ts";
import { answerQuestion, askQuestion, inviteProviders } from "./service.ts";

const done = {
  saved: "草稿已存好，只有您自己能看到。",
  published: "需求已发布。服务商现在就能看到，您也可以邀请合适的几家。",
  changed: "改动已保存，已通知参与的服务商。",
  invited: "邀请已发出。服务商报价后您会收到消息。",
  answered: "回答已发出，参与的服务商都会看到。",
  asked: "问题已发出，企业回答后您会收到消息。",
  closed: "已截止。报价可以打开比较了。",
  withdrawn: "需求已结束，已把原因告诉参与的服务商。",
  none: "已结束，已把原因告诉每一家服务商。",
  undone: "已撤销选定，各家报价恢复原样，您可以重新选。",
  undone_by_office: "已撤销选定，各家报价恢复原样，由企业重新选。企业和服务商都会收到通知。",
  ruled_out: "已取消这份报价的资格。企业和服务商都会收到通知，看到原因。",
  ruled_out_winner:
    "已取消资格，合作提前结束，需求回到比较报价。企业和服务商都会收到通知，看到原因。",
};

export const requestActPages = new Hono<AppEnv>()
  .get("/:id", async (c) => c.html(await requestPage(c)))
  .get("/:id/invite", async (c) => c.html(await invitePage(c, c.req.query("q") ?? "")))
  .post("/:id/invite", async (c) => {
    const values = await readForm(c, ["providers"]);
    const invite = async () => {
      const { own, which } = await mine(c);
      const chosen = [values["providers"] ?? []].flat();
      const matched = await listMatched(c.var.db, which.id);
      const providers = chosen.map((providerId) => ({
        providerId,
        solutionId: matched.find(({ id }) => id === providerId)?.solutionId,
      }));
      const input = parsed(invitation, { providers });
      await inviteProviders(c.var.db, byOf(c, own.organisationId), own, which, input);
      return `/requests/${which.id}?done=invited#invitations`;
    };
    return await attempt(c, invite, async (refusal) =>
      invitePage(c, textIn(values, "q"), values, refusal),
    );
  })
  .post("/:id/questions", async (c) => {
    const values = await readForm(c);
    const ask = async () => {
      const { organisationId, providerId } = providerOf(personOf(c));
      const { request } = await visible(c);
      const { text } = parsed(question, { text: textIn(values, "text") });
      const which = { id: request.id, now: c.var.now() };
      await askQuestion(c.var.db, byOf(c, organisationId), providerId, which, text);
      return `/requests/${request.id}?done=asked#questions`;
    };
    return await attempt(c, ask, async (refusal) => requestPage(c, values, refusal));
  })
  .post("/:id/questions/:questionId/answer", async (c) => {
    const values = await readForm(c);
    const questionId = idOf(c, "questionId");
    const name = `answer-${questionId}`;
    const reply = async () => {
      const { own, which } = await mine(c);
      const { answer: text } = parsed(answer, { answer: textIn(values, name) });
      const at = { ...which, questionId };
      await answerQuestion(c.var.db, byOf(c, own.organisationId), own, at, text);
      return `/requests/${which.id}?done=answered#questions`;
    };
    return await attempt(c, reply, async (refusal) => {
      const errors = refusal.errors.map((error) => ({ ...error, pointer: `/${name}` }));
      return await requestPage(c, values, { ...refusal, errors });
    });
  })
  .get("/:id/close", async (c) => c.html(await actPage(c, "close")))
  .post("/:id/close", async (c) => {
    const close = async () => {
      const { own, which } = await mine(c);
      await closeEarly(c.var.db, byOf(c, own.organisationId), own, which);
      return `/requests/${which.id}?done=closed`;
    };
    return await attempt(c, close, async (refusal) => actPage(c, "close", {}, refusal));
  })
  .get("/:id/withdraw", async (c) => c.html(await actPage(c, "withdraw")))
  .post("/:id/withdraw", async (c) => {
    const values = await readForm(c);
    const end = async () => {
      const { own, request, which } = await mine(c);
      const { reason } = reasonIn(values);
      const verb = request.status === "evaluating" ? "cancel" : "withdraw";
      await giveUp(c.var.db, byOf(c, own.organisationId), own, which, { verb, reason });
      return `/requests/${which.id}?done=withdrawn`;
    };
    return await attempt(c, end, async (refusal) => actPage(c, "withdraw", values, refusal));
  });

function reasonIn(values: Values): z.output<typeof reasonGiven> {
  return parsed(reasonGiven, { reason: textIn(values, "reason") });
}

/** The request for whoever reads it: its owner, a provider, an official of its region. */
export async function requestPage(c: Context<AppEnv>, values: Values = {}, refusal?: Refusal) {
  const { db, now } = c.var;
  const { reader, request } = await visible(c);
  const [questions, changes] = await Promise.all([
    listQuestions(db, request.id, reader),
    listChanges(db, request.id),
  ]);
  const frame = refusal ? await frameAgain(c, refusal) : await frameOf(c, done);
  const form = { values, errors: refusal?.errors ?? [] };
  const parts = { frame, request, questions, changes, form, now: now() };
  const deals = await listDealsOf(db, [request.id], dayAfter(now(), 0));
  const deal = deals.get(request.id);
  if (reader.as === "official") {
    const [matched, undo] = [await isMatched(db, request.id), await mayUndo(c, request)];
    const ruledOut = await listRuledOut(db, request.id);
    return <RegionRequestPage {...{ ...parts, matched, undo, deal, ruledOut }} />;
  }
  if (reader.as === "provider") {
    const proposal = await findOwnProposal(db, request.id, reader.providerId);
    const invited = await isInvited(db, request.id, reader.providerId);
    return <LeadPage {...parts} proposal={proposal} invited={invited} />;
  }
  const invitations = await listInvitations(db, request.id);
  const ruledOut = await listRuledOut(db, request.id);
  const standing = (await countStanding(db, [request.id])).get(request.id) ?? 0;
  return <OwnRequestPage {...{ ...parts, invitations, deal, standing, ruledOut }} />;
}

async function invitePage(
  c: Context<AppEnv>,
  typed: string,
  values: Values = {},
  refusal?: Refusal,
) {
  const { request } = await mine(c);
  if (request.status !== "open") return await requestPage(c, {}, refusal);
  const words = typed.trim();
  const provider = z.uuid().safeParse(c.req.query("provider")).data;
  const meant = provider ? await findMeant(c.var.db, { provider }) : undefined;
  const listed = words
    ? words.length > longestName
      ? []
      : await searchListed(c.var.db, request.id, words, 30)
    : await suitedTo(c, request);
  const found = meant ? [meant, ...listed.filter(({ id }) => id !== meant.id)] : listed;
  const chosen = meant ? { providers: [meant.id] } : {};
  const form = { values: { ...chosen, ...values }, errors: refusal?.errors ?? [] };
  const frame = refusal ? await frameAgain(c, refusal) : await frameOf(c, done);
  return <InvitePage {...{ frame, request, words, found, form }} />;
}

/** Those of the match the need came from; without one, whoever offers something for its scenes. */
async function suitedTo(c: Context<AppEnv>, { id, scenes }: RequestView) {
  const matched = await listMatched(c.var.db, id);
  return matched.length > 0 ? matched : await listSuited(c.var.db, id, scenes, 20);
}

/** The page of an act, or the request itself where that act is not possible now. */
async function actPage(
  c: Context<AppEnv>,
  path: "close" | "withdraw",
  values: Values = {},
  refusal?: Refusal,
) {
  const { request } = await mine(c);
  const act = path === "close" ? closing(request) : ending(request);
  if (!act) return await requestPage(c, {}, refusal);
  const form = { values, errors: refusal?.errors ?? [] };
  return <ActPage {...{ request, act, path, form, frame: await frameAgain(c, refusal) }} />;
}

function closing({ status, proposalCount, sealed }: RequestView): Act | undefined {
  if (status !== "open" || proposalCount === 0) return undefined;
  return {
    title: "提前截止",
    submit: "现在截止",
    wait: "正在截止…",
    intro: (
      <p>
        已收到 {proposalCount} 份报价。截止后不再收新的报价，
        {sealed ? "所有报价会一起打开，" : ""}参与的服务商都会收到通知。这一步不能撤销。
      </p>
    ),
  };
}

function ending({ status, proposalCount }: RequestView): Act | undefined {
  if (status !== "open" && status !== "evaluating") return undefined;
  const verb = status === "open" ? "撤回" : "取消";
  return {
    title: `${verb}需求`,
    submit: `${verb}需求`,
    wait: `正在${verb}…`,
    intro: (
      <p>
        {verb}后这条需求就结束了
        {proposalCount > 0 ? `，${proposalCount} 份报价都会失效` : ""}
        。参与的服务商会收到通知，并看到下面的原因。
      </p>
    ),
    reason: `为什么${verb}`,
  };
}
