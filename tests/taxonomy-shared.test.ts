import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { dataModule, industryLines, regionLines } from "../scripts/taxonomy.ts";
import { type SizeRow, sizeRows, sizesInRow } from "../src/taxonomy/firm-size.ts";
import { industries } from "../src/taxonomy/industries.ts";
import { regionByName } from "../src/taxonomy/place-names.ts";
import { findRegion } from "../src/taxonomy/regions.ts";
import { parseUscc } from "../src/taxonomy/uscc.ts";

const shared = new URL("../../shared/data/", import.meta.url);
const noShared = !existsSync(new URL("../../shared/", import.meta.url));
const readText = (name: string) => readFileSync(new URL(name, shared), "utf8");
const readJson = (name: string): unknown => JSON.parse(readText(name));

const shipped = (name: string) =>
  readFileSync(new URL(`../src/taxonomy/${name}.data.ts`, import.meta.url), "utf8");

const wan = (value: number | undefined) => (value === undefined ? undefined : value * 1_000_000);

const sizeRowNames = [...new Set([...industries.keys()].flatMap((code) => sizeRows(code)))];

function rowOf(key: string): SizeRow {
  const row = sizeRowNames.find((name) => name === key);
  if (row === undefined) throw new Error(`No row ${key}`);
  return row;
}

describe.skipIf(noShared)("shared vectors: divisions.json and gbt4754-2017.json", () => {
  test("the shipped tables are what the script writes", () => {
    expect(shipped("regions")).toBe(
      dataModule("regionData", regionLines(readJson("divisions.json"))),
    );
    expect(shipped("industries")).toBe(
      dataModule("industryData", industryLines(readJson("gbt4754-2017.json"))),
    );
  });

  test("every province, city and district of the source is there by its name", () => {
    const row = z.object({ code: z.string(), name: z.string() });
    const file = z.object({ provinces: z.array(row), cities: z.array(row), areas: z.array(row) });
    const { provinces, cities, areas } = file.parse(readJson("divisions.json"));
    const real = [...provinces, ...cities, ...areas].filter(
      ({ name }) => name !== "市辖区" && !name.includes("直辖县级"),
    );
    expect(real.map(({ code }) => findRegion(code)?.name)).toEqual(real.map(({ name }) => name));
  });
});

describe.skipIf(noShared)("shared vectors: sme_size_2011_300.json", () => {
  const limits = z.object({ large: z.number(), medium: z.number(), small: z.number() });
  const figures = z.object({ X: z.number(), Y: z.number(), Z: z.number() }).partial();
  const file = z.object({
    industries: z.array(
      z.object({ key: z.string(), thresholds: z.partialRecord(z.enum(["X", "Y", "Z"]), limits) }),
    ),
    tests: z.array(z.object({ industry: z.string(), input: figures, expect: z.string() })),
  });
  const inOurTerms = (f: z.infer<typeof figures>) => ({
    headcount: f.X,
    revenueFen: wan(f.Y),
    assetsFen: wan(f.Z),
  });

  test("every vector", () => {
    const { tests } = file.parse(readJson("sme_size_2011_300.json"));
    expect(tests.length).toBe(23);
    for (const { industry, input, expect: size } of tests)
      expect([industry, ...sizesInRow(rowOf(industry), inOurTerms(input))]).toEqual([
        industry,
        size,
      ]);
  });

  test("every threshold, at it and just below it", () => {
    const { industries: rows } = file.parse(readJson("sme_size_2011_300.json"));
    expect(rows).toHaveLength(16);
    for (const { key, thresholds } of rows)
      for (const size of ["large", "medium", "small"] as const) {
        const at = Object.fromEntries(Object.entries(thresholds).map(([m, t]) => [m, t[size]]));
        expect([key, ...sizesInRow(rowOf(key), inOurTerms(at))]).toEqual([key, size]);
        for (const metric of Object.keys(at)) {
          const below = { ...at, [metric]: (at[metric] ?? 0) - 0.01 };
          expect([key, ...sizesInRow(rowOf(key), inOurTerms(below))]).not.toContain(size);
        }
      }
  });
});

describe.skipIf(noShared)("shared vectors: uscc_vectors.json", () => {
  const row = z.object({ uscc: z.string() });
  const file = z.object({
    valid_public_companies: z.array(row),
    valid_zero_check: z.array(row),
    lowercase_in_real_data: z.array(row),
    registry_rows_that_fail: z.array(row),
    invalid: z.array(row.extend({ valid: z.union([z.boolean(), z.string()]), why: z.string() })),
  });

  test("every vector", () => {
    const vectors = file.parse(readJson("uscc_vectors.json"));
    const good = [
      ...vectors.valid_public_companies,
      ...vectors.valid_zero_check,
      ...vectors.lowercase_in_real_data,
    ];
    for (const { uscc } of good)
      expect(parseUscc(uscc)).toEqual({ ok: true, code: uscc.toUpperCase(), checked: true });
    for (const { uscc } of vectors.registry_rows_that_fail)
      expect(parseUscc(uscc)).toEqual({ ok: true, code: uscc, checked: false });
    for (const { uscc, valid, why } of vectors.invalid) {
      const parsed = parseUscc(uscc);
      const passes = parsed.ok && parsed.checked;
      expect([why, passes]).toEqual([why, typeof valid === "string"]);
      expect([why, parsed.ok]).toEqual([why, !/letter|legacy/u.test(why)]);
    }
    expect(good.length).toBeGreaterThan(20);
  });
});

describe.skipIf(noShared)("shared texts: places and names in the catalogue", () => {
  test("the sample's provinces and most of its cities are known", () => {
    const lines = readText("companies_sample.csv").trim().split("\n").slice(1);
    let known = 0;
    for (const line of lines) {
      const [province = "", city = ""] = line.trim().split(",").slice(-2);
      const code = regionByName(province);
      expect([province, code]).not.toContain(undefined);
      if (regionByName(city, code) !== undefined) known++;
    }
    expect(known / lines.length).toBeGreaterThan(0.97);
  });
});
