import { parseCount } from "../counts.ts";
import type { FieldError } from "../errors.ts";
import { fieldErrors } from "../http.ts";
import type { Lexicon } from "../matching/lexicon.ts";
import { meaningOf } from "../matching/meaning.ts";
import { understand } from "../matching/understand.ts";
import { parseYuan, upperEnd } from "../money.ts";
import { type WhyQuery, whyQuery } from "./schema.ts";

type Values = Readonly<Record<string, string>>;

/** What the form asks for, or all that is wrong with it at once. */
export function readTyped(
  lexicon: Lexicon,
  values: Values,
): { query: WhyQuery } | { errors: FieldError[] } {
  const { capability, headcount, budget, ...rest } = values;
  const errors: FieldError[] = [];
  const read = <T>(name: string, code: string, typed: string | undefined, of: Reader<T>) => {
    if (typed === undefined) return {};
    const value = of(typed);
    if (value !== undefined) return { [name]: value };
    errors.push(asField({ pointer: `/${name}`, code, params: {} }));
    return {};
  };
  const given = {
    ...rest,
    ...read("capability", "unknown_kind", capability, (typed) => kindOf(lexicon, typed)),
    ...read("headcount", "not_a_number", headcount, (typed) => parseCount(typed) ?? undefined),
    ...read("budgetMaxFen", "not_an_amount", budget, (typed) => parseYuan(upperEnd(typed))),
  };
  const { success, data, error } = whyQuery.safeParse(given);
  if (success && errors.length === 0) return { query: data };
  // Who named a kind that nobody knows has named one.
  const others = success ? [] : fieldErrors(error, given).map(asField);
  const known = new Set(errors.map(({ pointer }) => pointer));
  return { errors: [...errors, ...others.filter(({ pointer }) => !known.has(pointer))] };
}

function asField(error: FieldError): FieldError {
  return error.pointer === "/budgetMaxFen" ? { ...error, pointer: "/budget" } : error;
}

type Reader<T> = (typed: string) => T | undefined;

/** By its name, by what owners and vendors call it, or by what one would hear who is asked for it. */
function kindOf(lexicon: Lexicon, typed: string): string | undefined {
  const { capabilities } = lexicon;
  if (capabilities.has(typed)) return typed;
  const named = [...capabilities.values()].find(({ name }) => sameName(name, typed));
  return named?.code ?? meaningOf(lexicon, typed)?.capabilities[0]?.code ?? heardIn(lexicon, typed);
}

function heardIn(lexicon: Lexicon, typed: string): string | undefined {
  const [need] = understand(lexicon, typed);
  const isHeard = need?.clarity === "clear" || need?.clarity === "torn";
  return isHeard ? need.capabilities[0]?.code : undefined;
}

function sameName(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.normalize("NFKC").replaceAll(/\s/g, ""));
  return a?.toLowerCase() === b?.toLowerCase();
}
