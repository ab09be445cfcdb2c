import { expect, test, vi } from "vitest";
import { writeWorkbook } from "../src/sheets/xlsx.ts";
import { all, checked, csv, ended, imported, setUp, upload } from "./support/imports.ts";

vi.setConfig({ testTimeout: 30_000 });

test("Excel's files are read: workbook, GBK, UTF-16, and cells that look like formulas stay text", async () => {
  const made = await setUp();
  const book = await writeWorkbook([
    {
      name: "服务商",
      rows: [
        ["服务商名称 *", "服务商编号", "人数", "备注"],
        ["=HYPERLINK(1)", "P1", 35, "x"],
        [null, null, null, null],
        ["@cmd", "P2", "40 ", null],
      ],
    },
    { name: "我的笔记", rows: [["随便写"]] },
  ]);
  const run = await imported(made, [["book.bin", book]]);
  expect(run.problems.filter(({ code }) => code === "unknown_column")).toHaveLength(1);
  const names = await made.db
    .selectFrom("provider")
    .select(["name", "headcount"])
    .orderBy("external_key")
    .execute();
  expect(names).toEqual([
    { name: "=HYPERLINK(1)", headcount: 35 },
    { name: "@cmd", headcount: 40 },
  ]);
  // 服务商编号,服务商名称 / G1,甲 as Excel on a Chinese Windows saves it.
  const gbk = "b7fecef1c9ccb1e0bac52cb7fecef1c9ccc3fbb3c60d0a47312cbcd70d0a";
  const utf16 = Uint8Array.from(
    Array.from(`\ufeff服务商编号\t服务商名称\r\nU1\t乙\r\n`).flatMap((each) => {
      const unit = each.charCodeAt(0);
      return [unit & 255, unit >> 8];
    }),
  );
  const more = await imported(made, [
    ["gbk.csv", Uint8Array.from(gbk.match(/../g) ?? [], (hex) => Number.parseInt(hex, 16))],
    ["unicode.txt", utf16],
  ]);
  expect(more.counts.provider.added).toBe(2);
});

const refusals: [string, string | Uint8Array<ArrayBuffer>, string][] = [
  ["a picture", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3), "unknown_file"],
  ["broken JSON", '[{"brand":', "broken_json"],
  ["JSON of something else", '[{"a":1}]', "unknown_content"],
  ["wrong headers", csv("name,price", "a,1"), "unknown_content"],
  ["an open quote", csv("服务商编号,服务商名称", 'P1,"甲'), "broken_csv"],
  ["old Excel", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3), "old_excel"],
  ["a broken zip", Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9, 9), "unknown_file"],
  ["no rows", csv("服务商编号,服务商名称"), "no_rows"],
  ["a missing column", csv("服务商名称,所在地区", "甲,浙江"), "missing_column"],
];

test.for(refusals)("%s is refused in words", async ([, content, code]) => {
  const made = await setUp();
  const run = await checked(made, [["file", content]]);
  expect([run.status, run.problems.map((each) => each.code)]).toEqual([
    "refused",
    expect.arrayContaining([code]),
  ]);
});

test("a bomb is refused before it goes off", async () => {
  const made = await setUp();
  const { zipSync } = await import("fflate");
  const bomb = zipSync({
    "xl/workbook.xml": new Uint8Array(10),
    "xl/worksheets/sheet1.xml": new Uint8Array(60 * 1024 * 1024),
  });
  expect(bomb.length).toBeLessThan(100_000);
  const started = performance.now();
  const run = await checked(made, [["bomb.xlsx", new Uint8Array(bomb)]]);
  expect(run.problems.map(({ code }) => code)).toEqual(["too_large_inside"]);
  expect(performance.now() - started).toBeLessThan(3000);

  // The same with sizes that lie.
  const lying = new Uint8Array(bomb);
  const view = new DataView(lying.buffer);
  for (let i = 0; i < lying.length - 46; i++)
    if (view.getUint32(i, true) === 0x02014b50) view.setUint32(i + 24, 100, true);
  const lied = await checked(made, [["bomb.xlsx", lying]]);
  expect(lied.status).toBe("refused");
});

test("a file above ten megabytes is too large, nothing and a JSON body are not files", async () => {
  const made = await setUp();
  expect((await upload(made, [["big.csv", "x".repeat(10 * 1024 * 1024 + 1)]])).status).toBe(413);
  expect((await upload(made, [])).status).toBe(400);
  const answer = await made.app.request("/api/v1/imports", {
    method: "POST",
    body: "{}",
    headers: { ...made.official.headers, "content-type": "application/json" },
  });
  expect(answer.status).toBe(400);
});

test("the templates can be filled in: they come back as they are, without their examples", async () => {
  const made = await setUp();
  const { headers } = made.official;
  for (const query of ["", "?format=csv&kind=solution"]) {
    const answer = await made.app.request(`/api/v1/imports/template${query}`, { headers });
    expect(answer.status).toBe(200);
    const run = await checked(made, [["t", new Uint8Array(await answer.arrayBuffer())]]);
    const codes = new Set(run.problems.map(({ code }) => code));
    expect(codes).toEqual(new Set(["example_row", "no_rows"]));
  }
});

test("the pages lead from the file to the result", async () => {
  const made = await setUp();
  const { headers } = made.official;
  const origin = { ...headers, origin: "http://localhost" };
  const empty = await made.app.request("/official/imports", { headers });
  expect(await empty.text()).toContain("还没有导入过");
  const none = await made.app.request("/official/imports", {
    method: "POST",
    body: new FormData(),
    headers: origin,
  });
  expect([none.status, await none.text()]).toEqual([400, expect.stringContaining("请选择文件")]);
  const body = new FormData();
  for (const [name, content] of all) body.append("file", new File([content], name));
  const sent = await made.app.request("/official/imports", {
    method: "POST",
    body,
    headers: origin,
  });
  expect(sent.status).toBe(303);
  const place = sent.headers.get("location") ?? "";
  const report = await (await made.app.request(place, { headers })).text();
  expect(report).toContain("确认导入");
  const ran = await made.app.request(`${place}/run`, { method: "POST", headers: origin });
  expect(ran.status).toBe(303);
  await ended(made, place.split("/").at(-1) ?? "");
  expect(await (await made.app.request(place, { headers })).text()).toContain("已全部导入");
});

const stating = (header: string, word: string) =>
  csv(
    `${header},方案编号,服务商编号,方案名称,主要类别,适用场景`,
    `${word},S1,P1,扫码报工,提升,生产管控`,
  );

test("where software runs is read from the template of today, and from one that says it as before", async () => {
  const made = await setUp();
  const stated = async (header: string, word: string) => {
    const run = await imported(made, [
      ["p.csv", csv("服务商编号,服务商名称", "P1,甲软件")],
      ["s.csv", stating(header, word)],
    ]);
    const columns = run.problems.filter(({ code }) => code === "unknown_column");
    const { deployment } = await made.db
      .selectFrom("solution")
      .select("deployment")
      .executeTakeFirstOrThrow();
    return [deployment, columns];
  };
  expect(await stated("部署方式", "公有云、本地部署")).toEqual([["saas", "on_premises"], []]);
  expect(await stated("安装方式", "专用的云、随设备一起")).toEqual([
    ["private_cloud", "device"],
    [],
  ]);
  const strange = await checked(made, [["s.csv", stating("安装方式", "constructor")]]);
  expect(strange.problems.map(({ code }) => code)).toContain("unknown_name");
});
