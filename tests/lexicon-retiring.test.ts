import { sql } from "kysely";
import { expect, test } from "vitest";
import { collectSlowly } from "../src/collect.ts";
import { runJobs } from "../src/jobs/service.ts";
import { read } from "./support/app.ts";
import {
  codesIn,
  draftOf,
  type Office,
  office,
  publish,
  scales,
  someCode,
} from "./support/lexicon-office.ts";
import { makeProvider, makeSolution } from "./support/make.ts";
import { indexAll } from "./support/meaning-shop.ts";
import { speaker } from "./support/market.ts";

const asked = "厂里秤砣太乱";

async function addScales(all: Office) {
  const made = await all.one.send("POST", "/lexicon/edits", scales);
  expect(made.status).toBe(201);
  const { code } = await read<{ code: string }>(made);
  expect((await publish(all)).status).toBe(201);
  return code;
}

test("a capability that officials added is retired: read by nobody, and free to be added anew", async () => {
  const all = await office();
  const provider = await makeProvider(all.db);
  const id = await makeSolution(all.db, provider.providerId, { name: "云秤", summary: "秤砣上云" });
  await indexAll(all.db);
  const seller = speaker(all.app, provider.headers);
  const tags = async () => {
    await runJobs(all.db, new Date());
    const found = await read<{ tags: { code: string }[]; removed: { code: string }[] }>(
      await seller.send("GET", `/solutions/${id}/tags`),
    );
    return [...found.tags, ...found.removed].map((tag) => tag.code);
  };
  const code = await addScales(all);
  const other = await makeSolution(all.db, provider.providerId, { name: "别的" });
  const change = { add: [code], reason: "也做" };
  expect((await seller.send("PATCH", `/solutions/${other}/tags`, change, 0)).status).toBe(200);
  expect([(await codesIn(all.app, asked)).codes, await tags()]).toEqual([
    expect.arrayContaining([code]),
    expect.arrayContaining([code]),
  ]);
  const retired = await all.one.send("POST", "/lexicon/edits", { what: "retire_capability", code });
  expect(retired.status).toBe(201);
  expect((await all.one.send("GET", `/lexicon/capabilities/${code}`)).status).toBe(404);
  // As long as it is only drafted it is in force.
  expect((await codesIn(all.app, asked)).codes).toContain(code);
  expect(await all.one.get("/lexicon/preview")).toMatchObject({
    solutions: { changed: 1, first: [{ name: "云秤", lost: ["秤砣上云"] }] },
  });
  expect(await (await publish(all)).json()).toMatchObject({
    number: 2,
    edits: [{ what: "retire_capability", code, name: "秤砣上云" }],
  });
  expect((await codesIn(all.app, asked)).codes).not.toContain(code);
  expect(await tags()).not.toContain(code);
  const left = await read<{ tags: object[] }>(await seller.send("GET", `/solutions/${other}/tags`));
  expect(left.tags).toEqual([]);
  expect(await addScales(all)).toBe(code);
  expect((await codesIn(all.app, asked)).codes).toContain(code);
});

test("what is shipped cannot be retired, nor what is not there", async () => {
  const all = await office();
  const retire = async (code: string) => {
    const sent = await all.one.send("POST", "/lexicon/edits", { what: "retire_capability", code });
    return [sent.status, await sent.json()];
  };
  expect(await retire(await someCode(all))).toMatchObject([
    400,
    { errors: [{ pointer: "/code", code: "shipped_capability" }] },
  ]);
  expect(await retire("no-such-thing")).toMatchObject([
    400,
    { errors: [{ code: "unknown_code" }] },
  ]);
  const change = { what: "retire_capability", code: "constructor" };
  expect((await all.city.send("POST", "/lexicon/edits", change)).status).toBe(403);
});

test("on the page: only what was added offers it, and it leads to the draft", async () => {
  const all = await office();
  const home = "/official/lexicon";
  const code = await addScales(all);
  const own = await all.page.open(`${home}/capabilities/${code}`);
  expect(own.text).toContain("停用这种能力");
  const shipped = await all.page.open(`${home}/capabilities/${await someCode(all)}`);
  expect(shipped.text).not.toContain("停用这种能力");
  expect((await all.cityPage.submit(`${home}/capabilities/${code}/retire`)).status).toBe(403);
  const done = await all.page.submit(`${home}/capabilities/${code}/retire`);
  expect(done.location).toBe(`${home}/draft?done=drafted`);
  expect((await all.page.open(`${home}/draft`)).text).toContain("停用能力「秤砣上云」");
  expect((await draftOf(all)).edits).toHaveLength(1);
});

test("a draft that nobody could look over takes no more", async () => {
  const all = await office();
  await sql`
    insert into lexicon_edit (author_id, author, change)
    select (select id from "user" limit 1), '测试用户',
      jsonb_build_object('what', 'rename', 'code', 'c' || i, 'name', '名字')
    from generate_series(1, 200) i`.execute(all.db);
  const full = await all.one.send("POST", "/lexicon/edits", scales);
  expect([full.status, await full.json()]).toMatchObject([
    400,
    { errors: [{ code: "draft_full" }] },
  ]);
});

test("what reads much lets others have their answers in between", async () => {
  const order: string[] = [];
  setTimeout(() => order.push("another's answer"));
  const items = Array.from({ length: 50 }, (_, i) => i);
  const even = await collectSlowly(items, (i) => (i % 2 === 0 ? i : undefined));
  order.push("all read");
  expect([even.length, order]).toEqual([25, ["another's answer", "all read"]]);
});
