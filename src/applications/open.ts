import { criteria } from "./criteria.ts";
import type { DecisionView } from "./schema.ts";
import type { SectionCode } from "./sections.ts";

const sectionByField: ReadonlyMap<string, SectionCode> = new Map([
  ["strengths", "capability"],
  ["serviceRegions", "capability"],
  ["proof", "proof"],
  ["declarations", "declarations"],
]);

/** The section that a field stands in. */
export function sectionOf(field: string): SectionCode {
  return sectionByField.get(field) ?? "firm";
}

/** While it is a draft everything may be changed; after a return, what did not pass. */
export function isOpen(
  section: SectionCode,
  status: string,
  decisions: readonly Pick<DecisionView, "verdict" | "criteria">[],
): boolean {
  if (status === "draft") return true;
  if (status !== "returned") return false;
  const last = decisions.findLast(({ verdict }) => verdict === "returned");
  const own = criteria.filter((one) => one.section === section).map(({ code }) => code);
  return !own.every((code) => last?.criteria.some((one) => one.code === code && one.passed));
}
