import { expect, test } from "vitest";
import { sql } from "kysely";
import { codegen } from "../scripts/codegen.ts";
import { testApp } from "./support/app.ts";

test("the database types are those of the migrations", async () => {
  const { db, url } = await testApp();
  expect(codegen(url, { verify: true })).toEqual({ ok: true, output: expect.any(String) });
  await sql`alter table provider add column planted text`.execute(db);
  expect(codegen(url, { verify: true }).ok).toBe(false);
});
