import { generateSignedCookie } from "hono/cookie";
import { sql } from "kysely";
import { hashToken } from "../../src/accounts/secret.ts";
import { sessionCookieName } from "../../src/accounts/auth.ts";
import { connect, type Db, inTransaction, type Trx } from "../../src/db/connect.ts";
import { indexProviders } from "../../src/search/service.ts";

/** A proposal that can be made once: the one who makes it, and for which request. */
export type Chance = {
  requestId: string;
  providerId: string;
  organisationId: string;
  userId: string;
  token: string;
  tokenHash: string;
};
export type People = { deskCookie: string; chances: Chance[] };

const bidders = 40;
const deskRequests = 30;

/** An owner with a desk full of requests, and providers that may propose to many more. */
export async function makePeople(
  url: string,
  authSecret: string,
  poolRequests: number,
): Promise<People> {
  const db = connect(url, 2);
  try {
    return await inTransaction(db, async (trx) => {
      const owner = await makeMember(trx, "sme", "台州示范五金厂", "owner");
      const buyer = await makeMember(trx, "sme", "宁波示范纺织厂", "buyer");
      const providers = [];
      for (let i = 0; i < bidders; i++) providers.push(await makeBidder(trx, i));
      await indexProviders(
        trx,
        providers.map(({ providerId }) => providerId),
      );
      await makeDesk(trx, owner, providers);
      const pool = await makeRequests(trx, buyer, poolRequests);
      const token = await makeSession(trx, owner.userId);
      const cookie = sessionCookieName("http://127.0.0.1");
      // Next to each other stand different requests: two proposals to one would wait for each other.
      const chances = providers.flatMap((provider) =>
        pool.map((requestId) => ({ ...provider, requestId })),
      );
      return { deskCookie: await generateSignedCookie(cookie, token, authSecret), chances };
    });
  } finally {
    await db.destroy();
  }
}

/** Every chance is there again. */
export async function takeBackProposals(db: Db): Promise<void> {
  await sql`delete from proposal where request_id in (
    select id from request where title = ${poolTitle})`.execute(db);
  await sql`vacuum (analyze) proposal`.execute(db);
}

type Member = { organisationId: string; userId: string };

async function makeMember(
  trx: Trx,
  kind: "sme" | "provider",
  name: string,
  mail: string,
): Promise<Member> {
  const { id: organisationId } = await trx
    .insertInto("organisation")
    .values({ kind, name, region_code: "330000" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: userId } = await trx
    .insertInto("user")
    .values({ name, email: `${mail}@bench.example`, emailVerified: true })
    .returning("id")
    .executeTakeFirstOrThrow();
  await trx
    .insertInto("membership")
    .values({ organisation_id: organisationId, user_id: userId, role: "owner" })
    .execute();
  return { organisationId, userId };
}

async function makeBidder(trx: Trx, i: number) {
  const member = await makeMember(trx, "provider", `示范软件${i}`, `provider${i}`);
  const { id: providerId } = await trx
    .insertInto("provider")
    .values({
      organisation_id: member.organisationId,
      status: "listed",
      name: `示范软件${i}`,
      region_code: "330000",
      listed_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const token = `sq_bench${i}`;
  const tokenHash = await hashToken(token);
  await trx
    .insertInto("access_token")
    .values({
      user_id: member.userId,
      name: "bench",
      scopes: ["read", "write"],
      token_hash: tokenHash,
      hint: token.slice(-4),
      expires_at: inDays(300),
    })
    .execute();
  return { ...member, providerId, token, tokenHash };
}

const poolTitle = "扫码报工";
const needText =
  "我们是做五金的小厂，六十来号人，工人每天手写报工，月底算工资要对三天，想上一套便宜的扫码报工，最好能和进销存连起来。";

async function makeRequests(trx: Trx, owner: Member, count: number, title = poolTitle) {
  const one = {
    organisation_id: owner.organisationId,
    created_by: owner.userId,
    status: "open" as const,
    title,
    text: needText,
    category: "upgrade" as const,
    scenes: ["production"],
    region_code: "330000",
    published_at: new Date(),
    closes_at: inDays(30),
  };
  const rows = Array.from({ length: count }, () => one);
  const made = await trx.insertInto("request").values(rows).returning("id").execute();
  return made.map(({ id }) => id);
}

async function makeDesk(trx: Trx, owner: Member, providers: (Member & { providerId: string })[]) {
  const requests = await makeRequests(trx, owner, deskRequests, "进销存和报工");
  const proposals = requests.flatMap((requestId, i) =>
    providers.slice(0, i % 6).map(({ providerId, userId }) => ({
      request_id: requestId,
      provider_id: providerId,
      created_by: userId,
      status: "submitted" as const,
      summary: "扫码报工，两周上线",
      submitted_at: new Date(),
    })),
  );
  await trx.insertInto("proposal").values(proposals).execute();
}

async function makeSession(trx: Trx, userId: string): Promise<string> {
  const token = "bench-session-of-the-owner";
  await trx
    .insertInto("session")
    .values({ token, userId, expiresAt: inDays(10), updatedAt: new Date() })
    .execute();
  return token;
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}
