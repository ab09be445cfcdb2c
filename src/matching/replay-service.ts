import type { By, Person } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { getRequestFor } from "../requests/readers.ts";
import { onlySeen } from "../text.ts";
import { plainBlock } from "./blocks.ts";
import { type ReplayView, replayView } from "./replay-schema.ts";
import { findRemembered, findRememberedOf, type Remembered } from "./replay-store.ts";

/** A list exactly as it was shown, with what it was made of. */
export async function replayOwn(db: Db, person: Person, id: string): Promise<ReplayView> {
  const found = await findRemembered(db, id, person.id);
  if (!found) throw new AppError("not_found");
  return viewOf(found);
}

/** For whoever may read the request as its firm or as an official; an official's reading is in the log. */
export async function replayOfRequest(
  db: Db,
  by: By,
  person: Person,
  requestId: string,
): Promise<ReplayView> {
  const { reader, request } = await getRequestFor(db, person, requestId);
  const found = reader.as === "provider" ? undefined : await findRememberedOf(db, requestId);
  if (!found) throw new AppError("not_found");
  const view = viewOf(found);
  if (reader.as === "sme") return view;
  await inTransaction(db, async (trx) => {
    await record(trx, by, "request.match_read", requestId, {
      after: { matchId: found.id },
    });
  });
  const isAsTyped = view.text !== null && onlySeen(view.text) === request.text;
  return isAsTyped ? view : withoutWords(view, request);
}

function viewOf(found: Remembered): ReplayView {
  const forgotten = found.text === "";
  const read = replayView.safeParse({ ...found, text: forgotten ? null : found.text, forgotten });
  // A list of a much older version of us, whose shape is forgotten.
  if (!read.success) throw new AppError("not_found");
  return forgotten ? withoutDetails(withReasons(read.data)) : read.data;
}

/** What stands where a detail rested on words that are not shown. */
const unsaid = {
  forgotten: "当时写的原话已经抹去，依据也一起抹去了",
  withheld: "依据的是企业没有发布的原话，这里不显示",
};

/** Whoever opens the points learns why there is nothing to read. */
function withoutDetails({ result, ...view }: ReplayView): ReplayView {
  const matches = result.matches.map(({ parts, ...match }) => ({
    ...match,
    parts: parts.map(({ detail, ...part }) => ({ ...part, detail: detail || unsaid.forgotten })),
  }));
  return { ...view, result: { ...result, matches } };
}

/** Why something was not offered can be told without a word or a figure of the firm. */
function withReasons({ needs, result, ...view }: ReplayView): ReplayView {
  const blocked = result.blocked.map(({ reason: { code }, ...one }) => {
    const regionCode = needs[one.need]?.constraints.regionCode;
    return { ...one, reason: { code, detail: plainBlock(code, regionCode) } };
  });
  return { ...view, needs, result: { ...result, blocked } };
}

/** Parts that quote the firm, or tell what it had said of itself. */
const telling = ["capability", "industry", "price", "deployment", "reach"];

type Published = Record<"budgetMaxFen" | "headcount", number | null> &
  Record<"industryCode" | "regionCode" | "deployment", string | null>;

/** What a firm took out before it published is not shown: no word of it, and no figure, trade or place. */
function withoutWords(view: ReplayView, published: Published): ReplayView {
  const { matches, ...rest } = view.result;
  const detail = view.forgotten ? unsaid.forgotten : unsaid.withheld;
  return withReasons({
    ...view,
    text: null,
    needs: view.needs.map((need) => ({
      ...need,
      constraints: stillSaid(need.constraints, published),
      marks: [],
      capabilities: need.capabilities.map((one) => ({ ...one, spans: [] })),
    })),
    result: {
      ...rest,
      matches: matches.map((match) => ({
        ...match,
        reason: "",
        parts: match.parts.map((part) =>
          telling.includes(part.factor) ? { ...part, detail } : part,
        ),
      })),
    },
  });
}

function stillSaid(typed: ReplayView["needs"][number]["constraints"], published: Published) {
  return {
    budgetMaxFen: same(typed.budgetMaxFen, published.budgetMaxFen),
    headcount: same(typed.headcount, published.headcount),
    industryCode: same(typed.industryCode, published.industryCode),
    regionCode: same(typed.regionCode, published.regionCode),
    deployment: same(typed.deployment, published.deployment),
  };
}

function same<T>(typed: T | undefined, published: T | null): T | undefined {
  return typed === published ? typed : undefined;
}
