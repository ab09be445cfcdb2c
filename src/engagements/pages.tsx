import { type Context, Hono } from "hono";
import { AppError, type FieldError } from "../errors.ts";
import { type AppEnv, fieldErrors, idOf } from "../http.ts";
import { parseYuan } from "../money.ts";
import { dayAfter } from "../requests/decisions.ts";
import { readersOf } from "../requests/readers.ts";
import { personOf } from "../requests/routes.ts";
import { reasonGiven } from "../requests/schema.ts";
import { readForm } from "../web/form.tsx";
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
import { MilestonesPage, ReasonPage } from "./act-views.tsx";
import { EngagementPage } from "./detail-views.tsx";
import { questions } from "./rating-views.tsx";
import { party, readEngagement } from "./routes.ts";
import { delivery, engagementQuery, milestones, newRating, ratingReply } from "./schema.ts";
import {
  acceptDelivery,
  endEarly,
  markDelivered,
  rateEngagement,
  rejectDelivery,
  replyToRating,
  setMilestones,
  startEngagement,
} from "./service.ts";
import { listEngagements, listRated } from "./store.ts";
import { BoardPage } from "./views.tsx";

const done = {
  awarded: "已选定，服务商会收到通知。开工后您能在这里看到进度。",
  started: "已开工，企业会收到通知。",
  delivered: "已交付，等企业验收。",
  accepted: "已验收。说说用得怎么样吧。",
  rejected: "已退回，服务商会看到原因。",
  ended: "合作已结束，对方会看到原因。",
  rated: "评价已发出，谢谢。",
  replied: "回复已发出。",
  milestones: "阶段已保存，企业会收到通知。",
};

type Party = Awaited<ReturnType<typeof party>>;

export const engagementPages = new Hono<AppEnv>()
  .get("/", async (c) => {
    const query = parsed(engagementQuery.strip(), c.req.query());
    const readers = readersOf(personOf(c));
    const reader = readers.find(({ as }) => query.view === undefined || as === query.view);
    if (!reader) throw new AppError("forbidden");
    const { db } = c.var;
    const list = await listEngagements(db, reader, dayAfter(c.var.now(), 0), query);
    const ratings = await listRated(
      db,
      list.items.map(({ id }) => id),
    );
    const items = list.items.map((item) => ({
      ...item,
      rated: ratings.has(item.id),
      replied: ratings.get(item.id) === true,
    }));
    const page = { frame: await frameOf(c), items, next: list.next, query };
    return c.html(<BoardPage {...page} side={reader.as} />);
  })
  .get("/:id", async (c) => c.html(await engagementPage(c)))
  .post("/:id/start", async (c) =>
    simple(c, "started", async ({ by, reader, which }) =>
      startEngagement(c.var.db, by, reader, which),
    ),
  )
  .post("/:id/deliver", async (c) =>
    simple(c, "delivered", async ({ by, reader, which }, values) => {
      const { note } = parsed(delivery, { note: textIn(values, "note") });
      await markDelivered(c.var.db, by, reader, which, note);
    }),
  )
  .post("/:id/accept", async (c) =>
    simple(c, "accepted", async ({ by, reader, which }) =>
      acceptDelivery(c.var.db, by, reader, which),
    ),
  )
  .post("/:id/rating", async (c) =>
    simple(c, "rated", async ({ by, reader, which }, values) => {
      const given = questions.map(({ name }) => [name, scoreIn(values, name)]);
      const input = scored({ ...Object.fromEntries(given), text: textIn(values, "text") });
      const rater = { ...by, actorId: personOf(c).id };
      await rateEngagement(c.var.db, rater, reader, which.id, input);
    }),
  )
  .post("/:id/rating/reply", async (c) =>
    simple(c, "replied", async ({ by, reader, which }, values) => {
      const { reply } = parsed(ratingReply, { reply: textIn(values, "reply") });
      await replyToRating(c.var.db, by, reader, which, reply);
    }),
  )
  .get("/:id/reject", async (c) => c.html(await reasonPage(c, "reject")))
  .post("/:id/reject", async (c) => withReason(c, "reject"))
  .get("/:id/end", async (c) => c.html(await reasonPage(c, "end")))
  .post("/:id/end", async (c) => withReason(c, "end"))
  .get("/:id/milestones", async (c) => {
    const whole = await readEngagement(c);
    const values = Object.fromEntries(
      whole.milestones.flatMap(({ title, amountFen, dueOn }, at) => [
        [`milestones.${at}.title`, title],
        [`milestones.${at}.amountFen`, String(amountFen / 100)],
        [`milestones.${at}.dueOn`, dueOn ?? ""],
      ]),
    );
    const rows = Math.max(3, whole.milestones.length);
    return c.html(await milestonesPage(c, values, rows));
  })
  .post("/:id/milestones", async (c) => {
    const values = await readForm(c);
    const rows = Math.min(20, Math.max(1, Number(textIn(values, "rows")) || 1));
    if (textIn(values, "act") === "more")
      return c.html(await milestonesPage(c, values, Math.min(20, rows + 1)));
    const set = async () => {
      const { by, reader, which } = await party(c);
      const input = splitIn(values, rows);
      const at = { id: which.id, version: versionIn(values) };
      await setMilestones(c.var.db, by, reader, at, input.milestones);
      return `/engagements/${which.id}?done=milestones`;
    };
    return await attempt(c, set, async (refusal) => milestonesPage(c, values, rows, refusal));
  });

/** One step from the engagement's own page and back to it. */
async function simple(
  c: Context<AppEnv>,
  said: keyof typeof done,
  act: (party: Party, values: Values) => Promise<void>,
) {
  const values = await readForm(c);
  const go = async () => {
    await act(await party(c), values);
    return `/engagements/${idOf(c)}?done=${said}`;
  };
  return await attempt(c, go, async (refusal) => engagementPage(c, values, refusal));
}

async function withReason(c: Context<AppEnv>, path: "reject" | "end") {
  const values = await readForm(c);
  const act = async () => {
    const { by, reader, which } = await party(c);
    const { reason } = parsed(reasonGiven, { reason: textIn(values, "reason") });
    if (path === "reject") await rejectDelivery(c.var.db, by, reader, which, reason);
    else await endEarly(c.var.db, by, reader, which, reason);
    return `/engagements/${which.id}?done=${path === "reject" ? "rejected" : "ended"}`;
  };
  return await attempt(c, act, async (refusal) => reasonPage(c, path, values, refusal));
}

async function engagementPage(c: Context<AppEnv>, values: Values = {}, refusal?: Refusal) {
  const { reader } = await party(c);
  const whole = await readEngagement(c);
  const form = { values, errors: refusal?.errors ?? [] };
  const frame = refusal ? await frameAgain(c, refusal) : await frameOf(c, done);
  return <EngagementPage {...{ frame, whole, form }} side={reader.as} />;
}

const reasonFrom = { reject: ["delivered"], end: ["agreed", "in_delivery", "delivered"] };

/** Where it is not possible now, the engagement itself says what is. */
async function reasonPage(
  c: Context<AppEnv>,
  path: "reject" | "end",
  values: Values = {},
  refusal?: Refusal,
) {
  const { engagement, reader } = await party(c);
  const wrongSide = path === "reject" && reader.as !== "sme";
  if (wrongSide || !reasonFrom[path].includes(engagement.status))
    return await engagementPage(c, {}, refusal);
  const form = { values, errors: refusal?.errors ?? [] };
  const frame = await frameAgain(c, refusal);
  return <ReasonPage {...{ engagement, path, form, frame }} side={reader.as} />;
}

async function milestonesPage(c: Context<AppEnv>, values: Values, rows: number, refusal?: Refusal) {
  const { engagement, reader } = await party(c);
  if (reader.as !== "provider") throw new AppError("forbidden");
  if (engagement.status !== "agreed") return await engagementPage(c, {}, refusal);
  const form = { values, errors: refusal?.errors ?? [] };
  return <MilestonesPage {...{ engagement, form, rows, frame: await frameAgain(c, refusal) }} />;
}

/** The filled rows; one that is blank throughout is none. */
function milestonesIn(values: Values, rows: number) {
  const errors: FieldError[] = [];
  const list = Array.from({ length: rows }, (_, at) => {
    const text = (name: string) => textIn(values, `milestones.${at}.${name}`);
    const [title, amount, dueOn] = [text("title"), text("amountFen"), text("dueOn")];
    if (title === "" && amount === "" && dueOn === "") return undefined;
    const amountFen = amount === "" ? 0 : parseYuan(amount);
    if (amountFen === undefined)
      errors.push({ pointer: `/milestones/${at}/amountFen`, code: "not_an_amount", params: {} });
    return { title, amountFen: amountFen ?? 0, dueOn: dueOn || null };
  });
  if (errors.length > 0) throw new AppError("invalid", { fields: errors });
  return list;
}

/** What is wrong with the filled rows is said at the rows as they stand in the form. */
function splitIn(values: Values, rows: number) {
  const list = milestonesIn(values, rows);
  const places = list.flatMap((one, at) => (one === undefined ? [] : [at]));
  const input = { milestones: list.filter((one) => one !== undefined) };
  const result = milestones.safeParse(input);
  if (result.success) return result.data;
  const fields = fieldErrors(result.error, input).map((one) => {
    const pointer = one.pointer.replace(
      /^\/milestones\/(\d+)/,
      (_, at) => `/milestones/${places[Number(at)]}`,
    );
    return { ...one, pointer };
  });
  throw new AppError("invalid", { fields });
}

function scoreIn(values: Values, name: string): number | undefined {
  const typed = textIn(values, name);
  return /^\d$/.test(typed) ? Number(typed) : undefined;
}

/** A question left out is said to be without a score, not without words. */
function scored(given: object) {
  const result = newRating.safeParse(given);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error, given);
  throw new AppError("invalid", {
    fields: errors.map((one) => (one.code === "required" ? { ...one, code: "no_score" } : one)),
  });
}
