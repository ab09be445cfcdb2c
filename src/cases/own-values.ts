import { parseCount } from "../counts.ts";
import { AppError, type FieldError } from "../errors.ts";
import { parsed, textIn, type Values } from "../web/page.tsx";
import { type CaseChange, caseChange, type OwnCase } from "./own-schema.ts";

export const measureRows = 4;
const parts = ["label", "before", "after", "unit", "period", "method"] as const;

/** What the form holds, as the API's schema has it; a blank field clears what stood there. */
export function caseIn(values: Values): CaseChange {
  const text = (name: string) => textIn(values, name);
  const headcount = parseCount(text("headcount"));
  const errors: FieldError[] = [];
  if (headcount === undefined) errors.push(notANumber("/headcount"));
  const measures = measuresIn(values, errors);
  try {
    const change = parsed(caseChange, {
      title: text("title"),
      solutionId: text("solutionId") || undefined,
      smeName: text("smeName"),
      regionCode: text("regionCode") || null,
      industryCode: text("industryCode") || null,
      headcount: headcount ?? null,
      summary: text("summary"),
      problem: text("problem"),
      approach: text("approach"),
      outcome: text("outcome"),
      measures,
      consentOn: text("consentOn") || null,
      consentBy: text("consentBy"),
    });
    if (errors.length === 0) return change;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // What was no number is said to be none, and nothing else of the same field.
    const said = new Set(errors.map(({ pointer }) => pointer));
    errors.push(...error.fields.filter(({ pointer }) => !said.has(pointer)));
  }
  throw new AppError("invalid", { fields: errors });
}

/** A row that says anything counts, and keeps its place for its errors. */
function measuresIn(values: Values, errors: FieldError[]) {
  const rows = Array.from({ length: measureRows }, (_, at) =>
    parts.map((part) => textIn(values, `measures.${at}.${part}`)),
  );
  const last = rows.findLastIndex((row) => row.join("") !== "");
  return rows.slice(0, last + 1).map((row, at) => {
    const [label, before = "", after = "", unit, period, method] = row;
    const figure = (typed: string, part: string) => {
      const value = Number(typed.normalize("NFKC").replaceAll(/[\s,%]/g, "") || "x");
      if (Number.isFinite(value)) return value;
      errors.push(notANumber(`/measures/${at}/${part}`));
      return 0;
    };
    const figures = { before: figure(before, "before"), after: figure(after, "after") };
    return { label, ...figures, unit, period, method };
  });
}

function notANumber(pointer: string): FieldError {
  return { pointer, code: "not_a_number", params: {} };
}

/** What stands in the fields of a case that exists. */
export function valuesOf(found: OwnCase): Values {
  const rows = found.measures.flatMap((measure, at) =>
    parts.map((part) => [`measures.${at}.${part}`, String(measure[part])]),
  );
  return {
    title: found.title,
    solutionId: found.solutionId ?? "",
    smeName: found.smeName,
    regionCode: found.regionCode ?? "",
    industryCode: found.industryCode ?? "",
    headcount: found.headcount === null ? "" : String(found.headcount),
    summary: found.summary,
    problem: found.problem,
    approach: found.approach,
    outcome: found.outcome,
    consentOn: found.consentOn ?? "",
    consentBy: found.consentBy,
    ...Object.fromEntries(rows),
  };
}
