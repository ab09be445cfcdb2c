import type { Context } from "hono";
import { z } from "zod";
import { uploadPaths } from "../body-limits.ts";
import type { AppEnv } from "../http.ts";
import { readForm, type FormState } from "../web/form.tsx";
import { textOf } from "./firm-form.tsx";
import { ownPath } from "./own-path.ts";

const sent = z.object({ to: z.string(), fields: z.array(z.tuple([z.string(), z.string()])) });
/** A form that could not be taken yet: where it was sent, and what stood in it. */
export type Sent = z.output<typeof sent>;

/** More Chinese than a form may hold at all: only a flood is longer. */
const longestSent = 200_000;

/**
 * What somebody sent who has to sign in first, as the pages on that way carry it in a hidden field:
 * it stays with the browser that typed it, as long as the page stays open. No password goes along.
 */
export async function carry(c: Context<AppEnv>): Promise<string | undefined> {
  const type = c.req.header("content-type") ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) return undefined;
  // A page of another site would be named here, and was refused; what names none is no page of ours.
  if (c.req.header("origin") === undefined) return undefined;
  // Nothing has limited yet how much a stranger sends to where files go.
  if (uploadPaths.includes(c.req.path)) return undefined;
  const values = await readForm(c).catch(() => ({}));
  const fields = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  if (fields.length === 0 || fields.some(([name]) => /password/i.test(name))) return undefined;
  const text = JSON.stringify({ to: c.req.path, fields } satisfies Sent);
  return text.length > longestSent ? undefined : text;
}

/** What these pages carry on, if it is a form for an address of ours. */
export function carriedIn(values: FormState["values"]): Sent | undefined {
  const text = textOf(values, "sent");
  if (text === undefined) return undefined;
  const read = sent.safeParse(jsonIn(text)).data;
  return read && ownPath(read.to, "/") === read.to ? read : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
