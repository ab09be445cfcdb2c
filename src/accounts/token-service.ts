import { insertEvent } from "../audit/store.ts";
import { type Db, inTransaction } from "../db/connect.ts";
import { AppError, invalid } from "../errors.ts";
import type { By, Person } from "./actor.ts";
import { longestToken, type NewToken } from "./schema.ts";
import { hashToken, makeSecret } from "./secret.ts";
import { insertToken, revokeToken } from "./token-store.ts";

/** The token itself is answered here and never again. */
export async function addToken(db: Db, by: By, person: Person, input: NewToken, now: Date) {
  // Whoever finds a token must not be able to outlive it with another one.
  if (person.sessionId === null) throw new AppError("forbidden");
  if (input.expiresAt <= now) throw invalid("/expiresAt", "in_past");
  if (input.expiresAt.getTime() > now.getTime() + longestToken)
    throw invalid("/expiresAt", "beyond_a_year");
  const token = `sq_${makeSecret()}`;
  const secret = { hash: await hashToken(token), hint: token.slice(-4) };
  return await inTransaction(db, async (trx) => {
    const made = await insertToken(trx, person.id, input, secret);
    await insertEvent(trx, by, {
      kind: "token.made",
      thingKind: "token",
      thingId: made.id,
      after: { name: made.name, scopes: made.scopes, expiresAt: made.expiresAt.toISOString() },
    });
    return { ...made, token };
  });
}

export async function endToken(db: Db, by: By, userId: string, id: string, now: Date) {
  await inTransaction(db, async (trx) => {
    const ended = await revokeToken(trx, userId, id, now);
    if (!ended) throw new AppError("not_found");
    await insertEvent(trx, by, {
      kind: "token.revoked",
      thingKind: "token",
      thingId: id,
      before: { name: ended.name },
    });
  });
}
