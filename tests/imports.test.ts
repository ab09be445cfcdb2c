import { existsSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { tidyImports } from "../src/imports/service.ts";
import { read } from "./support/app.ts";
import {
  all,
  checked,
  confirm,
  csv,
  ended,
  type Given,
  imported,
  providerCsv,
  setUp,
  sizes,
  solutionCsv,
  upload,
} from "./support/imports.ts";
import { makeMember, makeProvider } from "./support/make.ts";

vi.setConfig({ testTimeout: 30_000 });

const shared = "../shared/data";

test.skipIf(!existsSync(shared))(
  "the real catalogue goes in, and a second time changes nothing",
  async () => {
    const made = await setUp();
    const files = ["providers.json", "products.json", "cases.json"].map((name): Given[number] => [
      name,
      readFileSync(`${shared}/${name}`, "utf8"),
    ]);
    const first = await imported(made, files);
    expect([first.status, first.rowsDone]).toEqual(["done", 425]);
    const filled = await sizes(made.db);
    expect(filled).toEqual({ provider: 132, solution: 243, case: 50, found: 425, events: 425 });
    const second = await imported(made, files);
    expect(second.counts.solution).toEqual({ added: 0, changed: 0, unchanged: 243, skipped: 0 });
    expect(await sizes(made.db)).toEqual(filled);
    const texts = await sql<{ bad: number }>`select count(*) as bad from solution
    where concat(name, summary, description, pains, benefits) ~ '[\\u200b\\ufeff]|\\*\\*'`.execute(
      made.db,
    );
    expect(texts.rows[0]?.bad).toBe(0);
    const praised = await made.db
      .selectFrom("case")
      .select("id")
      .where((eb) => eb.or([eb("featured", "=", true), eb("origin", "<>", "imported")]))
      .execute();
    expect(praised).toEqual([]);
  },
);

test("what changes is updated, counted and told, and nothing else", async () => {
  const made = await setUp();
  await imported(made, all);
  const again = await imported(made, [["p.csv", providerCsv("乙软件")], ...all.slice(1)]);
  expect(again.counts).toEqual({
    provider: { added: 0, changed: 1, unchanged: 0, skipped: 0 },
    solution: { added: 0, changed: 0, unchanged: 1, skipped: 0 },
    case: { added: 0, changed: 0, unchanged: 1, skipped: 0 },
  });
  const [provider] = await made.db.selectFrom("provider").selectAll().execute();
  expect(provider).toMatchObject({
    name: "乙软件",
    version: 2,
    region_code: "330300",
    status: "imported",
  });
  const [solution] = await made.db.selectFrom("solution").selectAll().execute();
  expect(solution).toMatchObject({
    version: 1,
    status: "published",
    yearly_fen: 4_800_000,
    scenes: ["production", "quality"],
    pains: ["算错工资", "找不到单子"],
  });
  const [known] = await made.db.selectFrom("case").selectAll().execute();
  expect(known).toMatchObject({ origin: "imported", featured: false, scenes: solution?.scenes });
  const event = await made.db
    .selectFrom("audit_event")
    .select(["before", "after", "actor_id"])
    .where("kind", "=", "provider.imported")
    .orderBy("id", "desc")
    .executeTakeFirst();
  expect(event).toEqual({
    before: { name: "甲软件" },
    after: { name: "乙软件" },
    actor_id: made.official.userId,
  });
  const found = await made.app.request(`/api/v1/search?q=${encodeURIComponent("乙软件")}`);
  expect((await read<{ total: number }>(found)).total).toBeGreaterThan(0);
});

test("a case that is about another solution now leads to that one alone", async () => {
  const made = await setUp();
  const led = async () => {
    const path = `/api/v1/search?type=solution&q=${encodeURIComponent("理清进度")}`;
    const { hits } = await read<{ hits: { name: string }[] }>(await made.app.request(path));
    return hits.map(({ name }) => name);
  };
  await imported(made, all);
  expect(await led()).toEqual(["扫码报工"]);
  await imported(made, [
    ["p.csv", providerCsv()],
    [
      "s.csv",
      csv("方案编号,服务商编号,方案名称,主要类别,适用场景", "S2,P1,车间看板,提升,生产管控"),
    ],
    ["c.csv", csv("案例编号,方案编号,案例标题,主要类别", "C1,S2,五金厂理清进度,提升")],
  ]);
  expect(await led()).toEqual(["车间看板"]);
});

test("one error keeps everything out, and each is told with sheet, row and column", async () => {
  const made = await setUp();
  const run = await checked(made, [
    ["p.csv", providerCsv("甲软件", "火星")],
    [
      "s.csv",
      csv(
        "方案编号,服务商编号,方案名称,主要类别,适用场景,年费（元）,试用天数,资料来源",
        "S1,P1,一,提升,生产管控,很贵,半年,javascript:alert(1)",
        "S1,P9,二,升天,生产管控,1,1,",
        ",P1,,提升,,1,1,",
      ),
    ],
  ]);
  const errors = run.problems
    .filter(({ severity }) => severity === "error")
    .map(({ sheet, row, column, code }) => [sheet, row, column, code].join(" "));
  expect(errors.toSorted()).toEqual([
    "p.csv 2 所在地区 unknown_name",
    "s.csv 2 年费（元） not_an_amount",
    "s.csv 2 试用天数 not_a_number",
    "s.csv 2 资料来源 not_an_address",
    "s.csv 3 主要类别 unknown_name",
    "s.csv 4 方案名称 required",
    "s.csv 4 方案编号 required",
    "s.csv 4 适用场景 required",
  ]);
  expect([run.status, run.possible]).toEqual(["refused", []]);
  expect((await confirm(made, run.id)).status).toBe(409);
  expect(await sizes(made.db)).toMatchObject({ provider: 0, solution: 0, events: 0 });
  expect(run.problems.every(({ detail }) => /[\u4e00-\u9fff]/u.test(detail))).toBe(true);
});

test("unknown and repeated keys are errors", async () => {
  const made = await setUp();
  const twice = `${providerCsv()}P1,乙软件,浙江,https://example.com/a\r\n`;
  const run = await checked(made, [
    ["p.csv", twice],
    ["s.csv", solutionCsv.replace("P1", "P7")],
    ["c.csv", csv("案例编号,方案编号,案例标题,主要类别", "C1,S8,甲,提升", "C2,,乙,提升")],
  ]);
  const errors = run.problems.filter(({ severity }) => severity === "error");
  expect(errors.map(({ row, code }) => `${row} ${code}`).toSorted()).toEqual([
    "2 unknown_key",
    "2 unknown_key",
    "3 needs_origin",
    "3 repeated_key",
  ]);
});

test("what is somebody's own is left alone", async () => {
  const made = await setUp();
  await imported(made, all);
  const { organisationId } = await makeProvider(made.db);
  await made.db
    .updateTable("provider")
    .set({ organisation_id: null })
    .where("organisation_id", "=", organisationId)
    .execute();
  await made.db
    .updateTable("provider")
    .set({ organisation_id: organisationId, status: "listed", listed_at: new Date() })
    .where("external_key", "=", "P1")
    .execute();
  const newSolution = solutionCsv.replace("S1", "S2");
  const run = await imported(made, [
    ["p.csv", providerCsv("丙")],
    ...all.slice(1),
    ["n.csv", newSolution],
  ]);
  expect(run.counts).toMatchObject({
    provider: { changed: 0, skipped: 1 },
    solution: { added: 0, skipped: 2 },
    case: { skipped: 1 },
  });
  const names = await made.db
    .selectFrom("provider")
    .select("name")
    .where("external_key", "=", "P1")
    .execute();
  expect(names).toEqual([{ name: "甲软件" }]);
});

test("an official imports only what lies in the region", async () => {
  const made = await setUp({ regionCode: "330000" });
  const codes = async (files: Given) => {
    const { problems } = await checked(made, files);
    return problems.filter(({ severity }) => severity === "error").map(({ code }) => code);
  };
  expect(await codes(all)).toEqual([]);
  expect(await codes([["p.csv", providerCsv("甲", "广东省深圳市")]])).toEqual(["outside_region"]);
  expect(await codes([["p.csv", providerCsv("甲", "")]])).toEqual(["region_needed"]);
  const ministry = {
    ...made,
    official: await makeMember(made.db, "authority", { regionCode: "000000" }),
  };
  await imported(ministry, [["p.csv", providerCsv("甲", "广东省")], ...all.slice(1)]);
  // Neither taken over nor written to.
  expect(new Set(await codes(all))).toEqual(new Set(["outside_region"]));
  expect(new Set(await codes(all.slice(1)))).toEqual(new Set(["outside_region"]));
});

test("another authority's run is not there, and nobody else imports", async () => {
  const made = await setUp();
  const { id } = await checked(made, all);
  const other = {
    ...made,
    official: await makeMember(made.db, "authority", { regionCode: "000000" }),
  };
  expect((await confirm(other, id)).status).toBe(404);
  const { headers } = other.official;
  expect((await made.app.request(`/api/v1/imports/${id}`, { headers })).status).toBe(404);
  const mine = await made.app.request("/api/v1/imports", { headers: made.official.headers });
  expect((await read<{ items: unknown[] }>(mine)).items).toHaveLength(1);
  const sme = await makeMember(made.db, "sme");
  expect((await upload(made, all, sme.headers)).status).toBe(403);
  expect((await made.app.request("/api/v1/imports", { method: "POST" })).status).toBe(401);
});

test("of ten who confirm at once one does it, and ten imports at once do not mix", async () => {
  const made = await setUp();
  const { id } = await checked(made, all);
  const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(made, id)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 202)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(9);
  expect((await ended(made, id)).status).toBe("done");

  const runs = await Promise.all(
    Array.from({ length: 10 }, (_, i) => checked(made, [["p.csv", providerCsv(`第${i}`)]])),
  );
  await Promise.all(runs.map((run) => confirm(made, run.id)));
  const results = await Promise.all(runs.map((run) => ended(made, run.id)));
  // The first writes; the others find other data than they had checked and are shown it again.
  expect(results.map(({ status }) => status).toSorted()).toEqual([
    ...Array.from({ length: 9 }, () => "checked"),
    "done",
  ]);
  expect(results.filter(({ again }) => again)).toHaveLength(9);
  expect(await sizes(made.db)).toMatchObject({ provider: 1, solution: 1, case: 1 });
  const { id: last = "" } = results.find(({ again }) => again) ?? {};
  await confirm(made, last);
  expect((await ended(made, last)).status).toBe("done");
});

test("a run that breaks leaves nothing and may be tried again; its file is let go after a day", async () => {
  const made = await setUp();
  const silent = vi.spyOn(console, "error").mockImplementation(() => {});
  const { id } = await checked(made, all);
  await sql`create function broken() returns trigger language plpgsql as
    $$ begin raise exception 'broken'; end $$`.execute(made.db);
  await sql`create trigger broken before insert on "case" execute function broken()`.execute(
    made.db,
  );
  await confirm(made, id);
  const failed = await ended(made, id);
  expect([failed.status, failed.possible]).toEqual(["failed", ["run"]]);
  expect(await sizes(made.db)).toEqual({ provider: 0, solution: 0, case: 0, found: 0, events: 0 });
  await sql`drop trigger broken on "case"`.execute(made.db);
  await confirm(made, id);
  expect((await ended(made, id)).status).toBe("done");
  silent.mockRestore();

  const waiting = await checked(made, all);
  await tidyImports(made.db, new Date(Date.now() + 25 * 3600 * 1000));
  expect((await ended(made, waiting.id)).possible).toEqual([]);
  expect((await confirm(made, waiting.id)).status).toBe(409);
});

test("a run whose process died is found out", async () => {
  const made = await setUp();
  const { id } = await checked(made, all);
  await made.db
    .updateTable("import_run")
    .set({ status: "running", started_at: new Date(Date.now() - 60_000) })
    .where("id", "=", id)
    .execute();
  await tidyImports(made.db, new Date());
  expect((await ended(made, id)).status).toBe("failed");
  await confirm(made, id);
  expect((await ended(made, id)).status).toBe("done");
});
