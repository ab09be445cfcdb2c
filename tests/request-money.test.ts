import { expect, test } from "vitest";
import { market, need, published, visitor } from "./support/market.ts";

const idIn = (location: string) => /[0-9a-f-]{36}/.exec(location)?.[0] ?? "";

test("an amount in 元 typed where 万元 stand is asked about, not taken for hundreds of millions", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const sent = async (budget: string) =>
    await firm.submit("/requests", { text: need.text, budget, act: "draft" });
  const doubted = await sent("48000");
  expect(doubted.status).toBe(400);
  expect(doubted.text).toContain('value="48000"');
  expect(doubted.text).toContain("如果是 4.8 万元，请填 4.8 或 48000元");
  const meant = await sent("48000元");
  expect(await all.sme.get(`/requests/${idIn(meant.location)}`)).toMatchObject({
    budgetMaxFen: 4_800_000,
  });
  const rich = await sent("4.8亿");
  const again = await firm.open(`/requests/${idIn(rich.location)}/edit`);
  expect(again.text).toContain('value="4.8亿"');
});

test("a proposal that names no price at all is asked for one; nothing to pay is said with a 0", async () => {
  const all = await market();
  const id = await published(all);
  const seller = visitor(all.app, all.headers.provider);
  const send = async (oneOffFen: string) =>
    await seller.submit(`/requests/${id}/propose`, {
      summary: "扫码",
      plan: "两步",
      weeks: "2",
      oneOffFen,
      act: "submit",
    });
  const bare = await send("");
  expect([bare.status, bare.text]).toEqual([
    400,
    expect.stringContaining("全部免费，就在这里填 0"),
  ]);
  expect((await send("0")).status).toBe(303);
});

test("a new need begins with what is known of the firm", async () => {
  const all = await market();
  const firm = { industry_code: "C33", headcount: 60 };
  await all.db.updateTable("organisation").set(firm).where("kind", "=", "sme").execute();
  const page = (await visitor(all.app, all.headers.sme).open("/requests/new")).text;
  expect(page).toMatch(/<option value="C33" selected/);
  expect(page).toMatch(/name="headcount"[^>]*value="60"/);
});

test("a budget in words or as a span is read, shown as read, and kept as typed where it is not", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const sent = async (budget: string) =>
    await firm.submit("/requests", { text: need.text, budget, act: "draft" });
  for (const [budget, fen] of [
    ["五万", 5_000_000],
    ["3-5万", 5_000_000],
    ["5", 5_000_000],
  ] as const) {
    const { location } = await sent(budget);
    expect(await all.sme.get(`/requests/${idIn(location)}`)).toMatchObject({ budgetMaxFen: fen });
  }
  const refused = await sent("看着给");
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('value="看着给"')]);
  expect(refused.text).toContain("请填几万元");
});
