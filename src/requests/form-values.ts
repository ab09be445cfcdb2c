import { z } from "zod";
import type { Organisation } from "../accounts/organisation-store.ts";
import { AppError, type FieldError } from "../errors.ts";
import { parseCount } from "../counts.ts";
import { parseWan, upperEnd } from "../money.ts";
import { titleFor, titleIn } from "../matching/title.ts";
import { isDeployment } from "../taxonomy/deployments.ts";
import { findIndustry } from "../taxonomy/industries.ts";
import { findRegion } from "../taxonomy/regions.ts";
import { isScene } from "../taxonomy/scenes.ts";
import { onlySeen } from "../text.ts";
import { chinaDay } from "../time.ts";
import { parsed, textIn, type Values } from "../web/page.tsx";
import { type RequestDraft, requestDraft, type RequestView } from "./schema.ts";

/** What the form of a request holds, as the API's schema has it: a blank field clears what stood there. */
export function draftIn(values: Values): RequestDraft {
  const text = (name: string) => textIn(values, name);
  const headcount = parseCount(text("headcount"));
  const budget = text("budget");
  const budgetMaxFen = budget === "" ? null : parseWan(upperEnd(budget));
  const errors: FieldError[] = [];
  if (headcount === undefined) errors.push(wrong("/headcount", "not_a_number"));
  if (budgetMaxFen === undefined) errors.push(wrong("/budget", "not_wan"));
  // Ten thousand 万元 is a hundred million: who types that without a unit means 元.
  const bare = budget.normalize("NFKC").replaceAll(/[\s,]/g, "");
  if (/^\d{5,9}$/.test(bare))
    errors.push({ pointer: "/budget", code: "wan_doubtful", params: { typed: Number(bare) } });
  try {
    const draft = parsed(requestDraft, {
      text: onlySeen(text("text")),
      title: text("title") || titleIn(onlySeen(text("text"))),
      matchId: text("matchId") || null,
      category: text("category") || null,
      scenes: [values["scenes"] ?? []].flat(),
      industryCode: text("industryCode") || null,
      regionCode: text("regionCode") || null,
      headcount: headcount ?? null,
      budgetMaxFen: budgetMaxFen ?? null,
      deployment: text("deployment") || null,
      wantedBy: text("wantedBy") || null,
      sealed: text("sealed") !== "no",
      closesAt: text("closesAt") ? instantIn(text("closesAt")) : null,
      contactName: text("contactName"),
      contactPhone: text("contactPhone"),
      contactConsent: text("contactConsent") !== "",
    });
    if (errors.length === 0) return draft;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    errors.push(...error.fields.map(ofForm));
  }
  throw new AppError("invalid", { fields: errors });
}

/** The form asks for 万元; the API says 分. */
export function ofForm(error: FieldError): FieldError {
  return error.pointer === "/budgetMaxFen" ? { ...error, pointer: "/budget" } : error;
}

function wrong(pointer: string, code: string): FieldError {
  return { pointer, code, params: {} };
}

/** A clock in China shows it; anything else is left for the schema to refuse. */
function instantIn(typed: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) ? `${typed}:00+08:00` : typed;
}

/** What stands in the fields of a request that exists. */
export function valuesOf(request: RequestView): Values {
  return {
    text: request.text,
    title: request.title,
    category: request.category ?? "",
    scenes: request.scenes,
    industryCode: request.industryCode ?? "",
    regionCode: request.regionCode ?? "",
    headcount: request.headcount === null ? "" : String(request.headcount),
    budget: request.budgetMaxFen === null ? "" : typedWan(request.budgetMaxFen),
    deployment: request.deployment ?? "",
    wantedBy: request.wantedBy ?? "",
    sealed: request.sealed ? "yes" : "no",
    closesAt: request.closesAt === null ? "" : minuteInChina(request.closesAt),
    contactName: request.contactName,
    contactPhone: request.contactPhone,
    contactConsent: request.contactConsentAt === null ? "" : "yes",
    matchId: request.matchId ?? "",
  };
}

/** As one types it into the field; with its unit where a bare number would be doubted. */
function typedWan(fen: number): string {
  const wan = fen / 1_000_000;
  return wan < 10_000 ? String(wan) : `${wan / 10_000}亿`;
}

/** As a date field wants it. */
function minuteInChina(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** A form that begins: what is known of the firm, a week to answer, and what a link brings. */
export function newValues(firm: Firm, now: Date, given: Values): Values {
  const weekOn = minuteInChina(new Date(now.getTime() + 7 * 86_400_000)).slice(0, 10);
  return {
    regionCode: firm.regionCode ?? "",
    industryCode: firm.industryCode ?? "",
    headcount: firm.headcount === null ? "" : String(firm.headcount),
    sealed: "yes",
    closesAt: `${weekOn}T18:00`,
    ...given,
    key: crypto.randomUUID(),
    title: textIn(given, "title") || titleIn(onlySeen(textIn(given, "text"))),
  };
}

type Firm = Pick<Organisation, "regionCode" | "industryCode" | "headcount">;

const understood = z.object({
  clarity: z.string().optional(),
  capabilities: z
    .array(z.object({ spans: z.array(z.object({ start: z.number(), end: z.number() })) }))
    .catch([]),
  category: z.object({ code: z.string() }),
  scenes: z.array(z.object({ code: z.string() })),
  constraints: z.object({
    budgetMaxFen: z.number().optional(),
    headcount: z.number().optional(),
    industryCode: z.string().optional(),
    regionCode: z.string().optional(),
    deployment: z.string().optional(),
    deadline: z.string().optional(),
    wantedBy: z.string().optional(),
  }),
});

/** What the page of a match sends along, in the fields of the form. */
export function carried(posted: Values): Values {
  const fen = Number(textIn(posted, "budgetMaxFen"));
  return { ...posted, ...(fen > 0 && { budget: typedWan(fen) }) };
}

/**
 * What a match understood as the fields have it: the scenes of all its needs, for all of them are
 * published, and of the first the rest. What is no business of ours, the form does not know, or has
 * passed since it was typed, is left out.
 */
export function matchValues({ id, text, needs }: Match, now: Date): Values {
  const heard = (Array.isArray(needs) ? needs : [])
    .flatMap((one) => understood.safeParse(one).data ?? [])
    .filter(({ clarity }) => clarity !== "outside");
  const [need] = heard;
  const facts = need?.constraints;
  const filled = {
    headcount: facts?.headcount === undefined ? "" : String(facts.headcount),
    budget: facts?.budgetMaxFen === undefined ? "" : typedWan(facts.budgetMaxFen),
    industryCode: known(facts?.industryCode, findIndustry),
    regionCode: known(facts?.regionCode, findRegion),
    deployment: known(facts?.deployment, isDeployment),
    category: need?.category.code ?? "",
    ...dueOf(facts, chinaDay(now)),
  };
  const title = titleFor(text, heard);
  const given = Object.entries({ ...filled, title }).filter(([, value]) => value !== "");
  const scenes = heard.flatMap((one) => one.scenes.map(({ code }) => code)).filter(isScene);
  return { matchId: id, text, scenes: [...new Set(scenes)], ...Object.fromEntries(given) };
}

/** The day, and the words that it is read from. */
function dueOf({ deadline = "", wantedBy = "" }: Due = {}, today: string): Values {
  return wantedBy >= today ? { wantedBy, deadline } : {};
}

type Due = { deadline?: string | undefined; wantedBy?: string | undefined };
type Match = { id: string; text: string; needs: unknown };

function known(code: string | undefined, isKnown: (code: string) => unknown): string {
  return code !== undefined && isKnown(code) ? code : "";
}
