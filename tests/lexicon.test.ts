import { readFileSync, readdirSync } from "node:fs";
import { Converter } from "opencc-js/t2cn";
import { describe, expect, test } from "vitest";
import { isGeneric } from "../src/lexicon/generic.ts";
import { outsideKinds } from "../src/matching/elsewhere.ts";
import { shippedOutside } from "../src/matching/lexicon-data.ts";
import type { Capability } from "../src/matching/lexicon-schema.ts";
import { capabilities } from "../src/matching/lexicon-schema.ts";
import { scenes } from "../src/taxonomy/scenes.ts";

const folder = new URL("../src/matching/lexicon/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const isWhole = files.length === scenes.length;

function readFile(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}

function valid(name: string): Capability[] {
  const parsed = capabilities.safeParse(readFile(name));
  return parsed.success ? parsed.data : [];
}

const all = files.flatMap(valid);
const twice = (values: string[]) => values.filter((each, at) => values.indexOf(each) !== at);
const phrasesOf = (one: Capability) => [...one.owner, ...one.weak, ...one.vendor];
const called = all.flatMap((one) => one.called.map((word) => word.toLowerCase()));

describe("the lexicon", () => {
  test.for(files)("%s has the shape, and its scene comes first", (name) => {
    const parsed = capabilities.safeParse(readFile(name));
    expect(parsed.error?.issues ?? []).toEqual([]);
    const misplaced = valid(name).filter((one) => `${one.scenes[0]}.json` !== name);
    expect(misplaced.map(({ code }) => code)).toEqual([]);
    expect(scenes.map(({ code }) => `${code}.json`)).toContain(name);
  });

  test("has each code and each name once", () => {
    expect(twice(all.map(({ code }) => code))).toEqual([]);
    expect(twice(all.map(({ name }) => name))).toEqual([]);
  });

  test("repeats neither a category nor a scene, nor points at itself", () => {
    const wrong = all.filter((one) => {
      const categories = [one.category, ...(one.alsoCategories ?? [])];
      const links = [...one.broader, ...one.related, one.code];
      return [categories, one.scenes, links].some((list) => new Set(list).size < list.length);
    });
    expect(wrong.map(({ code }) => code)).toEqual([]);
  });
});

test("what is no business of ours is of a kind that has words, and stands once", () => {
  const outside = shippedOutside();
  expect(outside.filter(({ kind }) => !outsideKinds.includes(kind))).toEqual([]);
  expect(outsideKinds.filter((kind) => !outside.some((one) => one.kind === kind))).toEqual([]);
  expect(twice(outside.map(({ code }) => code))).toEqual([]);
  expect(twice(outside.flatMap(({ said }) => said))).toEqual([]);
});

describe("links in the lexicon", () => {
  // While the files are still being written a link may point into one that is not there yet.
  test.runIf(isWhole)("links only to capabilities that exist", () => {
    const codes = new Set(all.map(({ code }) => code));
    const dangling = all.flatMap(({ code, broader, related }) =>
      [...broader, ...related].filter((link) => !codes.has(link)).map((link) => [code, link]),
    );
    expect(dangling).toEqual([]);
  });

  test("never run in circles on the way to what is broader", () => {
    const broader = new Map(all.map((one) => [one.code, one.broader]));
    const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
      (broader.get(from) ?? []).some((next) => {
        if (next === goal) return true;
        if (seen.has(next)) return false;
        return reaches(next, goal, seen.add(next));
      });
    const circling = all.filter(({ code }) => reaches(code, code, new Set()));
    expect(circling.map(({ code }) => code)).toEqual([]);
  });
});

describe("phrases of the lexicon", () => {
  test("say something: no word that stands in every text", () => {
    const found = all.flatMap((one) =>
      phrasesOf(one)
        .filter(isGeneric)
        .map((each) => [one.code, each]),
    );
    expect(found).toEqual([]);
  });

  test("are in simplified characters, as texts are before they are compared", () => {
    const simplify = Converter({ from: "t", to: "cn" });
    const found = all.flatMap((one) =>
      phrasesOf(one)
        .filter((each) => simplify(each) !== each)
        .map((each) => [one.code, each]),
    );
    expect(found).toEqual([]);
  });

  test("stand for three capabilities at most when they are an owner's", () => {
    const holders = new Map<string, string[]>();
    for (const { code, owner } of all) {
      for (const each of owner) {
        const key = each.toLowerCase();
        holders.set(key, [...(holders.get(key) ?? []), code]);
      }
    }
    expect([...holders].filter(([, codes]) => codes.length > 3)).toEqual([]);
  });

  test("are not both sure and weak in a capability", () => {
    const found = all.flatMap(({ code, owner, weak }) =>
      weak.filter((each) => owner.includes(each)).map((each) => [code, each]),
    );
    expect(found).toEqual([]);
  });

  test("mean one capability where they are said alone", () => {
    expect(called.length).toBeGreaterThan(isWhole ? 800 : 0);
    expect(twice(called)).toEqual([]);
    const simplify = Converter({ from: "t", to: "cn" });
    expect(called.filter((word) => simplify(word) !== word)).toEqual([]);
  });

  test("are enough", () => {
    const total = all.reduce((sum, one) => sum + new Set(phrasesOf(one)).size, 0);
    console.info(`${files.length} scenes, ${all.length} capabilities, ${total} phrases`);
    expect(all.length).toBeGreaterThanOrEqual(isWhole ? 150 : 1);
    expect(total).toBeGreaterThanOrEqual(isWhole ? 3000 : 20);
  });
});
