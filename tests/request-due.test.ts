import { expect, test } from "vitest";
import { json, read } from "./support/app.ts";
import { hiddenOf } from "./support/carried.ts";
import { makeMember } from "./support/make.ts";
import { type Body, type Market, market, need, visitor } from "./support/market.ts";

const text = "我们是做五金的小厂，想上个扫码报工，年前要用上";

async function on(day: string) {
  const all = await market();
  all.clock.now = () => new Date(day);
  return { ...all, firm: visitor(all.app, all.headers.sme) };
}

const inForm = (page: string) => /name="wantedBy"[^>]*value="([^"]*)"/.exec(page)?.[1];

async function newForm({ firm }: { firm: ReturnType<typeof visitor> }, words: string) {
  const match = await firm.submit("/match", { text: words });
  const asked = await firm.submit("/requests/new", hiddenOf(match.text, "/requests/new"));
  return { match: match.text, form: (await firm.open(asked.location)).text };
}

test("the day that the words mean is said on the chip, stands in the form, and is read by all", async () => {
  const all = await on("2026-12-10T12:00:00+08:00");
  const { match, form } = await newForm(all, text);
  expect(match).toContain("年前（发布需求时填 2027年2月5日，不影响排序）");
  expect(inForm(form)).toBe("2027-02-05");
  expect(form).toContain("您写的是「年前」，我们先替您填了日子，可以改。");
  const kept = await all.firm.submit("/requests", [
    ...hiddenOf(form, "/requests"),
    ["text", text],
    ["category", "upgrade"],
    ["scenes", "production"],
    ["regionCode", "330300"],
    ["wantedBy", "2027-01-20"],
    ["closesAt", "2026-12-20T18:00"],
  ]);
  expect((await all.firm.open(kept.location)).text).toContain("2027年1月20日（周三）");
  const id = /[0-9a-f-]{36}/.exec(kept.location)?.[0] ?? "";
  await all.firm.submit(`/requests/${id}/publish`, { version: "1" });
  const official = await makeMember(all.db, "authority", { regionCode: "330000" });
  for (const headers of [all.headers.provider, official.headers]) {
    const page = await visitor(all.app, headers).open(`/requests/${id}`);
    expect(page.text).toContain("2027年1月20日（周三）");
  }
  const leads = await visitor(all.app, all.headers.provider).open("/leads");
  expect(leads.text).toContain("希望 2027年1月20日前用上");
  expect(await all.provider.get(`/requests/${id}`)).toMatchObject({ wantedBy: "2027-01-20" });
});

test("it is the day in China that counts, a minute before midnight and a minute after", async () => {
  const words = text.replace("年前", "月底前");
  expect(inForm((await newForm(await on("2026-11-30T15:59:00Z"), words)).form)).toBe("2026-11-30");
  expect(inForm((await newForm(await on("2026-11-30T16:01:00Z"), words)).form)).toBe("2026-12-31");
});

test("words that name no day fill nothing in, and the chip promises nothing", async () => {
  const { match, form } = await newForm(
    await on("2026-12-10T04:00:00Z"),
    text.replace("年前", "尽快"),
  );
  expect(match).toContain("尽快（不影响排序）");
  expect([inForm(form), form.includes("您写的是「")]).toEqual(["", false]);
});

test("what has passed since it was typed is not filled in; a chip that is taken away carries nothing", async () => {
  const all = await on("2026-12-10T04:00:00Z");
  const match = await all.firm.submit("/match", { text });
  const fields = hiddenOf(match.text, "/requests/new");
  all.clock.now = () => new Date("2027-02-05T16:30:00Z");
  const { location } = await all.firm.submit("/requests/new", fields);
  expect(inForm((await all.firm.open(location)).text)).toBe("");
  all.clock.now = () => new Date("2026-12-10T04:00:00Z");
  const without = await all.firm.submit("/match", [
    ...hiddenOf(match.text, "/match"),
    ["drop", "deadline"],
  ]);
  expect(hiddenOf(without.text, "/requests/new").map(([name]) => name)).not.toContain("wantedBy");
});

const codes = async (answer: Response) => [
  answer.status,
  (await read<{ errors?: { pointer: string; code: string }[] }>(answer)).errors?.map(
    ({ pointer, code }) => `${pointer} ${code}`,
  ),
];
const passed = [400, ["/wantedBy day_passed"]];
const draftBy = async ({ sme }: Market, wantedBy: string) =>
  await sme.send("POST", "/requests", { ...need, wantedBy, closesAt: "2027-01-10T18:00:00+08:00" });

test("a day that has passed is refused with all that was typed, today is not", async () => {
  const all = await on("2026-12-10T00:30:00+08:00");
  const fields = {
    text,
    title: "扫码报工",
    headcount: "六十",
    wantedBy: "2026-12-09",
    act: "draft",
  };
  const page = await all.firm.submit("/requests", fields);
  expect([page.status, inForm(page.text)]).toEqual([400, "2026-12-09"]);
  expect(page.text).toContain("这一天已经过了，请选今天或以后的日子，不急就空着。");
  expect(page.text).toContain(text);
  expect(page.text).toContain('value="六十"');
  expect(await codes(await draftBy(all, "2026-12-09"))).toEqual(passed);
  const today = await draftBy(all, "2026-12-10");
  expect(today.status).toBe(201);
  const { id } = await read<Body>(today);
  const preview = await all.firm.open(`/requests/${id}/preview`);
  expect(preview.text).toContain("报价截止得晚了");
  expect(preview.text).toContain("发布需求</button>");
  expect(await all.db.selectFrom("request").select("wanted_by").execute()).toHaveLength(1);
});

test("a draft whose day goes by is kept and may be changed, but not published with it", async () => {
  const all = await on("2026-12-10T12:00:00+08:00");
  const { id } = await read<Body>(await draftBy(all, "2026-12-12"));
  all.clock.now = () => new Date("2026-12-13T00:00:00+08:00");
  const publish = async (version: number) =>
    await codes(await all.sme.send("POST", `/requests/${id}/publish`, undefined, version));
  const change = async (body: object, version: number) =>
    await all.sme.send("PATCH", `/requests/${id}`, body, version);
  expect(await publish(1)).toEqual(passed);
  const preview = await all.firm.open(`/requests/${id}/preview`);
  expect(preview.text).toContain("希望用上的那一天已经过了");
  expect(preview.text).not.toContain("发布需求</button>");
  expect((await change({ title: "报工", wantedBy: "2026-12-12" }, 1)).status).toBe(200);
  expect(await codes(await change({ wantedBy: "2026-12-11" }, 2))).toEqual(passed);
  expect((await change({ wantedBy: null }, 2)).status).toBe(200);
  expect((await publish(3))[0]).toBe(200);
});

test("the API tells the day, keeps one that was chosen, and refuses what is none", async () => {
  const { app } = await on("2026-12-10T12:00:00+08:00");
  const ask = async (path: string, body: object) => {
    const answer = await app.request(`/api/v1/${path}`, json(body));
    const { needs } = await read<{ needs?: { constraints: object }[] }>(answer);
    return [answer.status, needs?.[0]?.constraints];
  };
  const due = { deadline: "年前", wantedBy: "2027-02-05" };
  expect(await ask("needs/understand", { text })).toEqual([200, expect.objectContaining(due)]);
  const chosen = { deadline: "年前", wantedBy: "2027-01-15" };
  const asked = async (constraints: object) =>
    await ask("matches", { text, needs: [{ constraints }] });
  expect(await asked(chosen)).toEqual([200, chosen]);
  expect(await asked({ deadline: "年前" })).toEqual([200, due]);
  expect((await asked({ wantedBy: "2027-02-30" }))[0]).toBe(400);
});
