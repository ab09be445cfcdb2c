import { expect, test } from "vitest";
import { type Db, inTransaction } from "../src/db/connect.ts";
import { indexProviders } from "../src/search/service.ts";
import { read, testApp } from "./support/app.ts";
import { added, drafted, office, publish } from "./support/lexicon-office.ts";
import { makeProvider, makeSolution } from "./support/make.ts";

type App = Awaited<ReturnType<typeof testApp>>["app"];
type Item = { type: string; id: string; text: string; kind: string; href: string };

async function suggested(app: App, typed: string, limit = 8): Promise<Item[]> {
  const query = new URLSearchParams({ q: typed, limit: String(limit) }).toString();
  const answer = await app.request(`/api/v1/suggest?${query}`);
  return (await read<{ items: Item[] }>(answer)).items;
}

async function shelve(db: Db, provider: string, solutions: readonly string[]) {
  const { providerId } = await makeProvider(db, { name: provider });
  for (const name of solutions) await makeSolution(db, providerId, { name });
  await inTransaction(db, async (trx) => await indexProviders(trx, [providerId]));
}

test.for([
  ["扫码报", "扫码报工"],
  ["报工", "扫码报工"],
  ["saomab", "扫码报工"],
  ["smbg", "扫码报工"],
  ["ＳＭＢＧ", "扫码报工"],
  ["掃碼報", "扫码报工"],
  // What owners say and vendors write.
  ["baogong", "扫码报工"],
  ["工序流转", "扫码报工"],
  ["mes", "车间生产执行管理"],
  ["车间管理软", "车间生产执行管理"],
] as const)("%s suggests that %s be solved", async ([typed, name]) => {
  const { app } = await testApp();
  const found = await suggested(app, typed);
  expect(found).toContainEqual(
    expect.objectContaining({ type: "capability", text: name, kind: "要解决的事" }),
  );
});

test.for([
  ["zhilia", "质量管理"],
  ["财务管", "财务管理"],
] as const)("%s suggests the scene %s", async ([typed, name]) => {
  const { app } = await testApp();
  const [first] = await suggested(app, typed);
  expect(first).toMatchObject({ type: "scene", text: name, kind: "场景" });
});

test.for(["s", "er", "序流转", "火箭发射台"] as const)(
  "%s says too little or nothing of a capability",
  async (typed) => {
    const { app } = await testApp();
    expect(await suggested(app, typed)).toEqual([]);
  },
);

test("just what is said stands for one capability, however many begin so", async () => {
  const { app } = await testApp();
  const found = await suggested(app, "ERP");
  expect(found.map(({ text }) => text)).toEqual(["工厂进销存与生产一套账"]);
});

test("each kind says what it is, and a capability leads to what solves it", async () => {
  const { app, db } = await testApp();
  await shelve(db, "扫码数科", ["扫码报工专家"]);
  const found = await suggested(app, "扫码");
  expect(found.map(({ text, kind }) => [text, kind])).toEqual([
    ["扫码报工", "要解决的事"],
    ["扫码看说明与自助排障", "要解决的事"],
    ["条码标签与扫码管货", "要解决的事"],
    ["扫码数科", "服务商"],
    ["扫码报工专家", "方案"],
  ]);
  const page = await (await app.request(found[0]!.href)).text();
  expect(page).toContain("扫码报工专家");
  expect(page).toContain("要解决</span><span>扫码报工");
});

test("who bears the very name comes first, and topics take no more than half", async () => {
  const { app, db } = await testApp();
  await shelve(
    db,
    "数据",
    Array.from({ length: 9 }, (_, i) => `数据${"好".repeat(i + 1)}`),
  );
  const found = await suggested(app, "数据");
  expect(found.map(({ type, text }) => [type, text])).toEqual([
    ["provider", "数据"],
    ["scene", "数据备份"],
    ["capability", "数据大屏展示"],
    ["capability", "数据库托管与提速"],
    ["capability", "数据库审计与脱敏"],
    ["solution", "数据好"],
    ["solution", "数据好好"],
    ["solution", "数据好好好"],
  ]);
  expect(await suggested(app, "数据", 1)).toMatchObject([{ type: "provider", text: "数据" }]);
});

test("what only words led to stands behind what is called so", async () => {
  const { app, db } = await testApp();
  await shelve(db, "甲软件", ["MES小灵", "MES大全"]);
  const found = await suggested(app, "mes");
  expect(found.map(({ type }) => type)).toEqual(["solution", "solution", "capability"]);
});

test("where nothing is found, what the word stands for is offered", async () => {
  const { app, db } = await testApp();
  // Nobody searches in vain where there is nothing yet.
  await shelve(db, "甲软件", ["电子合同"]);
  const page = async (q: string) => await (await app.request(`/search?q=${q}`)).text();
  expect(await page("MES")).toMatch(
    /您要解决的也许是：<a href="\/match\?text=[^"]+">车间生产执行/u,
  );
  for (const q of ["火箭发射台", "！！", ""]) expect(await page(q)).not.toContain("也许是");
});

test("what officials publish is suggested a second later at the latest", async () => {
  const all = await office();
  const { code } = await drafted(all);
  expect(await suggested(all.app, added.phrase)).toEqual([]);
  expect((await publish(all)).status).toBe(201);
  const later = Date.now() + 1000;
  all.clock.now = () => new Date(later);
  expect(await suggested(all.app, added.phrase)).toMatchObject([{ type: "capability", id: code }]);
});
