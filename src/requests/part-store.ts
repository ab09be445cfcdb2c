import type { Db, Trx } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import type { Invitation } from "./schema.ts";

/** Held in its state until the transaction ends: nobody is suspended in the middle of an award. */
export async function lockListed(trx: Trx, providerIds: string[]): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom("provider")
    .select(["id", "name"])
    .where("id", "in", providerIds)
    .where("status", "=", "listed")
    .orderBy("id")
    .forShare()
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Those newly invited; who was invited before is not asked twice. */
export async function insertInvitations(
  trx: Trx,
  requestId: string,
  { providers }: Invitation,
): Promise<string[]> {
  const rows = await trx
    .insertInto("request_invitation")
    .values(
      providers.map(({ providerId, solutionId, reason }) => ({
        request_id: requestId,
        provider_id: providerId,
        solution_id: solutionId ?? null,
        reason,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .returning("provider_id as providerId")
    .execute();
  return rows.map(({ providerId }) => providerId);
}

export async function listInvitations(db: Db, requestId: string) {
  return await db
    .selectFrom("request_invitation as i")
    .innerJoin("provider as v", "v.id", "i.provider_id")
    .leftJoin("proposal as p", (join) =>
      join
        .onRef("p.request_id", "=", "i.request_id")
        .onRef("p.provider_id", "=", "i.provider_id")
        .on("p.status", "not in", ["draft", "withdrawn"]),
    )
    .select((eb) => [
      "v.id as providerId",
      "v.name as providerName",
      "i.reason",
      "i.at",
      eb("p.id", "is not", null).as("answered"),
    ])
    .where("i.request_id", "=", requestId)
    .orderBy("i.at")
    .orderBy("v.id")
    .execute();
}

/** Every provider that drafted, asked, was invited or proposed. */
export async function listConcerned(trx: Trx, requestId: string): Promise<string[]> {
  const parts = (["request_invitation", "question", "proposal"] as const).map((table) =>
    trx.selectFrom(table).select("provider_id as providerId").where("request_id", "=", requestId),
  );
  const rows = await parts[0]!.union(parts[1]!).union(parts[2]!).execute();
  return rows.map(({ providerId }) => providerId);
}

export async function insertChange(trx: Trx, requestId: string, fields: object): Promise<void> {
  await trx
    .insertInto("request_change")
    // eslint-disable-next-line typescript/no-unsafe-type-assertion -- jsonb takes any object we made
    .values({ request_id: requestId, fields: fields as Record<string, string> })
    .execute();
}

export async function listChanges(db: Db, requestId: string) {
  return await db
    .selectFrom("request_change")
    .select(["at", "fields"])
    .where("request_id", "=", requestId)
    .orderBy("id")
    .execute();
}

export async function insertQuestion(
  trx: Trx,
  requestId: string,
  providerId: string,
  text: string,
): Promise<string> {
  const made = await trx
    .insertInto("question")
    .values({ request_id: requestId, provider_id: providerId, text })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}

export async function listQuestions(db: Db, requestId: string) {
  return await db
    .selectFrom("question as q")
    .innerJoin("provider as v", "v.id", "q.provider_id")
    .select([
      "q.id",
      "v.name as providerName",
      "q.text",
      "q.asked_at as askedAt",
      "q.answer",
      "q.answered_at as answeredAt",
    ])
    .where("q.request_id", "=", requestId)
    .orderBy("q.id")
    .execute();
}

export async function lockQuestion(trx: Trx, id: string) {
  const found = await trx
    .selectFrom("question")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw new AppError("not_found");
  return found;
}

export async function setAnswer(trx: Trx, id: string, answer: string, now: Date): Promise<void> {
  await trx
    .updateTable("question")
    .set({ answer, answered_at: now })
    .where("id", "=", id)
    .execute();
}
