import { assert, asyncProperty, array, boolean, double, integer, option, string } from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { testApp } from "./support/app.ts";

test("arrays of texts go to the database and come back as they were", async () => {
  const { db } = await testApp();
  const texts = array(option(string({ unit: "binary" }).filter((text) => !text.includes("\0"))));
  await assert(
    asyncProperty(texts, async (given) => {
      const { rows } = await sql`
        select ${given}::text[] as back, cardinality(${given}::text[]) as count`.execute(db);
      expect(rows).toEqual([{ back: given, count: given.length }]);
    }),
    { numRuns: 200 },
  );
  const awkward = ["", "NULL", "null", "{}", "a,b", '"', "\\", "\n", "  x ", "中文", "😀"];
  const { rows } = await sql`select ${awkward}::text[] as back`.execute(db);
  expect(rows).toEqual([{ back: awkward }]);
});

test("so do numbers, truth values and ids", async () => {
  const { db } = await testApp();
  await assert(
    asyncProperty(
      array(integer()),
      array(double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0))),
      array(boolean()),
      async (integers, doubles, booleans) => {
        const { rows } = await sql`
          select ${integers}::int[] as integers, ${integers}::bigint[] as bigints,
            ${doubles}::float8[] as doubles, ${booleans.map(String)}::bool[] as booleans`.execute(
          db,
        );
        expect(rows).toEqual([{ integers, bigints: integers, doubles, booleans }]);
      },
    ),
    { numRuns: 50 },
  );
  const ids = ["019ab000-0000-7000-8000-000000000001", "019ab000-0000-7000-8000-000000000002"];
  const { rows } = await sql`
    select ${ids}::uuid[] as ids, array_agg(id) as again from unnest(${ids}::uuid[]) as u (id)`.execute(
    db,
  );
  expect(rows).toEqual([{ ids, again: ids }]);
});
