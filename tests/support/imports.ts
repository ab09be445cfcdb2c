import { sql } from "kysely";
import { expect } from "vitest";
import type { Db } from "../../src/db/connect.ts";
import type { ImportView } from "../../src/imports/schema.ts";
import { read, testApp } from "./app.ts";
import { makeMember } from "./make.ts";

type Test = Awaited<ReturnType<typeof setUp>>;
export type Given = [name: string, content: string | Uint8Array<ArrayBuffer>][];

export async function setUp({ regionCode = "000000" } = {}) {
  const made = await testApp();
  const official = await makeMember(made.db, "authority", { regionCode });
  return { ...made, official };
}

export async function upload({ app, official }: Test, files: Given, headers = official.headers) {
  const body = new FormData();
  for (const [name, content] of files) body.append("file", new File([content], name));
  return await app.request("/api/v1/imports", { method: "POST", body, headers });
}

export async function checked(made: Test, files: Given): Promise<ImportView> {
  const answer = await upload(made, files);
  expect(answer.status).toBe(201);
  return await read<ImportView>(answer);
}

export async function confirm({ app, official }: Test, id: string) {
  return await app.request(`/api/v1/imports/${id}/run`, {
    method: "POST",
    headers: official.headers,
  });
}

export async function ended({ app, official }: Test, id: string): Promise<ImportView> {
  for (;;) {
    const { headers } = official;
    const run = await read<ImportView>(await app.request(`/api/v1/imports/${id}`, { headers }));
    if (run.status !== "running") return run;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function imported(made: Test, files: Given): Promise<ImportView> {
  const { id, problems, status } = await checked(made, files);
  const errors = problems.filter(({ severity }) => severity === "error");
  expect([status, errors]).toEqual(["checked", []]);
  expect((await confirm(made, id)).status).toBe(202);
  return await ended(made, id);
}

export const csv = (...rows: string[]) => `${rows.join("\r\n")}\r\n`;
export const providerCsv = (name = "甲软件", region = "浙江省温州市") =>
  csv("服务商编号,服务商名称,所在地区,资料来源", `P1,${name},${region},https://example.com/a`);
export const solutionCsv = csv(
  "方案编号,服务商编号,方案名称,主要类别,适用场景,年费（元）,解决的难题",
  "S1,P1,扫码报工,提升,生产管控、quality,4.8万,算错工资；找不到单子",
);
const caseCsv = csv("案例编号,方案编号,案例标题,主要类别", "C1,S1,五金厂理清进度,提升");
export const all: Given = [
  ["p.csv", providerCsv()],
  ["s.csv", solutionCsv],
  ["c.csv", caseCsv],
];

export async function sizes(db: Db) {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from provider) as provider, (select count(*) from solution) as solution,
      (select count(*) from "case") as case, (select count(*) from search_document) as found,
      (select count(*) from audit_event where kind like '%.imported') as events`.execute(db);
  return rows[0];
}
