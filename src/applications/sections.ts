import { lacksOf, type SolutionRow } from "../solutions/complete.ts";
import { declarationCodes } from "./declarations.ts";

export const sectionCodes = ["firm", "capability", "solutions", "proof", "declarations"] as const;
export type SectionCode = (typeof sectionCodes)[number];

export const sectionNames: Record<SectionCode, string> = {
  firm: "单位信息",
  capability: "服务能力",
  solutions: "方案",
  proof: "案例和资质",
  declarations: "承诺",
};

/** Labels of the fields, by their names in JSON and in forms. */
export const fieldLabels = {
  name: "对外名称",
  legalName: "单位全称",
  uscc: "统一社会信用代码",
  regionCode: "所在地区",
  foundedYear: "成立年份",
  headcount: "人数",
  intro: "一句话介绍",
  websiteUrl: "网站",
  contactName: "联系人",
  contactPhone: "联系电话",
  strengths: "长处",
  serviceRegions: "服务地区",
  solutions: "至少一个方案",
  proof: "案例和资质",
  declarations: "承诺",
} as const;
export type FieldName = keyof typeof fieldLabels;

export type Filled = {
  name: string;
  legalName: string | null;
  uscc: string | null;
  regionCode: string | null;
  foundedYear: number | null;
  headcount: number | null;
  intro: string;
  contactName: string;
  contactPhone: string;
  strengths: string[];
  serviceRegions: string[];
  proof: unknown[];
  declarations: string[];
};

export type SectionState = {
  code: SectionCode;
  state: "not_started" | "incomplete" | "complete";
  /** Fields by name; of a solution, by its own name. */
  missing: string[];
};

/** Each section: nothing in it yet, something missing (named), or complete. */
export function sectionsOf(filled: Filled, solutions: readonly SolutionRow[]): SectionState[] {
  const firm = missing(filled, [
    "name",
    "legalName",
    "uscc",
    "regionCode",
    "foundedYear",
    "headcount",
    "intro",
    "contactName",
    "contactPhone",
  ]);
  const capability = missing(filled, ["strengths", "serviceRegions"]);
  const open = declarationCodes.filter((code) => !filled.declarations.includes(code));
  const ready = solutions.some((solution) => lacksOf(solution).length === 0);
  return [
    state("firm", firm, firm.length >= 5),
    state("capability", capability, capability.length === 2),
    state("solutions", ready ? [] : ["solutions"], solutions.length === 0),
    // Nobody is refused for being new: an empty section is a complete one.
    state("proof", [], false),
    state("declarations", open, open.length === declarationCodes.length),
  ];
}

function state(code: SectionCode, lacks: string[], untouched: boolean): SectionState {
  if (lacks.length === 0) return { code, state: "complete", missing: [] };
  return { code, state: untouched ? "not_started" : "incomplete", missing: lacks };
}

function missing(filled: Filled, names: readonly (keyof Filled)[]): string[] {
  return names.filter((name) => {
    const value = filled[name];
    return value === null || value === "" || (Array.isArray(value) && value.length === 0);
  });
}
