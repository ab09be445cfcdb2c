import { expect, test } from "vitest";
import type { MatchesView } from "../src/matching/schema.ts";
import { indexProviders } from "../src/search/service.ts";
import { form, json, read, testApp } from "./support/app.ts";
import { weights } from "../src/matching/weights.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";
import { hardware, matched, needMarket, understood } from "./support/need-market.ts";

test("what an owner says is read as a capability, a scene, a category and constraints, each with his words", async () => {
  const { app } = await testApp();
  const [need] = await understood(app, hardware);
  expect(need).toMatchObject({
    category: { code: "upgrade" },
    scenes: expect.arrayContaining([expect.objectContaining({ code: "production" })]),
    constraints: { headcount: 60, industryCode: "C33" },
  });
  const words = need!.marks.map(({ start, end }) => hardware.slice(start, end));
  expect(words).toEqual(expect.arrayContaining(["五金", "60来号人"]));
  expect(words.some((word) => word.includes("报工"))).toBe(true);
});

test.for([
  ["5万以内搞得定不，想上个进销存", { budgetMaxFen: 5_000_000 }],
  ["预算8000元，做个小程序商城", { budgetMaxFen: 800_000 }],
  ["老板顶多批12万，先把质量管起来", { budgetMaxFen: 12_000_000 }],
  ["别动不动几十万，想要扫码报工", { budgetMaxFen: 10_000_000 }],
  ["年产值2000万左右，员工45人，库存乱", { headcount: 45 }],
  ["厂里一百二十号人，考勤靠手写", { headcount: 120 }],
  ["浙江温州的鞋厂，想管仓库", { regionCode: "330300" }],
  ["数据不能出厂，要本地部署的 MES", { deployment: "on_premises" }],
] as const)("of %s the constraints are read", async ([text, constraints]) => {
  const { app } = await testApp();
  const [need] = await understood(app, text);
  expect(need?.constraints).toMatchObject(constraints);
});

test("money that is turned over, owed or lent is no budget", async () => {
  const { app } = await testApp();
  for (const text of [
    "年产值2000万左右，库存乱",
    "手里压着380万没收回来，想贷款",
    "注册资本500万，想上ERP",
  ]) {
    const [need] = await understood(app, text);
    expect(need?.constraints).not.toHaveProperty("budgetMaxFen");
  }
});

test("the solution made for it stands first, its reason cites the words and its parts add up", async () => {
  const { app, reporting, lesson } = await needMarket();
  const { matches, unmet } = await matched(app, { text: hardware });
  expect(matches[0]?.solution.id).toBe(reporting);
  expect(matches[0]?.reason).toContain("报工");
  expect(matches.map(({ solution }) => solution.id)).not.toContain(lesson);
  expect(unmet).toEqual([]);
  for (const { score, parts } of matches) {
    const sum = parts.reduce((total, { points }) => total + points, 0);
    expect(sum).toBeCloseTo(score, 5);
    expect(parts.every(({ detail }) => detail !== "")).toBe(true);
  }
});

test("that it costs more than the owner can pay is no reason for it, but what to mind", async () => {
  const { app, db, reporting } = await needMarket();
  await db
    .updateTable("solution")
    .set({ yearly_fen: 1_200_000 })
    .where("id", "=", reporting)
    .execute();
  const page = await (
    await app.request("/match", form({ text: "做五金的，想上扫码报工，一万以内" }))
  ).text();
  const said = "第一年约 1.2 万元，超出您的预算";
  const [reasons = "", doubts = ""] = page.split("要留意</p>");
  expect(reasons.split("为什么推荐</p>")[1]).not.toContain(said);
  expect(doubts.split("</ul>")[0]).toContain(said);
});

test("who wants it cheap reads so in the reason, and may take that back", async () => {
  const { app, db, reporting } = await needMarket();
  await db
    .updateTable("solution")
    .set({ yearly_fen: 360_000 })
    .where("id", "=", reporting)
    .execute();
  const text = hardware;
  const [first] = (await matched(app, { text })).matches;
  expect(first!.reason).toContain("您说到「便宜」，它第一年约 3,600 元");
  const price = first!.parts.find(({ factor }) => factor === "price");
  expect(price?.detail).toBe("您想要便宜的，第一年约 3,600 元");
  const page = await app.request("/match", form({ text, corrected: "1", thrift: "1" }));
  expect(await page.text()).toContain('value="thrift"');
  const dropped = { text, corrected: "1", thrift: "1", drop: "thrift" };
  expect(await (await app.request("/match", form(dropped))).text()).not.toContain('value="thrift"');
});

test("whose data must not leave reads where each runs, and without his words it counts no more", async () => {
  const { app, db, reporting } = await needMarket();
  const runs = async (...deployment: string[]) => {
    await db.updateTable("solution").set({ deployment }).where("id", "=", reporting).execute();
  };
  const ask = async (text: string, needs?: object[]) => {
    const { matches } = await matched(app, { text, ...(needs && { needs }) });
    const { reason, score, parts } = matches.find(({ solution }) => solution.id === reporting)!;
    return { reason, score, part: parts.find(({ factor }) => factor === "deployment")! };
  };
  const text = `${hardware}，数据不能出厂`;
  await runs("on_premises");
  const own = await ask(text);
  expect(own.reason).toContain("您说到「数据不能出厂」，它可以装在您自己厂里");
  expect(own.part).toMatchObject({ points: weights.deployment, detail: "可以装在您自己厂里" });
  const unsaid = await ask(hardware);
  expect(unsaid.reason).not.toContain("厂里");
  expect(unsaid.part.detail).toBe("您没有说安装方式，按中间分计");
  // Taken away by its owner, it is as if it had not been said.
  const [heard] = await understood(app, text);
  const { deployment, ...constraints } = heard!.constraints;
  expect(deployment).toBe("on_premises");
  const dropped = await ask(text, [{ ...heard, constraints }]);
  expect([dropped.part, dropped.reason.includes("数据不能出厂")]).toEqual([unsaid.part, false]);
  expect(own.score - dropped.score).toBeCloseTo(weights.deployment / 2, 1);
  // Chosen, and not said, it is told as what was chosen.
  const chosen = [{ constraints: { ...constraints, deployment: "on_premises" } }];
  expect((await ask(hardware, chosen)).reason).toContain("您要「装在自己厂里」，它可以装在");
  await runs("saas");
  const cloud = await ask(text);
  expect(cloud.part).toMatchObject({ points: 0, detail: "写明的只有云端的，数据不在您厂里" });
  expect(cloud.reason).not.toContain("数据不能出厂");
  await runs();
  expect((await ask(text)).part).toMatchObject({
    points: weights.deployment / 2,
    detail: "没有写明安装方式，要先问清楚（按中间分计）",
  });
});

test("without the words it cites, a match has fewer points", async () => {
  const { app, reporting } = await needMarket();
  const scoreOf = async (text: string) =>
    (await matched(app, { text })).matches.find(({ solution }) => solution.id === reporting)
      ?.score ?? 0;
  expect(await scoreOf(hardware)).toBeGreaterThan(
    await scoreOf("我们是做五金的小厂,60来号人,想管管车间"),
  );
});

test("what its owner corrects counts, and what nothing solves is named", async () => {
  const { app, lesson } = await needMarket();
  const { needs } = await matched(app, { text: hardware });
  const corrected = needs.map((need) => ({
    ...need,
    scenes: [{ code: "online-education" }],
    capabilities: [],
  }));
  const { matches } = await matched(app, { text: hardware, needs: corrected });
  expect(matches[0]?.solution.id).toBe(lesson);
  const nothing = await matched(app, { text: "想找人来修屋顶漏水" });
  expect([nothing.matches.length === 0, nothing.unmet]).toMatchObject([true, [{ need: 0 }]]);
});

test("a hard fact blocks and is said", async () => {
  const { app, db, providerId, reporting } = await needMarket();
  await db
    .updateTable("solution")
    .set({ yearly_fen: 30_000_000 })
    .where("id", "=", reporting)
    .execute();
  const dear = await matched(app, { text: `${hardware}，预算2万以内` });
  expect(dear.blocked).toMatchObject([
    { solution: { id: reporting }, reason: { code: "over_budget" } },
  ]);
  const far = await db
    .updateTable("provider")
    .set({ service_regions: ["440000"] })
    .where("id", "=", providerId)
    .executeTakeFirst();
  expect(far.numUpdatedRows).toBe(1n);
  const elsewhere = await matched(app, { text: `我们在温州，${hardware}` });
  expect(elsewhere.matches).toEqual([]);
  expect(elsewhere.blocked[0]).toMatchObject({ reason: { code: "not_serving" } });
});

test("a list can be read again by the person it was made for, and by nobody else", async () => {
  const { app, db } = await needMarket();
  const { headers } = await makeMember(db, "sme");
  const answer = await app.request("/api/v1/matches", json({ text: hardware }, headers));
  const { id, matches } = await read<MatchesView>(answer);
  const again = await app.request(`/api/v1/matches/${id}`, { headers });
  expect(await read<{ result: { matches: unknown } }>(again)).toMatchObject({
    text: hardware,
    result: { matches: matches.map(({ rank, score }) => ({ rank, score })) },
  });
  const other = await makeMember(db, "sme");
  expect((await app.request(`/api/v1/matches/${id}`, { headers: other.headers })).status).toBe(404);
  expect((await app.request(`/api/v1/matches/${id}`)).status).toBe(401);
});

test.for([
  ["nothing", ""],
  ["white space", "  \n "],
  ["too much", "长".repeat(10_001)],
  ["half a character", "a\ud83d"],
  ["a NUL", "a\0b"],
] as const)("%s is refused with the field named, on the page too", async ([, text]) => {
  const { app } = await testApp();
  const answer = await app.request("/api/v1/matches", json({ text }));
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { errors: [{ pointer: "/text" }] },
  ]);
  // A form cannot carry half a character: it arrives as the mark for something unreadable.
  if (!text.isWellFormed()) return;
  const page = await app.request("/match", form({ text }));
  expect(page.status).toBe(400);
});

test.for([
  ["one character", "我"],
  ["emoji", "😀😀😀"],
  ["punctuation", "？？！！。。"],
  ["SQL", "'; drop table solution; --"],
  ["markup", "<script>alert(1)</script> 想上扫码报工"],
  ["Arabic", "نظام إدارة المخزون"],
  ["ten thousand characters", "报工乱".repeat(3333)],
] as const)("%s is answered, in the API and on the page", async ([, text]) => {
  const { app } = await needMarket();
  const { needs } = await matched(app, { text });
  expect(needs.length).toBeGreaterThan(0);
  const page = await app.request("/match", form({ text }));
  const html = await page.text();
  expect([page.status, html.includes("<script>alert")]).toEqual([200, false]);
});

test("the page shows the words, the chips and why, and takes a correction without script", async () => {
  const { app } = await needMarket();
  const html = await (await app.request("/match", form({ text: hardware }))).text();
  expect(html).toMatch(/<mark>[^<]*报工/u);
  expect(html).toContain("为什么推荐");
  const fields: [string, string][] = [
    ["text", hardware],
    ["corrected", "1"],
    ["scene", "online-education"],
    ["category", "cultivate"],
    ["headcount", "60"],
  ];
  const changed = await (await app.request("/match", form(fields))).text();
  expect(changed).toContain("云课堂");
  const ranking = await (await app.request("/ranking")).text();
  expect(ranking).toContain("谁也不能花钱");
  const { weightsVersion, history } = await read<{
    weightsVersion: string;
    history: { version: string; what: string; on: string }[];
  }>(await app.request("/api/v1/matches/factors"));
  expect(history[0]?.version).toBe(weightsVersion);
  for (const { version, what } of history)
    for (const said of [version, what]) expect(ranking).toContain(said);
  const days = history.map(({ on }) => on);
  expect(days).toEqual(days.toSorted().toReversed());
});

test("one provider does not fill the list with one thing under many names", async () => {
  const { app, db, providerId } = await needMarket();
  const copies = await Promise.all(
    Array.from({ length: 9 }, async (_, at) =>
      makeSolution(db, providerId, {
        name: `扫码报工 ${at}`,
        summary: "面向中小企业的手机扫码报工，轻量、开箱即用",
        description: "工人用手机扫流转卡上的二维码报工，产量自动汇总。",
      }),
    ),
  );
  const other = await makeProvider(db, { name: "乙软件" });
  const rival = await makeSolution(db, other.providerId, {
    name: "车间报工",
    summary: "工人报工",
    description: "产量报工。",
  });
  await db.transaction().execute((trx) => indexProviders(trx, [providerId, other.providerId]));
  const { matches } = await matched(app, { text: hardware });
  const place = matches.findIndex(({ solution }) => solution.id === rival);
  expect(place).toBeGreaterThanOrEqual(0);
  expect(place).toBeLessThanOrEqual(4);
  // None is hidden: what is more of the one stands after it.
  const shown = new Set(matches.map(({ solution }) => solution.id));
  expect(copies.filter((id) => !shown.has(id))).toEqual([]);
  expect(matches.map(({ rank }) => rank)).toEqual(matches.map((_, at) => at + 1));
});
