import { Hono } from "hono";
import type { Context } from "hono";
import { AppError } from "../errors.ts";
import { type AppEnv, byOf, idOf, validate, versionOf } from "../http.ts";
import { answers, bySession, versioned } from "../openapi.ts";
import { type Person, rolesOf } from "./actor.ts";
import { renamePerson } from "./person-service.ts";
import { madeToken, meView, newToken, personChange, tokenList } from "./schema.ts";
import { findPerson } from "./store.ts";
import { addToken, endToken } from "./token-service.ts";
import { listTokens } from "./token-store.ts";

/** The permission table lets nobody else here. */
export function signedIn(c: Context<AppEnv>): Person {
  if (!c.var.actor) throw new AppError("not_signed_in");
  return c.var.actor;
}

export const meRoutes = new Hono<AppEnv>()
  .get("/", answers("Who asks, and for whom", "me", meView), (c) => {
    const me = viewOf(signedIn(c));
    c.header("etag", `"${me.version}"`);
    return c.json(me);
  })
  .patch(
    "/",
    answers("Change one's name", "me", meView),
    versioned,
    validate("json", personChange),
    async (c) => {
      const person = signedIn(c);
      await renamePerson(c.var.db, byOf(c), person, versionOf(c), c.req.valid("json").name);
      const now = await findPerson(c.var.db, person.id);
      const me = viewOf({ ...person, ...now });
      c.header("etag", `"${me.version}"`);
      return c.json(me);
    },
  )
  .get("/tokens", answers("One's access tokens that still work", "me", tokenList), async (c) =>
    c.json({ items: await listTokens(c.var.db, signedIn(c).id, c.var.now()), next: null }),
  )
  .post(
    "/tokens",
    answers("Make an access token; it is shown this once", "me", madeToken, 201),
    bySession,
    validate("json", newToken),
    async (c) => {
      const { db, now } = c.var;
      return c.json(await addToken(db, byOf(c), signedIn(c), c.req.valid("json"), now()), 201);
    },
  )
  .delete("/tokens/:id", answers("End an access token", "me", null, 204), async (c) => {
    await endToken(c.var.db, byOf(c), signedIn(c).id, idOf(c), c.var.now());
    return c.body(null, 204);
  });

function viewOf(person: Person) {
  const { id, name, email, version, memberships, scopes, active } = person;
  return {
    id,
    name,
    email,
    roles: rolesOf(person),
    scopes: [...scopes],
    memberships,
    activeOrganisationId: active?.organisationId ?? null,
    version,
  };
}
