import { type Context, Hono } from "hono";
import { type AppEnv, byOf } from "../http.ts";
import { readProposals } from "../proposals/routes.ts";
import { stands } from "../proposals/schema.ts";
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
import { requestPage } from "./act-pages.tsx";
import { type Act, ActPage } from "./act-views.tsx";
import { AwardPage, NonePage } from "./award-views.tsx";
import { ComparePage } from "./choose-views.tsx";
import { awardRequest, rejectAll } from "./decisions.ts";
import { regionTrail } from "./office-views.tsx";
import { undoAward } from "./reversals.ts";
import { mayUndo, mine, reverser } from "./routes.ts";
import { award, noneSuitable, reasonGiven } from "./schema.ts";

export const requestChoicePages = new Hono<AppEnv>()
  .get("/:id/compare", async (c) => {
    const { request } = await mine(c);
    const { sealed, count, items } = await readProposals(c);
    const frame = await frameOf(c, { shortlisted: "已标为入围。" });
    const hidden = sealed && request.status === "open" ? count : 0;
    return c.html(<ComparePage {...{ frame, request, items, hidden, now: c.var.now() }} />);
  })
  .get("/:id/award", async (c) => c.html(await awardPage(c, c.req.query("proposal") ?? "")))
  .post("/:id/award", async (c) => {
    const values = await readForm(c);
    const proposalId = textIn(values, "proposalId");
    const choose = async () => {
      const { own, which } = await mine(c);
      const reason = textIn(values, "reason");
      const input = parsed(award, { proposalId, reason, reasons: reasonsIn(values) });
      const by = byOf(c, own.organisationId);
      const id = await awardRequest(c.var.db, by, own, which, input);
      return `/engagements/${id}?done=awarded`;
    };
    return await attempt(c, choose, async (refusal) => awardPage(c, proposalId, values, refusal));
  })
  .get("/:id/reject-all", async (c) => c.html(await nonePage(c)))
  .post("/:id/reject-all", async (c) => {
    const values = await readForm(c);
    const refuse = async () => {
      const { own, which } = await mine(c);
      const reason = textIn(values, "reason");
      const input = parsed(noneSuitable, { reason, reasons: reasonsIn(values) });
      await rejectAll(c.var.db, byOf(c, own.organisationId), own, which, input);
      return `/requests/${which.id}?done=none`;
    };
    return await attempt(c, refuse, async (refusal) => nonePage(c, values, refusal));
  })
  .get("/:id/undo-award", async (c) => c.html(await undoPage(c)))
  .post("/:id/undo-award", async (c) => {
    const values = await readForm(c);
    const undo = async () => {
      const { by, reader, which } = await reverser(c);
      const { reason } = parsed(reasonGiven, { reason: textIn(values, "reason") });
      const version = versionIn(values);
      await undoAward(c.var.db, by, reader, { ...which, version }, reason);
      const done = reader.as === "official" ? "undone_by_office" : "undone";
      return `/requests/${which.id}?done=${done}`;
    };
    return await attempt(c, undo, async (refusal) => undoPage(c, values, refusal));
  });

/** `reasons.<id of a proposal>`; the blank ones fall back to the reason for all. */
function reasonsIn(values: Values): Record<string, string> {
  const prefix = "reasons.";
  const given = Object.keys(values).filter((name) => name.startsWith(prefix));
  return Object.fromEntries(given.map((name) => [name.slice(prefix.length), textIn(values, name)]));
}

async function awardPage(
  c: Context<AppEnv>,
  proposalId: string,
  values: Values = {},
  refusal?: Refusal,
) {
  const { request } = await mine(c);
  const { items } = request.status === "evaluating" ? await readProposals(c) : { items: [] };
  const standing = items.filter(stands);
  const winner = standing.find(({ id }) => id === proposalId);
  if (!winner) return await requestPage(c, {}, refusal);
  const others = standing.filter(({ id }) => id !== proposalId);
  const form = { values, errors: refusal?.errors ?? [] };
  return <AwardPage {...{ request, winner, others, form, frame: await frameAgain(c, refusal) }} />;
}

async function nonePage(c: Context<AppEnv>, values: Values = {}, refusal?: Refusal) {
  const { request } = await mine(c);
  if (request.status !== "evaluating") return await requestPage(c, {}, refusal);
  const items = (await readProposals(c)).items.filter(stands);
  const form = { values, errors: refusal?.errors ?? [] };
  return <NonePage {...{ request, items, form, frame: await frameAgain(c, refusal) }} />;
}

async function undoPage(c: Context<AppEnv>, values: Values = {}, refusal?: Refusal) {
  const { reader, request } = await reverser(c);
  if (!(await mayUndo(c, request)))
    return await requestPage(c, {}, withReason(values, refusal?.flash ? refusal : tooLate));
  const form = refusal ? formAgain(values, refusal) : { values, errors: [] };
  const frame = await frameAgain(c, refusal);
  const office = reader.as === "official" ? { trail: regionTrail(request) } : {};
  const act = reader.as === "official" ? revoking : changingMind;
  const { version } = request;
  return <ActPage {...{ request, act, path: "undo-award", form, frame, version, ...office }} />;
}

const tooLate: Refusal = {
  status: 409,
  errors: [],
  flash: {
    tone: "info",
    text: "现在不能撤销选定：只有选定后一天之内、服务商还没有开工，才可以撤销。",
  },
};

const changingMind: Act = {
  title: "改选",
  submit: "撤销选定",
  wait: "正在撤销…",
  intro: (
    <p>
      选定后一天之内、服务商还没有开工，可以撤销。撤销后各家报价恢复原样，您可以重新选。所有参与的服务商都会收到通知。
    </p>
  ),
  reason: "为什么改选",
};

const revoking: Act = {
  title: "撤销选定",
  submit: "撤销选定",
  wait: "正在撤销…",
  intro: (
    <p>
      选定后一天之内、服务商还没有开工，可以撤销。撤销后合作结束，各家报价恢复原样，由企业重新选，原来选定的那一家也还能再选；查实它有问题，请改用“取消资格”。企业和原来选定的服务商会看到原因，其他参与的服务商会收到通知。
    </p>
  ),
  reason: "为什么撤销",
};
