import type { Context } from "hono";
import { insertEvent } from "../audit/store.ts";
import { inTransaction } from "../db/connect.ts";
import { AppError, invalid } from "../errors.ts";
import { type AppEnv, byOf } from "../http.ts";
import type { By } from "./actor.ts";
import { type Auth, addressHeader, createAuth } from "./auth.ts";
import { clearAttempts } from "./lockout-store.ts";
import { resetMail, resetSubject } from "./mails.ts";
import { countMails, insertMail } from "./store.ts";

/** better-auth on this request's database; made when it is first asked for. */
export function authOf(c: Context<AppEnv>): Auth {
  const { db, settings, accounts, now } = c.var;
  return accounts.authFor(db, () =>
    createAuth(db, settings, {
      sendReset: async (email, token) => {
        const since = new Date(now().getTime() - 3_600_000);
        if ((await countMails(db, email, resetSubject, since)) >= 5) return;
        await insertMail(db, resetMail(email, settings.publicUrl, token));
      },
      afterReset: async (user) => {
        const by: By = {
          actorId: user.id,
          actor: user.name,
          organisationId: null,
          requestId: null,
        };
        await inTransaction(db, async (trx) => {
          await clearAttempts(trx, user.email);
          await insertEvent(trx, by, {
            kind: "person.password_reset",
            thingKind: "person",
            thingId: user.id,
          });
        });
      },
    }),
  );
}

/**
 * Asks better-auth as if from outside, so that its own limits hold for pages and API alike. The
 * request is made anew: of what the client sent, only the cookie and the name of its browser pass.
 */
export async function askAuth(
  c: Context<AppEnv>,
  path: string,
  body?: object,
): Promise<Record<string, unknown> | null> {
  const origin = new URL(c.var.settings.publicUrl).origin;
  const headers = new Headers({ origin, [addressHeader]: c.var.clientAddress });
  const cookie = c.req.header("cookie");
  if (cookie !== undefined) headers.set("cookie", cookie);
  headers.set("user-agent", (c.req.header("user-agent") ?? "").slice(0, 300));
  if (body) headers.set("content-type", "application/json");
  const request = new Request(`${origin}/api/auth${path}`, {
    method: body ? "POST" : "GET",
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await authOf(c).handler(request);
  for (const made of answer.headers.getSetCookie()) c.header("set-cookie", made, { append: true });
  const said = asObject(await answer.json().catch(() => null));
  if (!answer.ok) throw failureOf(answer.status, String(said?.["code"]));
  return said;
}

function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === "object" && value !== null ? { ...value } : null;
}

function failureOf(status: number, code: string): Error {
  if (status === 429) return new AppError("too_many");
  if (code === "INVALID_TOKEN") return invalid("/token", "link_ended");
  if (code === "INVALID_PASSWORD" || status === 401) return new AppError("wrong_password");
  return new Error(`better-auth answered ${status} ${code}`);
}

/** The event of what better-auth has already done. */
export async function recordEvent(
  c: Context<AppEnv>,
  kind: `person.${string}`,
  person: { id: string; name: string },
): Promise<void> {
  const by = { ...byOf(c), actorId: person.id, actor: person.name };
  await inTransaction(
    c.var.db,
    async (trx) => await insertEvent(trx, by, { kind, thingKind: "person", thingId: person.id }),
  );
}
