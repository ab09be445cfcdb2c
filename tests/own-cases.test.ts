import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import { type Body, doors, found, speaker } from "./support/doors.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";

const told = {
  title: "五金厂算工资从两天到半小时",
  smeName: "温州某五金厂",
  regionCode: "330300",
  industryCode: "C33",
  headcount: 12,
  summary: "手机扫码报工",
  problem: "月底算计件工资要两天",
  approach: "每道工序贴码",
  outcome: "当天能看",
  measures: [
    {
      label: "算工资用时",
      before: 16,
      after: 0.5,
      unit: "小时",
      period: "前后各三个月",
      method: "财务工时",
    },
  ],
  consentOn: "2026-01-05",
  consentBy: "王厂长",
};

async function stage() {
  const all = await doors();
  const maker = await makeProvider(all.db, { name: "乙软件" });
  const rival = await makeProvider(all.db, { name: "丙软件" });
  const sme = await makeMember(all.db, "sme", { name: "五金厂" });
  const solutionId = await makeSolution(all.db, maker.providerId);
  return {
    ...all,
    solutionId,
    maker,
    sme,
    own: speaker(all.app, maker.headers),
    rival: speaker(all.app, rival.headers),
    buyer: speaker(all.app, sme.headers),
  };
}
type Stage = Awaited<ReturnType<typeof stage>>;

async function inReview({ own, solutionId }: Stage) {
  const made = await own.send("POST", "/cases", { ...told, solutionId });
  expect(made.status).toBe(201);
  const { id, version } = await read<Body>(made);
  const sent = await own.send("POST", `/cases/${id}/submit`, undefined, version);
  expect(sent.status).toBe(200);
  return await read<Body>(sent);
}

const decide = async (who: Stage["own"], { id, version }: Body, body: object) =>
  await who.send("POST", `/case-reviews/${id}/decisions`, body, version);

test("a provider proposes, an official publishes, and everybody finds it", async () => {
  const all = await stage();
  const one = await inReview(all);
  expect((await all.app.request(`/api/v1/cases/${one.id}`)).status).toBe(404);
  const answer = await decide(all.official, one, { verdict: "published", featured: true });
  expect([answer.status, await answer.json()]).toMatchObject([
    201,
    { status: "published", featured: true },
  ]);
  expect((await found(all, "五金厂算工资")).map(({ id }) => id)).toContain(one.id);
  expect((await found(all, "五金厂算工资")).map(({ id }) => id)).toContain(all.solutionId);
  const shown = await read<Body>(await all.app.request(`/api/v1/cases/${one.id}`));
  expect(shown).toMatchObject({ verified: false, featured: true, size: "micro" });
  expect(JSON.stringify(shown)).not.toContain("王厂长");
  const off = await all.official.send("POST", `/case-reviews/${one.id}/feature`, {
    featured: false,
  });
  expect(await off.json()).toMatchObject({ featured: false });
  const back = await all.own.send("POST", `/cases/${one.id}/withdraw`, { reason: "企业要求" });
  expect(back.status).toBe(204);
  expect((await all.app.request(`/api/v1/cases/${one.id}`)).status).toBe(404);
  expect(await found(all, "五金厂算工资")).toEqual([]);
});

test("a returned case is mended and handed in again; a rejected one stays so", async () => {
  const all = await stage();
  const one = await inReview(all);
  const bare = await decide(all.official, one, { verdict: "returned" });
  expect(bare.status).toBe(400);
  const back = await decide(all.official, one, { verdict: "returned", note: "怎么测的？" });
  expect(back.status).toBe(201);
  const mine = await all.own.get(`/me/cases/${one.id}`);
  expect(mine).toMatchObject({ status: "proposed", reviewNote: "怎么测的？" });
  const changed = await all.own.send("PATCH", `/cases/${one.id}`, { outcome: "新" }, mine.version);
  const { version } = await read<Body>(changed);
  const again = await all.own.send("POST", `/cases/${one.id}/submit`, undefined, version);
  const no = await decide(all.official, await read<Body>(again), {
    verdict: "rejected",
    note: "查不到",
  });
  expect(no.status).toBe(201);
  const late = await decide(all.province, await read<Body>(no), { verdict: "published" });
  expect(late.status).toBe(409);
});

test("of two officials at once one decides", async () => {
  const all = await stage();
  const one = await inReview(all);
  const answers = await Promise.all([
    decide(all.official, one, { verdict: "published" }),
    decide(all.province, one, { verdict: "rejected", note: "查不到" }),
  ]);
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([201, 409]);
});

test("a case needs its figures and a consent, of its own solution, in one's own region", async () => {
  const all = await stage();
  const { own, rival, solutionId } = all;
  const foreign = await rival.send("POST", "/cases", { ...told, solutionId });
  expect(foreign.status).toBe(400);
  const made = await read<Body>(
    await own.send("POST", "/cases", { title: "只有标题", solutionId }),
  );
  const refused = await own.send("POST", `/cases/${made.id}/submit`, undefined, 1);
  expect(refused.status).toBe(400);
  const { errors } = await read<{ errors: { pointer: string }[] }>(refused);
  expect(errors.map(({ pointer }) => pointer)).toEqual(
    expect.arrayContaining(["/measures", "/consentOn", "/consentBy"]),
  );
  const future = { ...told, consentOn: "2199-01-01" };
  await own.send("PATCH", `/cases/${made.id}`, future, 1);
  expect((await own.send("POST", `/cases/${made.id}/submit`, undefined, 2)).status).toBe(400);
  expect((await rival.send("GET", `/me/cases/${made.id}`)).status).toBe(404);
  expect((await rival.send("PATCH", `/cases/${made.id}`, told, 2)).status).toBe(404);
  expect((await all.official.send("GET", `/case-reviews/${made.id}`)).status).toBe(404);
  const one = await inReview(all);
  expect((await all.elsewhere.send("GET", `/case-reviews/${one.id}`)).status).toBe(404);
  expect((await decide(all.elsewhere, one, { verdict: "published" })).status).toBe(404);
});

/** Delivered, not accepted yet. */
async function delivered({ db, sme, maker, solutionId }: Stage): Promise<string> {
  const request = await db
    .insertInto("request")
    .values({
      organisation_id: sme.organisationId,
      created_by: sme.userId,
      status: "closed",
      outcome: "awarded",
      title: "扫码报工",
      text: "月底算工资太慢",
      category: "upgrade",
      scenes: ["production"],
      region_code: "330300",
      published_at: new Date(),
      closes_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const proposal = await db
    .insertInto("proposal")
    .values({
      request_id: request.id,
      provider_id: maker.providerId,
      solution_id: solutionId,
      created_by: maker.userId,
      status: "awarded",
      submitted_at: new Date(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const engagement = await db
    .insertInto("engagement")
    .values({
      request_id: request.id,
      proposal_id: proposal.id,
      organisation_id: sme.organisationId,
      provider_id: maker.providerId,
      solution_id: solutionId,
      status: "delivered",
      total_fen: 100,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return engagement.id;
}

test("an accepted delivery makes one verified case, filled from what is known", async () => {
  const all = await stage();
  const { db, solutionId, buyer, own, rival } = all;
  const engagementId = await delivered(all);
  expect((await own.send("POST", "/cases", { engagementId })).status).toBe(409);
  await db
    .updateTable("engagement")
    .set({ status: "accepted", accepted_at: new Date() })
    .where("id", "=", engagementId)
    .execute();
  expect((await rival.send("POST", "/cases", { engagementId })).status).toBe(404);
  const answers = await Promise.all([
    buyer.send("POST", "/cases", { engagementId }),
    own.send("POST", "/cases", { engagementId }),
  ]);
  const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
  expect(statuses).toEqual([201, 409]);
  const [made] = await db.selectFrom("case").selectAll().execute();
  expect(made).toMatchObject({
    origin: "engagement",
    title: "扫码报工",
    sme_name: "五金厂",
    region_code: "330300",
    problem: "月底算工资太慢",
    solution_id: solutionId,
  });
});
