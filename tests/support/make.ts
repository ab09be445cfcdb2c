import { randomBytes, randomUUID } from "node:crypto";
import { hashToken } from "../../src/accounts/secret.ts";
import type { Db } from "../../src/db/connect.ts";
import type { State } from "../../src/db/states.ts";

/** A person in a new organisation of that kind; `headers` sign in on pages and in the API alike. */
export async function makeMember(
  db: Db,
  kind: State<"organisation">,
  { regionCode = "330300", name = `${kind} ${randomUUID().slice(0, 8)}` } = {},
) {
  const organisation = await db
    .insertInto("organisation")
    .values({ kind, name, region_code: regionCode })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { ...(await makePerson(db, organisation.id)), organisationId: organisation.id, name };
}

/** A further person, in the organisation if one is given. */
export async function makePerson(db: Db, organisationId?: string) {
  const email = `${randomUUID()}@example.test`;
  const user = await db
    .insertInto("user")
    .values({ name: "测试用户", email, emailVerified: true })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (organisationId !== undefined)
    await db
      .insertInto("membership")
      .values({ organisation_id: organisationId, user_id: user.id, role: "owner" })
      .execute();
  return { userId: user.id, email, headers: await makeToken(db, user.id, ["read", "write"]) };
}

async function makeToken(db: Db, userId: string, scopes: string[]) {
  const token = randomBytes(24).toString("base64url");
  await db
    .insertInto("access_token")
    .values({
      user_id: userId,
      name: "test",
      scopes,
      token_hash: await hashToken(token),
      hint: token.slice(-4),
      expires_at: new Date(Date.now() + 300 * 86_400_000),
    })
    .execute();
  return { authorization: `Bearer ${token}` };
}

export async function makeAdministrator(db: Db) {
  const person = await makePerson(db);
  await db.insertInto("administrator").values({ user_id: person.userId }).execute();
  return person;
}

/** A listed provider with its member. */
export async function makeProvider(db: Db, { regionCode = "330300", name = "甲软件" } = {}) {
  const member = await makeMember(db, "provider", { regionCode, name });
  const provider = await db
    .insertInto("provider")
    .values({
      organisation_id: member.organisationId,
      status: "listed",
      name,
      region_code: regionCode,
      service_regions: ["000000"],
      listed_at: new Date(),
      batch_no: "2026-01",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { ...member, providerId: provider.id };
}

/** A published solution, straight into the table. */
export async function makeSolution(
  db: Db,
  providerId: string,
  values: { name?: string; summary?: string; scenes?: string[]; description?: string } = {},
): Promise<string> {
  const made = await db
    .insertInto("solution")
    .values({
      provider_id: providerId,
      status: "published",
      published_at: new Date(),
      category: "upgrade",
      name: "扫码报工",
      scenes: ["production"],
      ...values,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return made.id;
}
