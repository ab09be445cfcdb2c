import type { Context } from "hono";
import { insertEvent } from "../audit/store.ts";
import { inTransaction } from "../db/connect.ts";
import { AppError, type FieldError } from "../errors.ts";
import { type AppEnv, byOf } from "../http.ts";
import type { Person } from "./actor.ts";
import { askAuth, authOf, recordEvent } from "./ask-auth.ts";
import { pause } from "./gate.ts";
import { clearAttempts, countAttempt, uncountAttempt } from "./lockout-store.ts";
import { insertFirm, wrongFirm } from "./organisation-service.ts";
import type { NewOrganisation, SignUp } from "./schema.ts";
import { findPassword, insertPerson } from "./store.ts";
import { takeTurnAt } from "./turns.ts";

type Credentials = { email: string; password: string };

/** The one way in by password, for pages and programs; the cookie is on the answer. */
export async function signIn(c: Context<AppEnv>, credentials: Credentials) {
  await takeTurnAt(c, { what: "sign-in", most: 240, seconds: 60 });
  const said = await guessing(c, credentials.email, async () =>
    askAuth(c, "/sign-in/email", credentials),
  );
  const user = Object(said?.["user"]);
  await recordEvent(c, "person.signed_in", { id: String(user.id), name: String(user.name) });
  return said;
}

/** `work` looks at a password of this address: five wrong ones, and it is not looked at again for a while. */
async function guessing<T>(c: Context<AppEnv>, email: string, work: () => Promise<T>): Promise<T> {
  const { db, now, accounts } = c.var;
  return await accounts.hashing(async () => {
    const until = await countAttempt(db, email, now());
    if (until) {
      const minutes = Math.ceil((until.getTime() - now().getTime()) / 60_000);
      throw new AppError("locked_out", { params: { minutes: Math.max(1, minutes) } });
    }
    try {
      const done = await work();
      await clearAttempts(db, email);
      return done;
    } catch (error) {
      const wrong = error instanceof AppError && error.code === "wrong_password";
      if (!wrong) await uncountAttempt(db, email);
      throw error;
    }
  });
}

/** The person and the firm, if one is named: both or neither, and all that is wrong at once. */
export async function signUp(
  c: Context<AppEnv>,
  { name, email, password }: SignUp,
  firm?: NewOrganisation,
): Promise<{ userId: string; organisationId: string | undefined }> {
  const { db, accounts } = c.var;
  await takeTurnAt(c, { what: "sign-up", most: 120, seconds: 60 });
  const { password: scrypt } = await authOf(c).$context;
  const passwordHash = await accounts.hashing(async () => await scrypt.hash(password));
  return await inTransaction(db, async (trx) => {
    const userId = await insertPerson(trx, { name, email, passwordHash });
    const fields = firm ? await wrongFirm(trx, firm, null) : [];
    if (userId === undefined || fields.length > 0)
      throw new AppError("taken", { fields: userId ? fields : [emailTaken, ...fields] });
    const by = { ...byOf(c), actorId: userId, actor: name };
    await insertEvent(trx, by, { kind: "person.signed_up", thingKind: "person", thingId: userId });
    const organisationId = firm && (await insertFirm(trx, by, userId, firm));
    return { userId, organisationId };
  });
}

const emailTaken: FieldError = { pointer: "/email", code: "email_taken", params: {} };

/** Says the same, after the same time, whether anybody has this address or not. */
export async function requestReset(c: Context<AppEnv>, email: string): Promise<void> {
  await takeTurnAt(c, { what: "request-reset", most: 60, seconds: 60 });
  await Promise.all([askAuth(c, "/request-password-reset", { email }), pause(200)]);
}

export async function resetPassword(
  c: Context<AppEnv>,
  input: { token: string; newPassword: string },
): Promise<void> {
  await takeTurnAt(c, { what: "reset", most: 60, seconds: 60 });
  await c.var.accounts.hashing(async () => await askAuth(c, "/reset-password", input));
}

/** Looks at the password again before what cannot be undone; never for a program's token. */
export async function confirmPassword(
  c: Context<AppEnv>,
  { id, email, sessionId }: Person,
  password: string,
): Promise<void> {
  if (sessionId === null) throw new AppError("forbidden");
  const { password: scrypt } = await authOf(c).$context;
  await guessing(c, email, async () => {
    const hash = await findPassword(c.var.db, id);
    if (hash === null || !(await scrypt.verify({ hash, password })))
      throw new AppError("wrong_password");
  });
}

/** Ends all other sessions: whoever knew the old password is out. */
export async function changePassword(
  c: Context<AppEnv>,
  person: Person,
  passwords: { currentPassword: string; newPassword: string },
): Promise<void> {
  // A program's token must not become more than it is.
  if (person.sessionId === null) throw new AppError("forbidden");
  await guessing(c, person.email, async () =>
    askAuth(c, "/change-password", { ...passwords, revokeOtherSessions: true }),
  );
  await recordEvent(c, "person.password_changed", person);
}

export async function signOut(c: Context<AppEnv>): Promise<void> {
  await askAuth(c, "/sign-out", {});
  const { actor } = c.var;
  if (actor?.sessionId) await recordEvent(c, "person.signed_out", actor);
}
