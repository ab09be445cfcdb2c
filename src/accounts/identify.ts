import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { AppError } from "../errors.ts";
import type { AppEnv } from "../http.ts";
import type { Actor, Scope } from "./actor.ts";
import { asScopes, findPerson, findTokenHolder } from "./store.ts";

/** Finds out who asks: an access token of a program, or the session of a browser. */
export const identify: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set("actor", await actorOf(c));
  await next();
};

async function actorOf(c: Context<AppEnv>): Promise<Actor> {
  const token = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1];
  if (token === undefined) return undefined;
  const holder = await findTokenHolder(c.var.db, await hashToken(token), c.var.now());
  if (!holder) throw new AppError("not_signed_in");
  return await personOf(c, holder.userId, asScopes(holder.scopes));
}

async function personOf(c: Context<AppEnv>, userId: string, scopes: readonly Scope[]) {
  const person = await findPerson(c.var.db, userId);
  if (!person) return undefined;
  const wanted = c.req.header("organisation-id") ?? getCookie(c, "organisation");
  const active =
    person.memberships.find(({ organisationId }) => organisationId === wanted) ??
    person.memberships[0];
  return { ...person, active, scopes };
}

/** Tokens are long and random, so one fast hash keeps them safe at rest. */
export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
