import { expect, test } from "vitest";
import { runJobs } from "../src/jobs/service.ts";
import { read } from "./support/app.ts";
import { statusesOf } from "./support/browser.ts";
import {
  added,
  codesIn,
  drafted,
  draftOf,
  need,
  type Office,
  office,
  publish,
  reason,
  scales,
  someCode,
} from "./support/lexicon-office.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";
import { indexAll } from "./support/meaning-shop.ts";
import { race } from "./support/race.ts";

test("what is drafted changes nothing, what is published is heard at once, on every machine", async () => {
  const all = await office();
  const elsewhere = all.machine();
  const before = await codesIn(all.app, need);
  expect(await codesIn(elsewhere, need)).toEqual(before);
  const { answer, code } = await drafted(all);
  expect(answer.status).toBe(201);
  expect(before.codes).not.toContain(code);
  expect(await codesIn(all.app, need)).toEqual(before);
  const done = await publish(all);
  expect([done.status, await done.json()]).toMatchObject([
    201,
    { number: 1, reason: reason.reason, author: "测试用户", edits: [{ phrase: "打点计数" }] },
  ]);
  for (const app of [all.app, elsewhere]) {
    const after = await codesIn(app, need);
    expect(after.codes).toContain(code);
    expect(after.lexiconVersion).not.toBe(before.lexiconVersion);
  }
  expect(await draftOf(all)).toMatchObject({ published: 1, edits: [] });
  const events = await all.db
    .selectFrom("audit_event")
    .select("kind")
    .where("thing_kind", "=", "lexicon")
    .orderBy("id")
    .execute();
  expect(events.map(({ kind }) => kind)).toEqual(["lexicon.drafted", "lexicon.published"]);
});

test("the preview says which needs and solutions would be read differently", async () => {
  const all = await office();
  const { providerId } = await makeProvider(all.db);
  await makeSolution(all.db, providerId, { name: "云秤", summary: "给秤砣上云的摇号器" });
  await makeSolution(all.db, providerId, { name: "雲秤", summary: "給秤砣上雲的搖號器" });
  await makeSolution(all.db, providerId, { name: "云课堂", scenes: ["online-education"] });
  await indexAll(all.db);
  const sme = await makeMember(all.db, "sme");
  await all.db
    .insertInto("request")
    .values({
      organisation_id: sme.organisationId,
      created_by: sme.userId,
      status: "open",
      title: "秤砣",
      text: "想要秤砣上云",
      published_at: new Date(),
      closes_at: new Date(Date.now() + 86_400_000),
    })
    .execute();
  const none = await read<object>(await all.one.send("GET", "/lexicon/preview"));
  expect(none).toMatchObject({ needs: { changed: [] }, solutions: { changed: 0 } });
  const { code } = await drafted(all, { phrase: "秤砣上云" });
  await drafted(all, { phrase: "秤砣上云", list: "vendor" });
  const preview = await read<{
    needs: { changed: { text: string; before: Reading; after: Reading }[] };
    solutions: { read: number; changed: number; first: { name: string; gained: string[] }[] };
  }>(await all.one.send("GET", "/lexicon/preview"));
  const [changed] = preview.needs.changed;
  expect(changed).toMatchObject({ text: "想要秤砣上云" });
  const { name } = await all.one.get(`/lexicon/capabilities/${code}`);
  expect(changed?.after.capabilities[0]).toBe(name);
  expect(changed?.before.capabilities[0]).not.toBe(name);
  const alike = [{ name: "云秤" }, { name: "雲秤" }];
  expect(preview.solutions).toMatchObject({ read: 2, changed: 2, first: alike });
  expect(preview.solutions.first[0]?.gained).toHaveLength(1);
});
type Reading = { capabilities: string[] };

test("after publishing, the job reads every solution again and says when it is done", async () => {
  const all = await office();
  const { providerId } = await makeProvider(all.db);
  const id = await makeSolution(all.db, providerId, { name: "云秤", summary: "秤砣上云的摇号器" });
  const tagsOf = async () => {
    const rows = await all.db
      .selectFrom("solution_tag")
      .select("code")
      .where("solution_id", "=", id)
      .execute();
    return rows.map(({ code }) => code);
  };
  await runJobs(all.db, new Date());
  const { code } = await drafted(all, { phrase: "秤砣上云", list: "vendor" });
  expect(await tagsOf()).not.toContain(code);
  await publish(all);
  await runJobs(all.db, new Date());
  expect(await tagsOf()).toContain(code);
  const version = await read<{ readAt: string | null }>(
    await all.one.send("GET", "/lexicon/versions/1"),
  );
  expect(version.readAt).not.toBeNull();
});

test("an older version comes back as a new one", async () => {
  const all = await office();
  const before = await codesIn(all.app, need);
  await drafted(all);
  await publish(all);
  await drafted(all, { phrase: "敲钟计数" });
  await publish(all);
  const { version } = await draftOf(all);
  const restore = async (number: number, at: number) =>
    await all.one.send("POST", `/lexicon/versions/${number}/restore`, reason, at);
  expect((await restore(0, version - 1)).status).toBe(412);
  expect((await restore(2, version)).status).toBe(409);
  expect((await restore(9, version)).status).toBe(404);
  const back = await restore(0, version);
  expect([back.status, await back.json()]).toMatchObject([201, { number: 3, restores: 0 }]);
  expect(await codesIn(all.app, need)).toEqual(before);
  const list = await read<{ items: { number: number }[] }>(
    await all.city.send("GET", "/lexicon/versions"),
  );
  expect(list.items.map(({ number }) => number)).toEqual([3, 2, 1]);
});

test.for([
  [{ phrase: "系统" }, "/phrase", "too_general"],
  // What stands around a word says nothing by itself.
  [{ list: "called", phrase: "系统" }, "/phrase", "too_general"],
  [{ list: "called", phrase: "我们需要" }, "/phrase", "too_general"],
  [{ phrase: "钱" }, "/phrase", "bad_phrase"],
  [{ phrase: "报工，报数" }, "/phrase", "bad_phrase"],
  [{ code: "no-such-thing" }, "/code", "unknown_code"],
  [{ what: "remove_phrase", phrase: "从来没人说过" }, "/phrase", "phrase_not_there"],
  // A name is looked for in every text as well.
  [{ what: "rename", name: "系统" }, "/name", "too_general"],
  [{ what: "rename", name: "*报工" }, "/name", "bad_name"],
  [{ what: "rename", name: "，，" }, "/name", "bad_name"],
] as const)("%o is refused at %s with %s", async ([change, pointer, code]) => {
  const all = await office();
  const answer = await all.one.send("POST", "/lexicon/edits", await changeOf(all, change));
  expect([answer.status, await answer.json()]).toMatchObject([
    400,
    { errors: [{ pointer, code }] },
  ]);
});

async function changeOf(all: Office, change: object) {
  const code = await someCode(all);
  return "name" in change ? { code, ...change } : { ...added, code, ...change };
}

test("a phrase is said once, and the last one of a list stays", async () => {
  const all = await office();
  expect((await drafted(all)).answer.status).toBe(201);
  const again = await drafted(all);
  expect(await again.answer.json()).toMatchObject({ errors: [{ code: "phrase_there" }] });
  const made = await all.one.send("POST", "/lexicon/edits", scales);
  const { code } = await read<{ code: string }>(made);
  expect([made.status, code]).toEqual([201, "cheng-tuo-shang-yun"]);
  const last = { what: "remove_phrase", code, list: "vendor", phrase: "秤砣上云" };
  const gone = await all.one.send("POST", "/lexicon/edits", last);
  expect(await gone.json()).toMatchObject({ errors: [{ code: "last_phrase" }] });
  await publish(all);
  expect((await codesIn(all.app, "厂里秤砣太乱")).codes).toContain(code);
});

test("only the ministry changes the lexicon; other officials read it, firms do not", async () => {
  const all = await office();
  await drafted(all);
  for (const [who, status] of [
    [all.city, 403],
    [all.sme, 403],
  ] as const) {
    const { version } = await draftOf(all);
    expect((await who.send("POST", "/lexicon/edits", added)).status).toBe(status);
    expect((await who.send("POST", "/lexicon/publish", reason, version)).status).toBe(status);
    expect((await who.send("GET", "/lexicon/preview")).status).toBe(status);
  }
  expect((await all.city.send("GET", "/lexicon")).status).toBe(200);
  expect((await all.sme.send("GET", "/lexicon")).status).toBe(403);
  const page = await all.cityPage.open("/official/lexicon");
  expect([page.status, page.text.includes("由全国主管部门修改")]).toEqual([200, true]);
});

test("a search of the lexicon says which words hold what was typed", async () => {
  const all = await office();
  const { text } = await all.cityPage.open("/official/lexicon?q=报工");
  expect(text).toMatch(/含有的词：(?:<span>[^<]*<\/span>)?<mark>报工<\/mark>/u);
  expect(text).toMatch(/等 \d+ 个<\/p>/u);
  expect((await all.cityPage.open("/official/lexicon")).text).not.toContain("含有的词");
});

test("nothing drafted is not published, what is stale is not, what is gone is not found", async () => {
  const all = await office();
  expect((await publish(all)).status).toBe(409);
  await drafted(all);
  const { version, edits } = await draftOf(all);
  expect((await all.one.send("POST", "/lexicon/publish", reason)).status).toBe(428);
  await drafted(all, { phrase: "敲钟计数" });
  expect((await all.one.send("POST", "/lexicon/publish", reason, version)).status).toBe(412);
  const nameless = await all.one.send("POST", "/lexicon/publish", { reason: " " }, version + 1);
  expect(nameless.status).toBe(400);
  const [first] = edits;
  const drop = async () => (await all.one.send("DELETE", `/lexicon/edits/${first!.id}`)).status;
  expect([await drop(), await drop()]).toEqual([200, 404]);
  expect((await all.one.send("GET", "/lexicon/versions/7")).status).toBe(404);
  expect((await all.one.send("GET", "/lexicon/capabilities/nowhere")).status).toBe(404);
});

test("of two officials who publish at once one wins, and the other is told", async () => {
  const all = await office();
  await drafted(all);
  const { version } = await draftOf(all);
  const runners = [all.one, all.two].map(
    (who) => async () => await who.send("POST", "/lexicon/publish", reason, version),
  );
  const answers = await race(all, { table: "lexicon_version", waiting: 1 }, runners);
  expect(statusesOf(answers)).toEqual([201, 412]);
  expect(await draftOf(all)).toMatchObject({ published: 1 });
});

test("on the pages: find, add, look at the effect, publish, bring back", async () => {
  const all = await office();
  const { page } = all;
  const code = await someCode(all);
  const home = "/official/lexicon";
  expect((await page.open(`${home}?q=报工`)).text).toContain(`${home}/capabilities/${code}`);
  expect((await page.open(`${home}/preview`)).text).not.toContain("发布为第 1 版");
  const wrong = await page.submit(`${home}/capabilities/${code}/add`, {
    phrase: "系统",
    list: "owner",
  });
  expect([wrong.status, wrong.text.includes("到处都有")]).toEqual([400, true]);
  const sent = await page.submit(`${home}/capabilities/${code}/add`, {
    phrase: "打点计数",
    list: "owner",
  });
  expect(sent.location).toContain("done=drafted");
  const preview = await page.open(`${home}/preview`);
  expect(preview.text).toContain("打点计数");
  const version = /name="version" value="(\d+)"/.exec(preview.text)?.[1] ?? "";
  const blank = await page.submit(`${home}/publish`, { version });
  expect([blank.status, blank.text.includes("请填写")]).toEqual([400, true]);
  const stale = await page.submit(`${home}/publish`, { version: "999", reason: "x" });
  expect([stale.status, stale.text.includes("内容刚刚改过了")]).toEqual([412, true]);
  const done = await page.submit(`${home}/publish`, { version, reason: "车间里都这么说" });
  expect(done.location).toBe(`${home}/versions?done=published`);
  const versions = await page.open(`${home}/versions`);
  expect(versions.text).toContain("车间里都这么说");
  const now = /name="version" value="(\d+)"/.exec(versions.text)?.[1] ?? "";
  const back = await page.submit(`${home}/versions/0/restore`, { version: now, reason: "先退回" });
  expect(back.location).toBe(`${home}/versions?done=restored`);
  expect((await codesIn(all.app, need)).codes).not.toContain(code);
});
