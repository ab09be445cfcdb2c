import { type Context, Hono } from "hono";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { ownView } from "../solutions/own-service.ts";
import { listOwnSolutions } from "../solutions/own-store.ts";
import { type FormState, readForm } from "../web/form.tsx";
import {
  attempt,
  frameAgain,
  frameOf,
  parsed,
  type Refusal,
  textIn,
  type Values,
  versionIn,
} from "../web/page.tsx";
import { criteria } from "./criteria.ts";
import { decideApplication } from "./decisions.ts";
import { officeOf } from "./door.ts";
import { readForReview } from "./read.ts";
import { type ApplicationView, decision, reviewQuery } from "./schema.ts";
import { QueuePage } from "./queue-views.tsx";
import { ReviewPage } from "./review-views.tsx";
import { lookAt } from "./looks.ts";
import { listQueue } from "./store.ts";

const home = "/official/applications";
const done = {
  listed: "已列入名单，企业现在就能搜到。申请单位已收到消息。",
  returned: "已退回修改，申请单位已收到您的意见。",
  rejected: "已决定不予入驻，申请单位已收到原因。",
};

export const reviewPages = new Hono<AppEnv>()
  .get(home, async (c) => {
    const { regionCode: place } = officeOf(c.var.actor);
    const asked = reviewQuery.safeParse(c.req.query());
    const { done: _, ...rest } = c.req.query();
    const query = asked.success ? asked.data : reviewQuery.catch(reviewQuery.parse({})).parse(rest);
    const list = await listQueue(c.var.db, place, query);
    const frame = await frameOf(c, done);
    return c.html(<QueuePage {...{ frame, query, place, now: c.var.now() }} {...list} />);
  })
  .get(`${home}/:id`, async (c) => c.html(<>{await reviewPage(c)}</>))
  .post(`${home}/:id`, async (c) => {
    const office = officeOf(c.var.actor);
    const values = await readForm(c);
    return await attempt(
      c,
      async () => {
        const which = { id: idOf(c), version: versionIn(values), now: c.var.now() };
        const input = parsed(decision, decisionIn(values));
        await decideApplication(c.var.db, byOf(c, office.organisationId), office, which, input);
        return `${home}?done=${input.verdict}`;
      },
      async (refusal) => await reviewPage(c, { values, refusal }),
    );
  });

async function reviewPage(
  c: Context<AppEnv>,
  again?: { values: Values; refusal: Refusal },
): Promise<ReturnType<typeof ReviewPage>> {
  const office = officeOf(c.var.actor);
  const [id, now] = [idOf(c), c.var.now()];
  const { regionCode: place } = office;
  const application = await readForReview(c.var.db, { regionCode: place, now }, id);
  const isOpen = application.possible.includes("list");
  const by = byOf(c, office.organisationId);
  const looks = isOpen ? await lookAt(c.var.db, by, office, { id, now }) : [];
  const solutions = (await listOwnSolutions(c.var.db, application.providerId)).map(ownView);
  const form: FormState = again
    ? { values: again.values, errors: again.refusal.errors.map(ofForm) }
    : { values: passedBefore(application), errors: [] };
  const frame = again ? await frameAgain(c, again.refusal) : await frameOf(c);
  if (again && !isOpen)
    frame.flash = {
      tone: "error",
      text:
        application.status === "draft"
          ? "这家服务商刚刚注销了账号，申请随之撤回。您的决定没有保存。"
          : "已经有人先做了决定，见下面的审核记录。您的决定没有保存。",
    };
  return <ReviewPage {...{ frame, application, solutions, form, looks, place, now }} />;
}

function decisionIn(values: Values) {
  const judged = criteria.flatMap(({ code }) => {
    const answer = textIn(values, `criteria.${code}`);
    const note = textIn(values, `notes.${code}`);
    return answer === "" ? [] : [{ code, passed: answer === "yes", note }];
  });
  return {
    verdict: textIn(values, "verdict"),
    criteria: judged,
    note: textIn(values, "note"),
    batchNo: textIn(values, "batchNo"),
  };
}

/** Where the form has the field: a note beside its criterion, the verdict with the words about it. */
function ofForm(error: FormState["errors"][number]): FormState["errors"][number] {
  const note = /^\/criteria\/([a-z]+)\/note$/.exec(error.pointer)?.[1];
  if (note !== undefined) return { ...error, pointer: `/notes/${note}` };
  return error.pointer === "/verdict" ? { ...error, pointer: "/note" } : error;
}

/** What passed before a return has passed; the official judges the rest. */
function passedBefore({ decisions }: ApplicationView): Values {
  const last = decisions.at(-1);
  if (last?.verdict !== "returned") return {};
  const kept = last.criteria.filter(({ passed }) => passed);
  return Object.fromEntries(kept.map(({ code }) => [`criteria.${code}`, "yes"]));
}
