import { parseCount } from "../counts.ts";
import { AppError, type FieldError } from "../errors.ts";
import { parsed, textIn, type Values } from "../web/page.tsx";
import { declarations } from "./declarations.ts";
import { type ApplicationChange, applicationChange, type ApplicationView } from "./schema.ts";
import type { SectionCode } from "./sections.ts";

export const proofRows = 5;

/** Fields of a section's form that are lists whatever is chosen. */
export const lists = ["serviceRegions", "declarations"];

/** What a section's form holds, as the API's schema has it; a blank field clears what stood there. */
export function changeIn(section: SectionCode, values: Values): ApplicationChange {
  const errors: FieldError[] = [];
  const number = (name: string) => {
    const typed = parseCount(textIn(values, name), name === "foundedYear" ? "年" : "人");
    if (typed === undefined) errors.push({ pointer: `/${name}`, code: "not_a_number", params: {} });
    return typed ?? null;
  };
  try {
    const change = parsed(applicationChange, given(section, values, number));
    if (errors.length === 0) return change;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    errors.push(...error.fields);
  }
  throw new AppError("invalid", { fields: errors });
}

function given(
  section: SectionCode,
  values: Values,
  number: (name: string) => number | null,
): Record<string, unknown> {
  const text = (name: string) => textIn(values, name);
  if (section === "firm")
    return {
      name: text("name"),
      legalName: text("legalName") || null,
      uscc: text("uscc") || null,
      regionCode: text("regionCode") || null,
      foundedYear: number("foundedYear"),
      headcount: number("headcount"),
      intro: text("intro"),
      websiteUrl: text("websiteUrl") || null,
      contactName: text("contactName"),
      contactPhone: text("contactPhone"),
    };
  if (section === "capability")
    return {
      strengths: linesIn(text("strengths")),
      serviceRegions: [values["serviceRegions"] ?? []].flat(),
    };
  if (section === "proof") return { proof: proofsIn(values) };
  if (section === "declarations")
    return { declarations: [values["declarations"] ?? []].flat().filter(isDeclared) };
  throw new AppError("not_found");
}

function isDeclared(code: string): boolean {
  return declarations.some((one) => one.code === code);
}

/** A row that says anything counts; an empty one is none. */
function proofsIn(values: Values) {
  const rows = Array.from({ length: proofRows }, (_, at) => ({
    title: textIn(values, `proof.${at}.title`),
    detail: textIn(values, `proof.${at}.detail`),
    url: textIn(values, `proof.${at}.url`),
  }));
  // Up to the last row in use, so that an error stays with the row it is about.
  const last = rows.findLastIndex(({ title, detail, url }) => `${title}${detail}${url}` !== "");
  return rows.slice(0, last + 1);
}

/** One line each; blank lines are none. */
export function linesIn(typed: string): string[] {
  return typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** What stands in the fields of an application that exists. */
export function valuesOf(application: ApplicationView): Values {
  const { foundedYear, headcount, proof } = application;
  const rows = proof.flatMap(({ title, detail, url }, at) => [
    [`proof.${at}.title`, title],
    [`proof.${at}.detail`, detail],
    [`proof.${at}.url`, url],
  ]);
  return {
    name: application.name,
    legalName: application.legalName ?? "",
    uscc: application.uscc ?? "",
    regionCode: application.regionCode ?? "",
    foundedYear: foundedYear === null ? "" : String(foundedYear),
    headcount: headcount === null ? "" : String(headcount),
    intro: application.intro,
    websiteUrl: application.websiteUrl ?? "",
    contactName: application.contactName,
    contactPhone: application.contactPhone,
    strengths: application.strengths.join("\n"),
    serviceRegions: application.serviceRegions,
    declarations: application.declarations,
    ...Object.fromEntries(rows),
  };
}
