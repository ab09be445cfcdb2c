import { expect, test } from "vitest";
import { compileLexicon } from "../src/matching/lexicon.ts";
import { shippedLexicon, shippedOutside } from "../src/matching/lexicon-data.ts";
import { understand } from "../src/matching/understand.ts";
import { form, testApp } from "./support/app.ts";

const chipsIn = (part: string) =>
  [...part.matchAll(/chip-label">要解决<\/span><span>([^<]*)</gu)].map(([, name]) => name);

async function pages() {
  const { app } = await testApp();
  return async (fields: Record<string, string>) =>
    await (await app.request("/match", form(fields))).text();
}

test("only what is asked for plainly stands open, the guesses beside it are folded", async () => {
  const open = await pages();
  const wanted = { 管仓库: "仓库库位与出入库管理", 要一个便宜的收银: "门店收银与连锁门店" };
  for (const [text, name] of Object.entries(wanted)) {
    const [shown = "", ...folded] = (await open({ text })).split("还可能想要");
    expect(chipsIn(shown)).toEqual([name]);
    expect(chipsIn(folded.join("")).length).toBeGreaterThan(0);
  }
});

test("what only belongs to being cheap speaks for nothing else", () => {
  const lexicon = compileLexicon(shippedLexicon(), shippedOutside());
  const codes = (text: string) =>
    understand(lexicon, text).flatMap(({ capabilities }) => capabilities.map(({ code }) => code));
  for (const text of ["便宜点的erp", "便宜一点的erp", "实惠些的erp", "erp，便宜点"])
    expect(codes(text)).toEqual(codes("便宜的erp"));
  expect(codes("想要个便宜点餐系统")).toContain("restaurant-ops");
});

test("of several needs each shows what it shows alone, and one that is not ours no empty list", async () => {
  const open = await pages();
  const page = await open({ text: "两件事，一是仓库的货对不上账，二是招两个会计" });
  const [, first = "", second = ""] =
    /<ol class="needs">(.*?)<\/ol>/su.exec(page)?.[1]?.split("<li>") ?? [];
  const alone = (await open({ text: "仓库的货对不上账" })).split("还可能想要")[0] ?? "";
  expect(new Set(chipsIn(first))).toEqual(new Set(chipsIn(alone)));
  expect(first).toContain("还可能想要：");
  expect(second).not.toContain('class="chips"');
  expect(second).toContain("这件事不在本平台的范围");
  expect(second).not.toContain("可以修改");
});

test("who takes away all that was read is not told that he was not understood", async () => {
  const open = await pages();
  const page = await open({ text: "想上扫码报工", corrected: "1" });
  expect(page).toContain("读到的内容都去掉了</h1>");
  expect(page).not.toMatch(/没有读懂|没有听懂/u);
  const unheard = await open({ text: "嗯嗯嗯", corrected: "1" });
  expect(unheard).toContain("我们没有听懂您的需求</h1>");
});

test("what holds for several needs is said once, what holds for one beside it", async () => {
  const open = await pages();
  const page = await open({ text: "40来号人，三万以内，工资算不清，还有仓库老是对不上" });
  const [before = "", list = ""] = page.split('<ol class="needs">');
  expect(before).toContain("每一项都按这些条件找");
  expect(before).toContain("40 人");
  expect(list.split("</ol>")[0]).not.toContain("40 人");
  expect(await open({ text: "工资算不清，还有仓库老是对不上" })).not.toContain("每一项都按");
});

test("a request is named by what was understood, with all that it is about", async () => {
  const open = await pages();
  const page = await open({
    text: "工资算不清，还有仓库老是对不上，想弄个便宜点的软件，年前要用上",
  });
  expect(page).toContain('name="title" value="工资算不清，仓库老是对不上"');
  const titles = {
    三家门店的库存老对不上想用一个系统管起来: "三家门店的库存老对不上想用一个系统管起来",
    "三家门店的库存老对不上，想用一个系统管起来": "三家门店的库存老对不上",
    "原材料断供，想快速找能替代的供应商，最好能看到资质": "想快速找能替代的供应商",
    我们永康做保温杯的40来号人工资算不清天天吵架还有仓库老是对不上年前要用上:
      "工资算不清天天吵架，仓库老是对不上",
  };
  for (const [text, title] of Object.entries(titles))
    expect(await open({ text })).toContain(`name="title" value="${title}"`);
  const scenes = [...page.matchAll(/name="scenes" value="([^"]*)"/gu)].map(([, code]) => code);
  expect(scenes).toEqual(expect.arrayContaining(["production", "logistics"]));
});
