import type { Context, MiddlewareHandler } from "hono";
import { z } from "zod";
import { AppError, invalid } from "./errors.ts";
import type { AppEnv } from "./http.ts";
import { claimKey, findKey, keepAnswer, releaseKey } from "./idempotency-store.ts";
import { seal, unseal } from "./seal.ts";

const longest = 200;

/**
 * A POST with an `Idempotency-Key` is done once, however often it is sent; each sending gets the
 * answer of the first. Keys belong to a person; a visitor has none.
 */
export const idempotent: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { actor, db, now, settings } = c.var;
  const key = c.req.header("idempotency-key");
  if (c.req.method !== "POST" || key === undefined || !actor) return await next();
  if (key === "" || key.length > longest)
    throw invalid("/Idempotency-Key", key === "" ? "required" : "too_big", { maximum: longest });
  const place = { userId: actor.id, key };
  const secret = `${settings.authSecret}|${actor.id}|${key}`;
  const requestHash = await hashRequest(c, secret);
  if (!(await claimKey(db, place, requestHash, now()))) {
    const held = await findKey(db, place);
    if (held && held.requestHash !== requestHash) throw new AppError("other_body");
    if (held?.status == null || held.answer === null) throw new AppError("in_progress");
    return replay(held.status, await unseal(secret, held.answer));
  }
  try {
    await next();
    // What failed on our side, or came too often, may be tried again.
    if (c.res.status >= 500 || c.res.status === 429) await releaseKey(db, place);
    else await keepAnswer(db, place, c.res.status, await seal(secret, await packed(c.res)));
  } catch (error) {
    // The work is done and its answer leaves; only the memory of it failed.
    console.error(c.var.requestId, error);
  }
  return undefined;
};

/**
 * The same words for another organisation, or to another address, are another request. Keyed, for a
 * password in it could be guessed from a bare digest.
 */
async function hashRequest(c: Context<AppEnv>, secret: string): Promise<string> {
  const { pathname, search } = new URL(c.req.url);
  // Not the active organisation: the request itself may have made the first one.
  const named = [c.req.header("organisation-id"), c.req.header("if-match")];
  const head = `${[secret, pathname, search, ...named].join("\n")}\n`;
  const body = await c.req.raw.clone().arrayBuffer();
  const digest = await crypto.subtle.digest("SHA-256", await new Blob([head, body]).arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const kept = ["content-type", "etag", "location"];
const answer = z.object({ headers: z.record(z.string(), z.string()), body: z.string().nullable() });

async function packed(response: Response): Promise<string> {
  const headers = kept.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const body = response.body === null ? null : await response.clone().text();
  return JSON.stringify({ headers: Object.fromEntries(headers), body });
}

function replay(status: number, text: string): Response {
  const { headers, body } = answer.parse(JSON.parse(text));
  return new Response(body, { status, headers });
}
