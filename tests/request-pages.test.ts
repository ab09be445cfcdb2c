import { expect, test } from "vitest";
import { noticeKinds } from "../src/notices/say.ts";
import {
  day,
  evaluating,
  type Market,
  market,
  need,
  published,
  visitor,
} from "./support/market.ts";
import { versionOn } from "./support/version.ts";

const fields: [string, string][] = [
  ["text", need.text],
  ["title", "扫码报工"],
  ["category", "upgrade"],
  ["scenes", "production"],
  ["scenes", "quality"],
  ["regionCode", "330300"],
  ["headcount", "60人"],
  ["budget", "3"],
  ["sealed", "yes"],
  ["closesAt", "2036-11-30T18:00"],
  ["contactPhone", need.contactPhone],
];
const without = (...names: string[]) => fields.filter(([name]) => !names.includes(name));

function sides({ app, headers }: Market) {
  return { firm: visitor(app, headers.sme), seller: visitor(app, headers.provider) };
}

const idIn = (location: string) => /[0-9a-f-]{36}/.exec(location)?.[0] ?? "";

test("a firm drafts, previews and publishes on pages; the API reads the same", async () => {
  const all = await market();
  const { firm } = sides(all);
  const form = await firm.open("/requests/new");
  expect(form.text).toMatch(/<option value="330300"[^>]*selected/);
  const kept = await firm.submit("/requests", [...fields, ["act", "preview"]]);
  expect([kept.status, kept.location]).toEqual([303, expect.stringContaining("/preview")]);
  const preview = await firm.open(kept.location);
  expect(preview.text).toContain("发布需求</button>");
  const id = idIn(kept.location);
  const version = versionOn(preview.text);
  const sent = await firm.submit(`/requests/${id}/publish`, { version });
  expect(sent.location).toBe(`/requests/${id}?done=published`);
  expect((await firm.open(sent.location)).text).toContain("需求已发布");
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({
    status: "open",
    scenes: ["production", "quality"],
    headcount: 60,
    budgetMaxFen: 3_000_000,
    closesAt: "2036-11-30T10:00:00.000Z",
    contactConsentAt: null,
  });
  expect((await firm.submit(`/requests/${id}/publish`, { version })).status).toBe(409);
});

test("a draft may lack anything; the preview names it and has no button to publish", async () => {
  const all = await market();
  const { firm } = sides(all);
  const kept = await firm.submit("/requests", { text: "嗯", act: "preview" });
  const preview = await firm.open(kept.location);
  const id = idIn(kept.location);
  expect(preview.text).not.toMatch(/发布需求<\/button>|action="[^"]*\/publish"|没问题就发布/u);
  expect(preview.text).toContain(`/requests/${id}/edit#category`);
  const forced = await firm.submit(`/requests/${id}/publish`, { version: "1" });
  expect([forced.status, forced.text]).toEqual([400, expect.stringContaining("请填写")]);
  expect(forced.text).toContain('<a href="#scenes">');
  expect((await firm.submit("/requests", {})).status).toBe(303);
});

test("what was typed stays when something is wrong, each error beside its field", async () => {
  const all = await market();
  const { firm, seller } = sides(all);
  const long = "长".repeat(10_001);
  const wrong: [string, string][] = [
    ...without("text", "budget", "headcount", "regionCode"),
    ["text", long],
    ["budget", "不多"],
    ["headcount", "一些"],
    ["regionCode", "999999"],
  ];
  const again = await firm.submit("/requests", wrong);
  expect(again.status).toBe(400);
  for (const kept of [
    long,
    'value="不多"',
    'value="一些"',
    "请不要超过 10000 个字",
    "没有这个代码",
  ])
    expect(again.text).toContain(kept);
  expect(again.text).toMatch(/value="quality"[^>]*checked/);
  expect(await all.db.selectFrom("request").select("id").execute()).toEqual([]);

  const id = await published(all);
  const typed = { summary: "手机扫码", oneOffFen: "看情况", yearlyFen: "3000", act: "submit" };
  const proposal = await seller.submit(`/requests/${id}/propose`, typed);
  expect(proposal.status).toBe(400);
  expect(proposal.text).toMatch(/value="看情况"/);
  expect(proposal.text).toContain("请填金额");
  expect(proposal.text).toContain("9,000 元");
  const counted = await seller.submit(`/requests/${id}/propose`, { ...typed, act: "count" });
  expect([counted.status, counted.text]).toEqual([200, expect.stringContaining("9,000 元")]);
  expect(await all.db.selectFrom("proposal").select("id").execute()).toEqual([]);
  const question = await seller.submit(`/requests/${id}/questions`, { text: "问".repeat(1001) });
  expect([question.status, question.text]).toEqual([400, expect.stringContaining("问问问")]);
  const withdrawn = await firm.submit(`/requests/${id}/withdraw`, { reason: " " });
  expect([withdrawn.status, withdrawn.text]).toEqual([400, expect.stringContaining("为什么撤回")]);
});

test("a form sent twice makes one draft; changed in between it makes another", async () => {
  const all = await market();
  const { firm } = sides(all);
  const key = crypto.randomUUID();
  const sent = await Promise.all(
    Array.from({ length: 5 }, async () => firm.submit("/requests", [...fields, ["key", key]])),
  );
  expect(new Set(sent.map(({ location }) => location)).size).toBe(1);
  await firm.submit("/requests", [...without("title"), ["title", "另一个"], ["key", key]]);
  expect(await all.db.selectFrom("request").select("id").execute()).toHaveLength(2);
});

test("a stale form is refused with what was typed, and goes through at the second look", async () => {
  const all = await market();
  const { firm } = sides(all);
  const id = idIn((await firm.submit("/requests", fields)).location);
  await firm.submit(`/requests/${id}`, [...fields, ["version", "1"]]);
  const mine: [string, string][] = [...without("title"), ["title", "我改的"]];
  const stale = await firm.submit(`/requests/${id}`, [...mine, ["version", "1"]]);
  expect([stale.status, stale.text]).toEqual([412, expect.stringContaining('value="我改的"')]);
  const version = versionOn(stale.text);
  expect((await firm.submit(`/requests/${id}`, [...mine, ["version", version]])).status).toBe(303);
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ title: "我改的" });
  expect((await firm.submit(`/requests/${id}`, mine)).status).toBe(412);
});

test("a proposal is sent once however often the button is pressed", async () => {
  const all = await market();
  const { seller } = sides(all);
  const id = await published(all);
  const typed = { summary: "扫码", plan: "两步", weeks: "2 周", oneOffFen: "2万", act: "submit" };
  const sent = await Promise.all(
    Array.from({ length: 4 }, async () => seller.submit(`/requests/${id}/propose`, typed)),
  );
  expect(sent.map(({ status }) => status)).toEqual([303, 303, 303, 303]);
  expect(new Set(sent.map(({ location }) => idIn(location))).size).toBe(1);
  const proposal = idIn(sent[0]?.location ?? "");
  const page = await seller.open(`/proposals/${proposal}`);
  expect(page.text).toContain("20,000 元（2 万元）");
  const version = versionOn(page.text);
  const early = await seller.submit(`/proposals/${proposal}`, { ...typed, version });
  expect([early.status, early.text]).toEqual([409, expect.stringContaining("可以撤回")]);
  await seller.submit(`/proposals/${proposal}/withdraw`, { version });
  const edited = await seller.open(`/proposals/${proposal}/edit`);
  const better = { ...typed, weeks: "1", version: versionOn(edited.text) };
  expect((await seller.submit(`/proposals/${proposal}`, better)).location).toContain("submitted");
  expect(await all.provider.get(`/proposals/${proposal}`)).toMatchObject({
    status: "submitted",
    weeks: 1,
  });
});

test("none suits: each is told its own reason, or the common one", async () => {
  const all = await market();
  const { firm } = sides(all);
  const { id, proposals } = await evaluating(all);
  const [first = "", second = ""] = proposals;
  const lacking = await firm.submit(`/requests/${id}/reject-all`, { [`reasons.${first}`]: "太慢" });
  expect([lacking.status, lacking.text]).toEqual([400, expect.stringContaining("太慢")]);
  const given = { reason: "都超预算", [`reasons.${first}`]: "太慢" };
  expect((await firm.submit(`/requests/${id}/reject-all`, given)).status).toBe(303);
  const reasons = await all.db.selectFrom("proposal").select(["id", "reason"]).execute();
  expect(new Map(reasons.map((one) => [one.id, one.reason]))).toEqual(
    new Map([
      [first, "太慢"],
      [second, "都超预算"],
    ]),
  );
});

test("an award owes a reason only where there is somebody to tell", async () => {
  const all = await market();
  const { firm } = sides(all);
  const { id, proposals } = await evaluating(all);
  const [first = "", second = ""] = proposals;
  const lacking = await firm.submit(`/requests/${id}/award`, { proposalId: first });
  expect([lacking.status, lacking.text]).toEqual([400, expect.stringContaining("请填写")]);
  const given = { proposalId: first, [`reasons.${second}`]: "不懂五金" };
  const awarded = await firm.submit(`/requests/${id}/award`, given);
  expect(awarded.location).toContain("/engagements/");
  const again = await firm.submit(`/requests/${id}/award`, given);
  expect([again.status, again.text]).toEqual([409, expect.stringContaining("现在不能这样做")]);
  const undo = async (reason: string, version: string) =>
    await firm.submit(`/requests/${id}/undo-award`, { reason, version });
  const read = async () => {
    const { text } = await firm.open(`/requests/${id}/undo-award`);
    return /name="version" value="(\d+)"/u.exec(text)?.[1] ?? "";
  };
  const undone = await undo("点错了", await read());
  expect(undone.location).toContain("done=undone");
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ status: "evaluating" });
  await firm.submit(`/requests/${id}/award`, { ...given, proposalId: second, reason: "x" });
  const offered = async () =>
    [await firm.open(`/requests/${id}`), await firm.open(`/requests/${id}/undo-award`)].map(
      ({ text }) => /(?:href|action)="[^"]*\/undo-award"/u.test(text),
    );
  expect(await offered()).toEqual([true, true]);
  const version = await read();
  const later = all.clock.now().getTime() + day + 1;
  all.clock.now = () => new Date(later);
  expect((await undo("晚了", version)).status).toBe(409);
  expect(await offered()).toEqual([false, false]);
});

test("from agreement to reply on pages, each step refused to the other side", async () => {
  const all = await market();
  const { firm, seller } = sides(all);
  const { id, proposals } = await evaluating(all);
  const given = { proposalId: proposals[0] ?? "", reason: "更合适" };
  const at = (await firm.submit(`/requests/${id}/award`, given)).location.split("?")[0] ?? "";
  const version = versionOn((await seller.open(`${at}/milestones`)).text);
  const parts = {
    version,
    rows: "3",
    "milestones.0.title": "装好",
    "milestones.0.amountFen": "1万",
    "milestones.2.title": "验收",
    "milestones.2.amountFen": "1.2万",
  };
  const differs = await seller.submit(`${at}/milestones`, parts);
  expect([differs.status, differs.text]).toEqual([400, expect.stringContaining("等于总价")]);
  expect(differs.text).toContain('value="1.2万"');
  const { "milestones.2.title": _, ...untitled } = parts;
  const lacking = await seller.submit(`${at}/milestones`, untitled);
  expect([lacking.status, lacking.text]).toEqual([
    400,
    expect.stringContaining('id="milestones.2.title-error"'),
  ]);
  const split = { ...parts, "milestones.2.amountFen": "1.3万" };
  expect((await seller.submit(`${at}/milestones`, split)).status).toBe(303);
  expect((await firm.submit(`${at}/start`)).status).toBe(403);
  expect((await seller.submit(`${at}/start`)).status).toBe(303);
  expect((await seller.submit(`${at}/start`)).status).toBe(409);
  expect((await seller.submit(`${at}/deliver`, {})).status).toBe(400);
  expect((await seller.submit(`${at}/deliver`, { note: "装好了" })).status).toBe(303);
  expect((await firm.submit(`${at}/reject`, { reason: "两台扫不上" })).status).toBe(303);
  expect((await seller.open(at)).text).toContain("两台扫不上");
  await seller.submit(`${at}/deliver`, { note: "都好了" });
  expect((await firm.submit(`${at}/accept`)).location).toContain("accepted");
  const unscored = await firm.submit(`${at}/rating`, { overall: "6", text: "师傅都会用" });
  expect([unscored.status, unscored.text]).toEqual([400, expect.stringContaining("师傅都会用")]);
  expect(unscored.text).toContain("请给“按时做完”打分");
  const scores = { overall: "5", delivery: "4", quality: "5", service: "5", value: "3" };
  expect((await seller.submit(`${at}/rating`, scores)).status).toBe(403);
  expect((await firm.submit(`${at}/rating`, scores)).status).toBe(303);
  const twice = await firm.submit(`${at}/rating`, scores);
  expect([twice.status, twice.text]).toEqual([409, expect.stringContaining("已评价")]);
  expect((await seller.submit(`${at}/rating/reply`, { reply: "谢谢" })).status).toBe(303);
  expect((await seller.submit(`${at}/rating/reply`, { reply: "再谢" })).status).toBe(409);
  const sent = await all.db.selectFrom("notice").select("kind").distinct().execute();
  expect(sent.length).toBeGreaterThan(8);
  expect(sent.filter(({ kind }) => !noticeKinds.includes(kind))).toEqual([]);
});
