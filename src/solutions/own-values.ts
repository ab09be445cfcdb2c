import { linesIn } from "../applications/form-values.ts";
import { parseCount } from "../counts.ts";
import { AppError, type FieldError } from "../errors.ts";
import { parseYuan } from "../money.ts";
import { parsed, textIn, type Values } from "../web/page.tsx";
import { type NewSolution, newSolution, type OwnSolution } from "./own-schema.ts";

/** Fields of the form that are lists whatever is chosen. */
export const lists = [
  "secondaryCategories",
  "scenes",
  "industries",
  "sizes",
  "serviceRegions",
  "deployment",
];

/** What the form holds, as the API's schema has it; a blank field clears what stood there. */
export function solutionIn(values: Values): NewSolution {
  const errors: FieldError[] = [];
  const text = (name: string) => textIn(values, name);
  const list = (name: string) => [values[name] ?? []].flat();
  const count = (name: string) => {
    const typed = parseCount(text(name), name === "trialDays" ? "天" : "周");
    if (typed === undefined)
      errors.push({
        pointer: `/${name}`,
        code: "not_a_number",
        params: { example: name === "trialDays" ? 30 : 2 },
      });
    return typed ?? null;
  };
  const money = (name: string) => {
    if (text(name) === "") return null;
    const fen = parseYuan(text(name));
    if (fen === undefined) errors.push({ pointer: `/${name}`, code: "not_an_amount", params: {} });
    return fen ?? null;
  };
  try {
    const solution = parsed(newSolution, {
      name: text("name"),
      category: text("category") || undefined,
      ...Object.fromEntries(lists.map((name) => [name, list(name)])),
      summary: text("summary"),
      description: text("description"),
      pains: linesIn(text("pains")),
      benefits: linesIn(text("benefits")),
      scenarios: linesIn(text("scenarios")),
      oneOffFen: money("oneOffFen"),
      yearlyFen: money("yearlyFen"),
      priceNote: text("priceNote"),
      trialDays: count("trialDays"),
      weeksToStart: count("weeksToStart"),
      dataPromise: text("dataPromise"),
      supportPromise: text("supportPromise"),
    });
    if (errors.length === 0) return solution;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    errors.push(...error.fields);
  }
  throw new AppError("invalid", { fields: errors });
}

function number(value: number | null): string {
  return value === null ? "" : String(value);
}

function yuan(fen: number | null): string {
  return fen === null ? "" : String(fen / 100);
}

/** What stands in the fields of a solution that exists. */
export function valuesOf(solution: OwnSolution): Values {
  return {
    name: solution.name,
    category: solution.category,
    secondaryCategories: solution.secondaryCategories,
    scenes: solution.scenes,
    industries: solution.industries,
    sizes: solution.sizes,
    serviceRegions: solution.serviceRegions,
    summary: solution.summary,
    description: solution.description,
    pains: solution.pains.join("\n"),
    benefits: solution.benefits.join("\n"),
    scenarios: solution.scenarios.join("\n"),
    deployment: solution.deployment,
    oneOffFen: yuan(solution.oneOffFen),
    yearlyFen: yuan(solution.yearlyFen),
    priceNote: solution.priceNote,
    trialDays: number(solution.trialDays),
    weeksToStart: number(solution.weeksToStart),
    dataPromise: solution.dataPromise,
    supportPromise: solution.supportPromise,
  };
}
