import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import { type Body, market, need, offer, published, visitor } from "./support/market.ts";
import { versionOn } from "./support/version.ts";

/** What the page says was saved elsewhere in the meantime. */
const saidOn = (html: string) => /<div[^>]*id="meanwhile".*?<\/dl>/su.exec(html)?.[0] ?? "";

test("of two windows with the same need the second is shown what the first has saved, and loses nothing", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const { id } = await read<Body>(await all.sme.send("POST", "/requests", need));
  const fields = { ...need, scenes: "production", sealed: "yes", contactConsent: "yes" };
  const first = { ...fields, title: "先改的标题", headcount: "70", regionCode: "330100" };
  expect((await firm.submit(`/requests/${id}`, { ...first, version: "1" })).status).toBe(303);

  const mine = { ...fields, text: `${need.text}。\r\n还要能导出`, version: "1" };
  // What cannot be read does not make the window a newer one.
  const wrong = await firm.submit(`/requests/${id}`, { ...mine, headcount: "一些" });
  expect([wrong.status, versionOn(wrong.text), saidOn(wrong.text)]).toEqual([400, "1", ""]);

  const again = await firm.submit(`/requests/${id}`, mine);
  expect([again.status, versionOn(again.text)]).toEqual([412, "2"]);
  expect(again.text).toContain("还要能导出");
  const said = saidOn(again.text);
  for (const there of ["先改的标题", "70", "浙江省杭州市", need.text])
    expect(said).toContain(there);
  for (const same of ["想管好哪些事", "330100", "联系电话"]) expect(said).not.toContain(same);
  const kept = await firm.submit(`/requests/${id}`, { ...mine, version: "2" });
  expect(kept.status).toBe(303);
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ title: need.title });
});

test("so are a solution, a proposal and a firm", async () => {
  const all = await market();
  const seller = visitor(all.app, all.headers.provider);
  const drafted = await all.provider.send("POST", "/solutions", {
    name: "报工",
    category: "upgrade",
  });
  const { id: solutionId } = await read<Body>(drafted);
  const solution = `/desk/provider/solutions/${solutionId}`;
  const { text: opened } = await seller.open(solution);
  const version = versionOn(opened);
  const typed = { name: "报工", category: "upgrade", version };
  expect((await seller.submit(solution, { ...typed, summary: "扫码报工" })).status).toBe(303);
  const behind = await seller.submit(solution, { ...typed, summary: "拍照报工" });
  expect([behind.status, saidOn(behind.text).includes("扫码报工")]).toEqual([412, true]);
  expect(behind.text).toContain("拍照报工");

  const request = await published(all);
  const sent = await all.provider.send("POST", `/requests/${request}/proposals`, offer);
  const { id } = await read<Body>(sent);
  const money = { summary: offer.summary, plan: offer.plan, weeks: "2", version: "1" };
  const cheap = await seller.submit(`/proposals/${id}`, { ...money, oneOffFen: "18000" });
  expect(cheap.status).toBe(303);
  const dear = await seller.submit(`/proposals/${id}`, { ...money, oneOffFen: "22000" });
  expect([dear.status, saidOn(dear.text).includes("18000 元")]).toEqual([412, true]);

  const own = await all.sme.get("/me");
  const [firmId] = /[0-9a-f-]{36}/u.exec(JSON.stringify(own["memberships"])) ?? [];
  const firm = visitor(all.app, all.headers.sme);
  const at = `/organisations/${firmId}`;
  const { text: form } = await firm.open(`${at}/edit`);
  const seen = { name: "五金厂", version: versionOn(form) };
  expect((await firm.submit(at, { ...seen, headcount: "70" })).status).toBe(303);
  const stale = await firm.submit(at, { ...seen, headcount: "90" });
  expect([stale.status, saidOn(stale.text).includes("70")]).toEqual([412, true]);
  expect(stale.text).toContain('value="90"');
});

test("a proposal that was saved but could not be handed in is no older than itself", async () => {
  const all = await market();
  const seller = visitor(all.app, all.headers.provider);
  const request = await published(all);
  const { id } = await read<Body>(
    await all.provider.send("POST", `/requests/${request}/proposals`, { summary: "扫码" }),
  );
  const half = { summary: "扫码报工", oneOffFen: "100", act: "submit", version: "1" };
  const refused = await seller.submit(`/proposals/${id}`, half);
  expect([refused.status, versionOn(refused.text)]).toEqual([400, "2"]);
  const whole = { ...half, plan: "先装", weeks: "2", version: "2" };
  expect((await seller.submit(`/proposals/${id}`, whole)).status).toBe(303);
});
