import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import { browserOn, person, statusesOf } from "./support/browser.ts";
import { makeMember } from "./support/make.ts";
import { market, need } from "./support/market.ts";
import { race, untilWaiting } from "./support/race.ts";

type Made = { id: string };
const who = { ...person("race@example.test"), name: "竞先生" };

async function firmOfOne() {
  const all = await market();
  const browser = browserOn(all.app);
  await browser.post("/api/auth/sign-up/email", who);
  const firm = { kind: "sme", name: "快手厂" };
  const { id: firmId } = await read<Made>(await browser.post("/api/v1/organisations", firm));
  const { id } = await read<Made>(await browser.get("/api/v1/me"));
  const closesAt = new Date(Date.now() + 86_400_000).toISOString();
  const draft = await read<Made>(await browser.post("/api/v1/requests", { ...need, closesAt }));
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
  /** The same browser, whose cookies an answer does not take away. */
  const send = async (path: string, body: object, version = 1, method = "POST") =>
    await all.app.request(`/api/v1${path}`, {
      method,
      body: JSON.stringify(body),
      headers: {
        cookie,
        origin: "http://localhost",
        "content-type": "application/json",
        "if-match": `"${version}"`,
      },
    });
  const erase = async () => await send("/me/erasure", { password: who.password });
  return { ...all, id, firmId, draftId: draft.id, send, erase };
}

async function standing({ db, id }: Awaited<ReturnType<typeof firmOfOne>>) {
  const open = await db.selectFrom("request").select("id").where("status", "=", "open").execute();
  const { erased_at: erasedAt } = await db
    .selectFrom("user")
    .select("erased_at")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return { open: open.length, isErased: erasedAt !== null };
}

for (const first of ["publishing", "erasing"] as const)
  test(`whoever publishes while he has himself erased does one of both: ${first} asked first`, async () => {
    const all = await firmOfOne();
    const publish = async () => await all.send(`/requests/${all.draftId}/publish`, {});
    const both = [publish, all.erase];
    const runners = first === "publishing" ? both : both.toReversed();
    const answers = await race(all, { table: "audit_event", waiting: 2 }, runners);
    const statuses = first === "publishing" ? answers : answers.toReversed();
    const [published, erased] = statuses.map(({ status }) => status);
    const { open, isErased } = await standing(all);
    const outcome = { erased, published: published === 200, open, isErased };
    expect([
      { erased: 204, published: false, open: 0, isErased: true },
      { erased: 409, published: true, open: 1, isErased: false },
    ]).toContainEqual(outcome);
  });

test("of two erasures at once one is done, and the other finds nobody", async () => {
  const all = await firmOfOne();
  const answers = await race(all, { table: "audit_event", waiting: 2 }, [all.erase, all.erase]);
  expect(statusesOf(answers)).toEqual([204, 401]);
  const events = await all.db
    .selectFrom("audit_event")
    .select("id")
    .where("kind", "=", "person.erased")
    .execute();
  expect(events).toHaveLength(1);
});

test("what he starts meanwhile is done before he goes, or not at all", async () => {
  const all = await firmOfOne();
  const { db } = all;
  const works = [
    async () => await all.send("/requests", { title: "又一个" }),
    async () => await all.send("/matches", { text: "竞先生的库存对不上" }),
    async () => await all.send("/organisations", { kind: "sme", name: "第二家" }),
    async () =>
      await all.send("/me/tokens", {
        name: "x",
        scopes: ["read"],
        expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
      }),
    all.erase,
  ];
  const answers = await Promise.all(works.map(async (work) => await work()));
  for (const { status } of answers) expect(status).toBeLessThan(500);
  expect((await standing(all)).isErased).toBe(answers.at(-1)?.status === 204);
  await all.erase();
  expect((await standing(all)).isErased).toBe(true);
  const left = await Promise.all([
    db.selectFrom("membership").select("user_id").where("user_id", "=", all.id).execute(),
    db.selectFrom("access_token").select("user_id").where("user_id", "=", all.id).execute(),
    db.selectFrom("match_result").select("user_id").where("user_id", "=", all.id).execute(),
    db.selectFrom("request").select("id").where("status", "=", "draft").execute(),
  ]);
  expect(left).toEqual([[], [], [], []]);
  const orphans = await db
    .selectFrom("organisation as o")
    .leftJoin("membership as m", "m.organisation_id", "o.id")
    .select("o.name")
    .where("m.user_id", "is", null)
    .where("o.closed_at", "is", null)
    .execute();
  expect(orphans).toEqual([]);
});

test("who is gone leaves nothing that he had begun before", async () => {
  const all = await firmOfOne();
  await makeMemberOf(all, "owner");
  const rename = async () => {
    // The erasing holds the firm by now.
    await untilWaiting(all.db, 1);
    return await all.send(`/organisations/${all.firmId}`, { name: "改名厂" }, 1, "PATCH");
  };
  const answers = await race(all, { table: "audit_event", waiting: 2 }, [all.erase, rename]);
  expect(answers.map(({ status }) => status)).toEqual([204, 401]);
  const firm = await all.db
    .selectFrom("organisation")
    .select("name")
    .where("id", "=", all.firmId)
    .executeTakeFirst();
  expect(firm).toEqual({ name: "快手厂" });
});

test("what he typed at that moment is forgotten, or was never kept", async () => {
  const all = await firmOfOne();
  const type = async () => await all.send("/matches", { text: "竞先生的库存对不上" });
  const answers = await race(all, { table: "match_result", waiting: 2 }, [type, all.erase]);
  const [typed, erased] = answers.map(({ status }) => status);
  expect([200, 401]).toContain(typed);
  expect(erased).toBe(204);
  const kept = await all.db.selectFrom("match_result").select(["user_id", "text"]).execute();
  expect(kept.filter(({ user_id: userId, text }) => userId !== null || text !== "")).toEqual([]);
});

test("what he typed between two steps of it is forgotten too", async () => {
  const all = await firmOfOne();
  // No firm is closed, so the first event comes after what he had typed was forgotten.
  await makeMemberOf(all, "owner");
  const type = async () => {
    await untilWaiting(all.db, 1);
    const typed = await all.send("/matches", { text: "竞先生的库存对不上" });
    // Waits for the firm, and so keeps the barrier shut until here.
    await all.send(`/organisations/${all.firmId}`, { name: "改名厂" }, 1, "PATCH");
    return typed;
  };
  const answers = await race(all, { table: "audit_event", waiting: 2 }, [all.erase, type]);
  expect(answers.map(({ status }) => status)).toEqual([204, 200]);
  const kept = await all.db.selectFrom("match_result").select(["user_id", "text"]).execute();
  expect(kept).toEqual([{ user_id: null, text: "" }]);
});

test("what he types after he has gone is not kept", async () => {
  const all = await firmOfOne();
  const type = async () => {
    // The erasing has his row by now.
    await untilWaiting(all.db, 1);
    return await all.send("/matches", { text: "竞先生的库存对不上" });
  };
  const answers = await race(all, { table: "event_to_erase", waiting: 2 }, [all.erase, type]);
  expect(answers.map(({ status }) => status)).toEqual([204, 401]);
  expect(await all.db.selectFrom("match_result").select("id").execute()).toEqual([]);
});

test("of two owners who go at once one has to stay", async () => {
  const all = await firmOfOne();
  const ben = await makeMember(all.db, "sme");
  await all.db
    .insertInto("membership")
    .values({ organisation_id: all.firmId, user_id: ben.userId, role: "owner" })
    .execute();
  await makeMemberOf(all, "member");
  const path = `/api/v1/organisations/${all.firmId}/members/${ben.userId}`;
  const leave = async () => await all.app.request(path, { method: "DELETE", headers: ben.headers });
  const answers = await race(all, { table: "audit_event", waiting: 2 }, [all.erase, leave]);
  expect(statusesOf(answers)).toEqual([204, 409]);
  const owners = await all.db
    .selectFrom("membership")
    .select("user_id")
    .where("organisation_id", "=", all.firmId)
    .where("role", "=", "owner")
    .execute();
  expect(owners).toHaveLength(1);
});

test("a firm that he registers at that moment does not stay behind without anybody", async () => {
  const all = await firmOfOne();
  const register = async () => await all.send("/organisations", { kind: "sme", name: "第二家" });
  const answers = await race(all, { table: "audit_event", waiting: 2 }, [register, all.erase]);
  expect(answers[0]?.status).toBe(201);
  expect([204, 412]).toContain(answers[1]?.status);
  await all.erase();
  const open = await all.db
    .selectFrom("organisation")
    .select("name")
    .where("name", "in", ["第二家", "快手厂"])
    .execute();
  expect(open).toEqual([]);
});

test("of two administrators who go at once one has to stay", async () => {
  const all = await firmOfOne();
  const other = browserOn(all.app);
  const second = person("second@example.test");
  await other.post("/api/auth/sign-up/email", second);
  const { id } = await read<Made>(await other.get("/api/v1/me"));
  for (const user_id of [all.id, id])
    await all.db.insertInto("administrator").values({ user_id }).execute();
  const body = { password: second.password };
  const leave = async () => await other.post("/api/v1/me/erasure", body, { "if-match": '"1"' });
  const answers = await race(all, { table: "audit_event", waiting: 2 }, [all.erase, leave]);
  expect(statusesOf(answers)).toEqual([204, 409]);
  expect(await all.db.selectFrom("administrator").select("user_id").execute()).toHaveLength(1);
});

async function makeMemberOf(
  { db, firmId }: Awaited<ReturnType<typeof firmOfOne>>,
  role: "owner" | "member",
) {
  const { userId } = await makeMember(db, "sme");
  await db
    .insertInto("membership")
    .values({ organisation_id: firmId, user_id: userId, role })
    .execute();
}
