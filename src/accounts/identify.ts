import type { Context, MiddlewareHandler } from "hono";
import { getCookie, getSignedCookie, setCookie, setSignedCookie } from "hono/cookie";
import { AppError } from "../errors.ts";
import type { AppEnv } from "../http.ts";
import type { Actor, Person } from "./actor.ts";
import { authOf } from "./ask-auth.ts";
import { isSecure, sessionCookieName, sessionSeconds } from "./auth.ts";
import { hashToken } from "./secret.ts";
import { asScopes, findSessionHolder, findTokenHolder, touchToken } from "./store.ts";

/** Finds out who asks: an access token of a program, or the session of a browser. */
export const identify: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set("actor", await actorOf(c));
  await next();
};

async function actorOf(c: Context<AppEnv>): Promise<Actor> {
  const authorization = c.req.header("authorization");
  if (authorization === undefined && c.req.header("cookie") === undefined) return undefined;
  const { db, now } = c.var;
  const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) return await sessionOf(c);
  const holder = await findTokenHolder(db, await hashToken(token), now());
  if (!holder) throw new AppError("not_signed_in");
  await touchToken(db, holder, now());
  const { tokenId: _, lastUsedAt: __, ...person } = holder;
  return acting(c, { ...person, scopes: asScopes(holder.scopes), sessionId: null });
}

/** A cookie that we did not sign, or whose session has ended, makes a visitor. */
async function sessionOf(c: Context<AppEnv>): Promise<Actor> {
  const { db, now, settings } = c.var;
  const name = sessionCookieName(settings.publicUrl);
  if (getCookie(c, name) === undefined) return undefined;
  const token = await getSignedCookie(c, settings.authSecret, name);
  const person = token ? await findSessionHolder(db, token, now()) : undefined;
  return person && acting(c, { ...person, scopes: ["read", "write"] });
}

/** A program says for whom it acts and is told if it may not; a browser's cookie is only a wish. */
function acting(c: Context<AppEnv>, person: Omit<Person, "active">): Person {
  const named = c.req.header("organisation-id");
  const wanted = named ?? getCookie(c, "organisation");
  const active = person.memberships.find(({ organisationId }) => organisationId === wanted);
  if (named !== undefined && !active) throw new AppError("forbidden");
  return { ...person, active: active ?? person.memberships[0] };
}

/** Signs in whoever has just been registered: the password has been seen a moment ago. */
export async function startSession(c: Context<AppEnv>, userId: string): Promise<string> {
  const { settings, clientAddress } = c.var;
  const { internalAdapter } = await authOf(c).$context;
  const userAgent = (c.req.header("user-agent") ?? "").slice(0, 300);
  const { token } = await internalAdapter.createSession(userId, false, {
    ipAddress: clientAddress,
    userAgent,
  });
  await setSignedCookie(c, sessionCookieName(settings.publicUrl), token, settings.authSecret, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure(settings.publicUrl),
    maxAge: sessionSeconds,
  });
  return token;
}

/** Which organisation the browser wants to act for, until it says otherwise. */
export function chooseOrganisation(c: Context<AppEnv>, organisationId: string): void {
  setCookie(c, "organisation", organisationId, {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: isSecure(c.var.settings.publicUrl),
    maxAge: 300 * 24 * 3600,
  });
}
