import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { z } from "zod";
import type { Actor } from "../accounts/actor.ts";
import { AppError, type FieldError } from "../errors.ts";
import { type AppEnv, fieldErrors, statusFor } from "../http.ts";
import { countUnread } from "../notices/store.ts";
import { line } from "../text.ts";
import { sayFailure } from "../words.ts";
import type { FormState } from "./form.tsx";
import type { Flash } from "./layout.tsx";

/** What the layout shows of who is looking, what waits for him and what he has just done. */
export type Frame = { actor: Actor; unread: number; flash: Flash };

/** `done` words what the address says has just been done: `?done=published`. */
export async function frameOf(
  c: Context<AppEnv>,
  done: Readonly<Record<string, string>> = {},
): Promise<Frame> {
  const { actor, db } = c.var;
  const what = c.req.query("done") ?? "";
  const text = c.req.method === "GET" && Object.hasOwn(done, what) ? done[what] : undefined;
  return {
    actor,
    unread: actor ? await countUnread(db, actor.id) : 0,
    flash: text === undefined ? undefined : { tone: "success", text },
  };
}

/** What a page shows when it could not do what its form asked. */
export type Refusal = { status: ReturnType<typeof statusFor>; errors: FieldError[]; flash: Flash };

/** For where the form cannot come again: the reason that was typed stands beside why not. */
export function withReason(values: Values, refusal: Refusal): Refusal {
  const reason = textIn(values, "reason").trim();
  const { flash } = refusal;
  if (reason === "" || !flash) return refusal;
  return { ...refusal, flash: { ...flash, text: `${flash.text}您写的原因：${reason}` } };
}

/** Does what a form asks and leads on; when refused, the page comes again with what was typed. */
export async function attempt(
  c: Context<AppEnv>,
  act: () => Promise<string>,
  again: (refusal: Refusal) => Promise<Child>,
): Promise<Response> {
  try {
    return c.redirect(await act(), 303);
  } catch (error) {
    const refusal = refusalOf(error);
    return await c.html(<>{await again(refusal)}</>, refusal.status);
  }
}

const pagesOfTheirOwn = ["not_found", "forbidden", "not_signed_in"];

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof AppError) || pagesOfTheirOwn.includes(error.code)) throw error;
  const flash = { tone: "error", text: sayFailure(error, "zh") } as const;
  const { fields: errors } = error;
  return { status: statusFor(error), errors, flash: errors.length > 0 ? undefined : flash };
}

/** The frame of a page that comes again: the refusal stands where the success would. */
export async function frameAgain(c: Context<AppEnv>, refusal?: Refusal): Promise<Frame> {
  const frame = await frameOf(c);
  return { ...frame, flash: refusal?.flash };
}

/** What a form holds, as its schema has it; what is wrong leaves as an error of the form. */
export function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new AppError("invalid", { fields: fieldErrors(result.error, input) });
}

export type Values = FormState["values"];

/** One field of a form, blank where it was left so. */
export function textIn(values: Values, name: string): string {
  const value = values[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** What a search box asks for; what cannot be looked for stays in it, with what is wrong, and finds nothing. */
export function searchedIn(c: Context, most: number): { q: string; box: FormState } {
  const typed = c.req.query("q") ?? "";
  const { success, data, error } = line(most).safeParse(typed);
  if (success) return { q: data, box: { values: { q: data }, errors: [] } };
  const errors = fieldErrors(error, typed).map((one) => ({ ...one, pointer: "/q" }));
  return { q: "", box: { values: { q: typed }, errors } };
}

/**
 * A form that comes again with what was typed, and with the version it was made from. Only when told
 * what was changed meanwhile does it go by the version of now.
 */
export function formAgain(values: Values, refusal: Refusal, saved?: Values): FormState {
  if (refusal.status !== statusFor(new AppError("stale")))
    return { values, errors: refusal.errors };
  const { version: _, ...typed } = values;
  return { values: typed, errors: [], saved };
}

/** The version a form was made from. */
export function versionIn(values: Values): number {
  const typed = textIn(values, "version");
  if (!/^\d{1,9}$/.test(typed)) throw new AppError("stale");
  return Number(typed);
}
