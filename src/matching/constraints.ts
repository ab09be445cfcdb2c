import type { Normalised } from "../search/normalise.ts";
import { findPlaces } from "../taxonomy/find-places.ts";
import { findBudget, findThrift } from "./budget.ts";
import { clausesOf } from "./clauses.ts";
import { findDeadline } from "./deadline.ts";
import { findHeadcount } from "./headcount.ts";
import { elsewhere, ownTradesIn, tradeByTools } from "./own-trade.ts";
import { findWays } from "./ways.ts";
import type { Span } from "./words.ts";

export type Constraints = {
  budgetMaxFen?: number;
  /** Something cheap, with no amount said. */
  lowBudget?: true;
  headcount?: number;
  industryCode?: string;
  regionCode?: string;
  /** Words of the deadline as typed: 年底前. */
  deadline?: string;
  /** The day that it means, where one was chosen; else it is read from the words when they are shown. */
  wantedBy?: string;
  deployment?: string;
};
type ConstraintMark = { start: number; end: number; kind: keyof Constraints; code: string };

type Found = { constraints: Constraints; marks: ConstraintMark[] };

/**
 * What a text says of money, people, place, trade, time and way of running; offsets of the original.
 * A trade that is named in a foreign part, where somebody of that trade is asked for, is not his own.
 */
export function findConstraints(
  original: string,
  normal: Normalised,
  foreign: readonly Span[] = [],
): Found {
  const found: Found = { constraints: {}, marks: [] };
  const { text } = normal;
  const mark = (kind: keyof Constraints, start: number, end: number, code: string) =>
    found.marks.push({
      start: normal.starts[start] ?? 0,
      end: normal.ends[end - 1] ?? 0,
      kind,
      code,
    });
  const clauses = clausesOf(text);
  const budget = findBudget(clauses);
  if (budget) {
    found.constraints.budgetMaxFen = budget.value;
    mark("budgetMaxFen", budget.start, budget.end, String(budget.value));
  }
  const thrift = budget ? undefined : findThrift(text);
  if (thrift) {
    found.constraints.lowBudget = true;
    mark("lowBudget", thrift.start, thrift.end, "low");
  }
  const people = findHeadcount(clauses);
  if (people) {
    found.constraints.headcount = people.value;
    mark("headcount", people.start, people.end, String(people.value));
  }
  const deadline = findDeadline(text);
  if (deadline) {
    const { start, end } = deadline;
    found.constraints.deadline = original.slice(
      normal.starts[start] ?? 0,
      normal.ends[end - 1] ?? 0,
    );
    mark("deadline", start, end, found.constraints.deadline);
  }
  const [deployment] = findWays(clauses);
  if (deployment) {
    found.constraints.deployment = deployment.code;
    mark("deployment", deployment.start, deployment.end, deployment.code);
  }
  const place = seats(text, findPlaces(text))[0];
  if (place) {
    found.constraints.regionCode = place.code;
    mark("regionCode", place.start, place.end, place.code);
  }
  const trade = ownTradesIn(text, foreign)[0] ?? tradeByTools(text);
  if (trade) {
    found.constraints.industryCode = trade.code;
    mark("industryCode", trade.start, trade.end, trade.code);
  }
  return found;
}

/** Those that are not somewhere else. */
function seats<T extends { start: number }>(text: string, all: readonly T[]): T[] {
  return all.filter(({ start }) => !elsewhere.test(text.slice(Math.max(0, start - 4), start)));
}
