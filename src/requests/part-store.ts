import { sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { isListedNow } from "../providers/listed-store.ts";
import type { Invitation } from "./schema.ts";
import type { Reader } from "./store.ts";

/** Held in its state until the transaction ends: nobody is suspended in the middle of an award. */
export async function lockListed(trx: Trx, providerIds: string[]): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom("provider")
    .select(["id", "name"])
    .where("id", "in", providerIds)
    .where(isListedNow)
    .orderBy("id")
    .forShare()
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Which of the solutions named are what these very providers offer now. */
export async function listOffered(trx: Trx, { providers }: Invitation): Promise<Set<string>> {
  const ids = providers.flatMap(({ solutionId }) => solutionId ?? []);
  const { rows } = await sql<{ key: string }>`
    select provider_id || ' ' || id as key from solution
    where id = any(${ids}::uuid[]) and status = 'published'`.execute(trx);
  return new Set(rows.map(({ key }) => key));
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

/** Who of them has proposed is part of what stays shut while a sealed request is open. */
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
    .innerJoin("request as r", "r.id", "i.request_id")
    .select([
      "v.id as providerId",
      "v.name as providerName",
      "i.reason",
      "i.at",
      sql<boolean>`p.id is not null and not (r.sealed and r.status = 'open')`.as("answered"),
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

/** Which providers take part is nobody's business but the firm's: rivals read questions without names. */
export async function listQuestions(db: Db, requestId: string, reader: Reader) {
  const rows = await db
    .selectFrom("question as q")
    .innerJoin("provider as v", "v.id", "q.provider_id")
    .select([
      "q.id",
      "q.provider_id as providerId",
      "v.name as providerName",
      "q.text",
      "q.asked_at as askedAt",
      "q.answer",
      "q.answered_at as answeredAt",
    ])
    .where("q.request_id", "=", requestId)
    .orderBy("q.id")
    .execute();
  return rows.map(({ providerId, providerName, ...question }) => {
    const isRival = reader.as === "provider" && reader.providerId !== providerId;
    return { ...question, providerName: isRival ? "" : providerName };
  });
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

/** Listed providers with that in their name, for a firm to invite; whether they were already is said. */
export async function searchListed(db: Db, requestId: string, words: string, limit: number) {
  return await db
    .selectFrom("provider as v")
    .select(["v.id", "v.name", "v.region_code as regionCode", "v.intro"])
    .select(wasInvited(requestId).as("invited"))
    .where("v.status", "=", "listed")
    .where(sql<boolean>`position(lower(${words}) in lower(v.name)) > 0`)
    .orderBy("v.name")
    .orderBy("v.id")
    .limit(limit)
    .execute();
}

function wasInvited(requestId: string) {
  return sql<boolean>`exists (select from request_invitation i
    where i.request_id = ${requestId} and i.provider_id = v.id)`;
}

export type Suited = {
  id: string;
  name: string;
  regionCode: string | null;
  intro: string;
  invited: boolean;
  solutionId: string;
  solutionName: string;
};

/**
 * Listed providers with a published solution for one of these scenes. Not by name or age, so that nobody
 * stands first for his name: each request starts elsewhere on a ring of all, and takes the next of them.
 */
export async function listSuited(
  db: Db,
  requestId: string,
  scenes: string[],
  limit: number,
): Promise<Suited[]> {
  const place = sql`md5(v.id::text)`;
  const start = sql`md5(${requestId})`;
  const part = (turn: number, where: ReturnType<typeof sql>) => sql`(
    select ${sql.lit(turn)} as turn, ${place} as place, v.id, v.name, v.region_code as "regionCode", v.intro,
      s.id as "solutionId", s.name as "solutionName"
    from provider v
    cross join lateral (select id, name from solution
      where provider_id = v.id and status = 'published' and scenes && ${scenes}::text[]
      order by id limit 1) s
    where v.status = 'listed' and ${where} order by ${place} limit ${limit})`;
  const { rows } = await sql<Suited>`
    select v.id, v.name, "regionCode", intro, "solutionId", "solutionName", ${wasInvited(requestId)} as invited
    from (${part(0, sql`${place} >= ${start}`)} union all ${part(1, sql`${place} < ${start}`)}) v
    order by turn, place limit ${limit}`.execute(db);
  return rows;
}

export async function isInvited(db: Db, requestId: string, providerId: string): Promise<boolean> {
  const found = await db
    .selectFrom("request_invitation")
    .select("at")
    .where("request_id", "=", requestId)
    .where("provider_id", "=", providerId)
    .executeTakeFirst();
  return found !== undefined;
}

export async function nameOfProvider(trx: Trx, id: string): Promise<string> {
  const found = await trx
    .selectFrom("provider")
    .select("name")
    .where("id", "=", id)
    .executeTakeFirst();
  return found?.name ?? "";
}

export async function isListed(db: Db, providerId: string): Promise<boolean> {
  const found = await db
    .selectFrom("provider")
    .select("id")
    .where("id", "=", providerId)
    .where(isListedNow)
    .executeTakeFirst();
  return found !== undefined;
}
