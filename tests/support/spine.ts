import { expect } from "vitest";
import type { Db } from "../../src/db/connect.ts";
import { firm, listing, offer } from "./doors.ts";

type Answer = Record<string, unknown> & { id: string; version: number };

/** A program that signs up, makes itself a token and speaks only through the API. */
async function signUp(base: string, name: string) {
  const email = `${name}-${crypto.randomUUID()}@example.test`;
  const post = async (path: string, body: object, headers: Record<string, string>) =>
    await fetch(`${base}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", origin: base, ...headers },
    });
  const registered = await post(
    "/api/auth/sign-up/email",
    { name, email, password: "correct horse" },
    {},
  );
  expect(registered.status).toBe(200);
  const cookie = registered.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const made = await post(
    "/api/v1/me/tokens",
    { name: "test", scopes: ["read", "write"], expiresAt: inDays(30) },
    { cookie },
  );
  expect(made.status).toBe(201);
  const token: unknown = Reflect.get(Object(await made.json()), "token");
  return { email, call: caller(base, String(token)) };
}

function caller(base: string, token: string) {
  return async (method: string, path: string, body?: object, version?: number): Promise<Answer> => {
    const answer = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...(version === undefined ? {} : { "if-match": `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect({ path, ok: answer.ok, text: answer.ok ? "" : text }).toMatchObject({ ok: true });
    return text === "" ? { id: "", version: 0 } : JSON.parse(text);
  };
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

type Program = Awaited<ReturnType<typeof signUp>>;

/** From a firm that applies to a rated delivery, over HTTP; the official is appointed in the database. */
export async function walkTheSpine(base: string, db: Db) {
  const provider = await signUp(base, "provider");
  const sme = await signUp(base, "sme");
  const official = await signUp(base, "official");
  await appoint(db, official.email);
  const solution = await getListed(provider, official);
  await sme.call("POST", "/organisations", { kind: "sme", name: "五金厂", regionCode: "330300" });
  const requestId = await ask(sme);
  const engagement = await settle(sme, provider, requestId, solution.id);
  await deliver(sme, provider, engagement);
}

async function getListed(provider: Program, official: Program): Promise<Answer> {
  await provider.call("POST", "/organisations", { kind: "provider", name: firm.name });
  const { id } = await provider.call("POST", "/applications");
  await provider.call("PATCH", `/applications/${id}`, firm, 1);
  const solution = await provider.call("POST", "/solutions", offer);
  const { version } = await provider.call("POST", `/applications/${id}/submit`, undefined, 2);
  await official.call("POST", `/reviews/${id}/decisions`, listing, version);
  return solution;
}

/** Finds, matches, publishes and invites whoever stands first. */
async function ask(sme: Program): Promise<string> {
  const text = "我们是做五金的小厂,60来号人,想上个便宜的扫码报工";
  const found = await sme.call("GET", `/search?type=solution&q=${encodeURIComponent("扫码报工")}`);
  expect(found).toMatchObject({ hits: [{ name: offer.name }] });
  const match = await sme.call("POST", "/matches", { text });
  expect(match).toMatchObject({ matches: [{ rank: 1, solution: { name: offer.name } }] });
  const [best] = Array.isArray(match["matches"]) ? match["matches"] : [];
  const { id } = await sme.call("POST", "/requests", {
    title: "扫码报工",
    text,
    matchId: match.id,
    category: "upgrade",
    scenes: ["production"],
    regionCode: "330300",
    closesAt: inDays(7),
  });
  await sme.call("POST", `/requests/${id}/publish`, undefined, 1);
  const invited = { providerId: best.provider.id, solutionId: best.solution.id };
  await sme.call("POST", `/requests/${id}/invitations`, { providers: [invited] });
  return id;
}

async function settle(sme: Program, provider: Program, requestId: string, solutionId: string) {
  const proposal = await provider.call("POST", `/requests/${requestId}/proposals`, {
    solutionId,
    summary: "一周上线",
    plan: "装好，培训，试用",
    weeks: 2,
    oneOffFen: 2_000_000,
    submit: true,
  });
  await sme.call("POST", `/requests/${requestId}/close`);
  const award = { proposalId: proposal.id, reason: "只有这一家" };
  const { engagementId } = await sme.call("POST", `/requests/${requestId}/award`, award);
  return `/engagements/${String(engagementId)}`;
}

async function deliver(sme: Program, provider: Program, at: string) {
  await provider.call("POST", `${at}/start`);
  await provider.call("POST", `${at}/deliver`, { note: "装好了" });
  await sme.call("POST", `${at}/accept`);
  const scores = { overall: 5, delivery: 5, quality: 5, service: 5, value: 4 };
  await sme.call("POST", `${at}/rating`, scores);
  await provider.call("POST", `${at}/rating/reply`, { reply: "谢谢" });
  expect(await sme.call("GET", at)).toMatchObject({
    status: "accepted",
    rating: { overall: 5, reply: "谢谢" },
  });
}

async function appoint(db: Db, email: string) {
  const user = await db
    .selectFrom("user")
    .select("id")
    .where("email", "=", email)
    .executeTakeFirstOrThrow();
  const authority = await db
    .insertInto("organisation")
    .values({ kind: "authority", name: "温州市主管部门", region_code: "330300" })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("membership")
    .values({ organisation_id: authority.id, user_id: user.id, role: "owner" })
    .execute();
}
