import { expect, test } from "vitest";
import type { WhyView } from "../src/why/schema.ts";
import { read } from "./support/app.ts";
import { makeSolution } from "./support/make.ts";
import { market, published, visitor } from "./support/market.ts";

async function two() {
  const all = await market();
  const own = await makeSolution(all.db, all.providerId, {
    name: "云课堂",
    summary: "在线直播授课与考试",
    scenes: ["online-education"],
  });
  const rivals = await makeSolution(all.db, all.rivalId, {
    name: "乙家扫码报工",
    summary: "手机扫码报工，工人扫流转卡报工",
  });
  const ask = async (query: Record<string, string>, who = all.provider, id = own) => {
    const path = `/solutions/${id}/why?${new URLSearchParams(query).toString()}`;
    const answer = await who.send("GET", path);
    return { status: answer.status, view: await read<WhyView>(answer) };
  };
  return { ...all, own, rivals, ask, pages: visitor(all.app, all.headers.provider) };
}

test("a provider reads its parts, how many stand in the list, and what to mend", async () => {
  const all = await two();
  const { view } = await all.ask({
    capability: "work-reporting",
    regionCode: "330000",
    budgetMaxFen: "5000000",
  });
  expect(view).toMatchObject({ place: null, of: 1, isShown: false, offMarket: null });
  const sum = view.parts.reduce((total, { points }) => total + points, 0);
  expect(sum).toBeCloseTo(view.score ?? -1, 5);
  expect(view.parts.reduce((total, { most }) => total + most, 0)).toBe(100);
  const mendOf = (factor: string) => view.parts.find((one) => one.factor === factor)?.mend ?? "";
  expect(mendOf("capability")).toContain("扫码报工");
  expect(mendOf("scene")).toContain("生产管控");
  expect(mendOf("price")).toContain("公布价格");
  expect(JSON.stringify(view)).not.toContain("乙");
});

test("who does not say where it runs is told to, and who says otherwise what is asked for", async () => {
  const all = await two();
  const ask = async (query: Record<string, string>) => {
    const { view } = await all.ask({ capability: "work-reporting", ...query });
    return { asked: view.asked, ...view.parts.find(({ factor }) => factor === "deployment")! };
  };
  expect((await ask({})).mend).toContain("请在方案里勾选安装方式");
  await all.db
    .updateTable("solution")
    .set({ deployment: ["saas"] })
    .execute();
  expect(await ask({})).toMatchObject({ detail: "没有说安装方式，按中间分计", mend: null });
  expect(await ask({ deployment: "saas" })).toMatchObject({ points: 4, most: 4, mend: null });
  expect(await ask({ deployment: "on_premises" })).toMatchObject({
    asked: "要「扫码报工」，要「装在自己厂里」的",
    points: 0,
    detail: "对方要「装在自己厂里」，方案写明的是「云端的，开网页或手机就能用」",
    mend: "如果也能「装在自己厂里」，请在安装方式里勾上",
  });
  const unknown = { capability: "work-reporting", deployment: "nowhere" };
  expect((await all.ask(unknown)).status).toBe(400);
  const page = await all.pages.open(
    `/solutions/${all.own}/why?capability=work-reporting&deployment=on_premises`,
  );
  expect(page.text).toMatch(/<option value="on_premises" selected/u);
  expect(page.text).toContain("请在安装方式里勾上");
  // Of a need that was published counts what its owner chose there.
  const request = await published(all);
  const chosen = { deployment: "on_premises" };
  await all.db.updateTable("request").set(chosen).where("id", "=", request).execute();
  const { view } = await all.ask({ request });
  expect(view.parts.find(({ factor }) => factor === "deployment")?.points).toBe(0);
});

test("the one that fits has a place, and mending what was said moves it", async () => {
  const all = await two();
  const before = await all.ask({ capability: "work-reporting" });
  const after = { name: "扫码报工", summary: "工人手机扫码报工", scenes: ["production"] };
  await all.db.updateTable("solution").set(after).where("id", "=", all.own).execute();
  const { view } = await all.ask({ capability: "work-reporting" });
  expect(view).toMatchObject({ of: 2, isShown: true });
  expect([1, 2]).toContain(view.place);
  expect(view.score ?? 0).toBeGreaterThan(before.view.score ?? 100);
});

test("what is more of one provider has its place after the others, as in the list of a firm", async () => {
  const all = await two();
  const said = { name: "扫码报工", summary: "工人手机扫码报工", scenes: ["production"] };
  const less = { name: "车间管理", summary: "制造执行系统 MES" };
  await all.db.updateTable("solution").set(said).where("id", "=", all.own).execute();
  await all.db.updateTable("solution").set(less).where("id", "=", all.rivals).execute();
  const more = [all.own];
  for (let i = 0; i < 5; i++) more.push(await makeSolution(all.db, all.providerId, said));
  const asked = { capability: "work-reporting" };
  const places: (number | null)[] = [];
  for (const id of more) places.push((await all.ask(asked, all.provider, id)).view.place);
  // Four stand before the other's one, two after it.
  expect(places.toSorted((a, b) => Number(a) - Number(b))).toEqual([1, 2, 3, 4, 6, 7]);
});

test("what blocks is said with what to mend, and a draft is told that nobody sees it", async () => {
  const all = await two();
  await all.db
    .updateTable("solution")
    .set({ service_regions: ["440000"], yearly_fen: 90_000_000 })
    .where("id", "=", all.own)
    .execute();
  const far = await all.ask({ capability: "work-reporting", regionCode: "330300" });
  expect(far.view.blocked).toMatchObject({ code: "not_serving", detail: "服务范围没有写温州" });
  const dear = await all.ask({ capability: "work-reporting", budgetMaxFen: "100000" });
  expect(dear.view.blocked).toMatchObject({ code: "over_budget" });
  await all.db
    .updateTable("solution")
    .set({ status: "withdrawn" })
    .where("id", "=", all.own)
    .execute();
  const { view } = await all.ask({ capability: "work-reporting" });
  expect([view.offMarket, view.parts]).toEqual([expect.stringContaining("撤下"), []]);
});

test("a published need is answered for, another's draft is not found", async () => {
  const all = await two();
  const request = await published(all);
  const { status, view } = await all.ask({ request });
  expect([status, view.asked]).toEqual([200, "需求「扫码报工」"]);
  const draft = await all.sme.send("POST", "/requests", { title: "秘密", text: "想要秘密的东西" });
  const { id } = await read<{ id: string }>(draft);
  expect((await all.ask({ request: id })).status).toBe(404);
});

test("another's solution is not found, nor is a firm let in, and a kind must be named", async () => {
  const all = await two();
  const query = { capability: "work-reporting" };
  expect((await all.ask(query, all.provider, all.rivals)).status).toBe(404);
  expect((await all.ask(query, all.provider, crypto.randomUUID())).status).toBe(404);
  expect((await all.ask(query, all.sme)).status).toBe(403);
  expect((await all.ask({})).status).toBe(400);
  expect((await all.ask({ capability: "no-such-thing" })).status).toBe(400);
  expect((await all.ask({ scene: "nowhere" })).status).toBe(400);
  expect((await all.ask({ scene: "online-education" })).view).toMatchObject({ isShown: true });
});

test("an owner's sentence is heard too, and no word is asked for twice", async () => {
  const all = await two();
  const asked = await all.pages.open(
    `/solutions/${all.own}/why?capability=${encodeURIComponent("工资算不清，想按件数算")}`,
  );
  expect([asked.status, asked.text.includes("要「计件工资核算」")]).toEqual([200, true]);
  const { view } = await all.ask({ capability: "piecework-wage" });
  const words = view.parts
    .find(({ factor }) => factor === "capability")
    ?.mend?.match(/「[^」]+」/gu);
  expect(words?.length).toBeGreaterThan(2);
  expect(new Set(words).size).toBe(words?.length);
});

test("who asks for a scene only is not told to write another solution for it", async () => {
  const all = await two();
  const { view } = await all.ask({ scene: "production" });
  const focus = view.parts.find(({ factor }: { factor: string }) => factor === "focus");
  expect(focus).toMatchObject({ points: 0, mend: null });
  expect(focus?.detail).toContain("没有选要解决什么");
});

test("the page asks, answers and names what is wrong", async () => {
  const all = await two();
  const path = `/solutions/${all.own}/why`;
  expect((await all.pages.open(path)).text).toContain("看看排第几");
  const wrong = await all.pages.open(`${path}?capability=work-reporting&budget=x`);
  expect([wrong.status, wrong.text.includes("请填金额")]).toEqual([400, true]);
  expect(wrong.text).toMatch(/name="capability"[^>]* value="扫码报工"/u);
  const all3 = `${path}?capability=天书&headcount=很多&budget=便宜点`;
  const { status, text } = await all.pages.open(all3);
  expect([status, text.includes("有 3 处需要修改")]).toEqual([400, true]);
  for (const [name, typed] of new URLSearchParams(all3.split("?")[1])) {
    expect(text).toContain(`id="${name}-error"`);
    expect(text).toContain(`value="${typed}"`);
  }
  const found = await all.pages.open(`${path}?capability=work-reporting&budget=5万`);
  expect([found.status, found.text.includes("可以改的")]).toEqual([200, true]);
  expect(found.text).not.toContain("乙家");
  expect((await all.pages.open(`/solutions/${all.rivals}/why`)).status).toBe(404);
});

test("what is to be solved may be typed as one calls it, and is offered while one types", async () => {
  const all = await two();
  const path = `/solutions/${all.own}/why`;
  const form = (await all.pages.open(path)).text;
  expect(form).toMatch(/<input[^>]*id="capability"[^>]*list="capability-offered"/u);
  expect(form).toContain("<option>扫码报工</option>");
  for (const typed of ["扫码报工", "扫码 报工", "报工"]) {
    const { status, text } = await all.pages.open(
      `${path}?capability=${encodeURIComponent(typed)}`,
    );
    expect([typed, status, text.includes("要「扫码报工」")]).toEqual([typed, 200, true]);
  }
  const people = await all.pages.open(`${path}?capability=报工&headcount=六十来号人`);
  expect(people.text).toContain("要「扫码报工」，60 人");
});
