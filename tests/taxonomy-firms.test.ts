import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findIndustries } from "../src/taxonomy/find-industries.ts";
import { firmSizes, possibleSizes, sizeName, sizeRows } from "../src/taxonomy/firm-size.ts";
import {
  findIndustry,
  industries,
  industryDivisions,
  industryName,
  industrySections,
  isIndustryWithin,
} from "../src/taxonomy/industries.ts";
import { industryWords } from "../src/taxonomy/industry-words.ts";
import { makeUscc, parseUscc } from "../src/taxonomy/uscc.ts";

test("sections, divisions, and what the size rules cut", () => {
  expect(industrySections).toHaveLength(20);
  expect(industryDivisions).toHaveLength(97);
  expect(industryName("C33")).toBe("金属制品业");
  expect(findIndustry("K7020")?.name).toBe("物业管理");
  expect(findIndustry("33")).toBeUndefined();
  expect(industryName("X99")).toBe("X99");
  expect(isIndustryWithin("C33", "C")).toBe(true);
  expect(isIndustryWithin("K7020", "K70")).toBe(true);
  expect(isIndustryWithin("C33", "C34")).toBe(false);
  expect(isIndustryWithin("C99", "C")).toBe(false);
});

test.each<[string, string[]]>([
  ["我们是做五金的小厂", ["五金=C33"]],
  ["冲压、机加工、CNC", ["冲压=C33", "机加工=C34", "CNC=C34"]],
  ["酒厂 家具 冷库 诊所 培训班", ["酒厂=C15", "家具=C21", "冷库=G59", "诊所=Q84", "培训班=P83"]],
  ["淘宝店和女装电商", ["淘宝店=F52", "女装电商=F52"]],
  ["装修 印刷包装 汽车零部件", ["装修=E50", "印刷包装=C23", "汽车零部件=C36"]],
  ["五金店，五金批发，家具专卖店", ["五金店=F52", "五金批发=F51", "家具专卖店=F52"]],
  ["电梯维修", ["电梯维修=C43"]],
  ["医疗器械经营企业", ["医疗器械经营企业=F51"]],
  ["粮食贸易，海鲜档口，小剧场", ["粮食贸易=F51", "海鲜档口=F51", "小剧场=R88"]],
  ["想管好物流、培训和软件，拿营业执照", []],
  ["PCB厂不是PCBA厂", ["PCB=C39"]],
  ["砂石场、饮片厂、农资店、台球厅", ["砂石场=B10", "饮片厂=C27", "农资店=F52", "台球厅=R90"]],
  ["六个棚种西红柿，养了四百头母猪", ["种西红柿=A01", "养了四百头母猪=A03"]],
  ["", []],
])("%s", (text, expected) => {
  const found = findIndustries(text);
  expect(found.map(({ start, end, code }) => `${text.slice(start, end)}=${code}`)).toEqual(
    expected,
  );
});

test("every division has words, each word one division, and each is found", () => {
  const seen = new Set<string>();
  expect(Object.keys(industryWords)).toEqual(industryDivisions.map(({ code }) => code));
  for (const [code, words] of Object.entries(industryWords))
    for (const word of words.split(" ")) {
      expect([word, seen.has(word)]).toEqual([word, false]);
      seen.add(word);
      expect([word, findIndustries(word)]).toEqual([word, [{ start: 0, end: word.length, code }]]);
    }
  const scarce = Object.entries(industryWords).filter(([, words]) => !words.includes(" "));
  expect(scarce).toEqual([]);
  expect(industries.size).toBeLessThan(140);
});

const wan = (value: number | undefined) => (value === undefined ? undefined : value * 1_000_000);

test.each([
  ["C33", { headcount: 60, revenueFen: wan(3000) }, ["small"]],
  ["C33", { headcount: 12, revenueFen: wan(5000) }, ["micro"]],
  ["C33", { headcount: 60 }, ["small", "micro"]],
  ["C33", {}, ["large", "medium", "small", "micro"]],
  ["C33", { revenueFen: 29_999_999_99 }, ["medium", "small", "micro"]],
  ["E50", { headcount: 9999, revenueFen: wan(6000), assetsFen: wan(5000) }, ["medium"]],
  ["L72", { headcount: 100, assetsFen: wan(8000) }, ["medium"]],
  ["K7020", { headcount: 100, revenueFen: wan(500) }, ["small"]],
  ["F", { headcount: 30, revenueFen: wan(5000) }, ["medium", "small"]],
  ["P83", { headcount: 99 }, ["small"]],
  ["A", { revenueFen: 0 }, ["micro"]],
  ["J66", { headcount: 5 }, ["large", "medium", "small", "micro"]],
  ["nonsense", { headcount: 5 }, ["large", "medium", "small", "micro"]],
  ["", { headcount: 5 }, ["large", "medium", "small", "micro"]],
])("%s with %j: %j", (industryCode, figures, expected) => {
  expect(possibleSizes({ industryCode, ...figures })).toEqual(expected);
});

// The least medium firm of each row: people, revenue and assets in 万元.
test.each([
  ["A01", undefined, 500, undefined],
  ["C33", 300, 2000, undefined],
  ["E47", undefined, 6000, 5000],
  ["F51", 20, 5000, undefined],
  ["F52", 50, 500, undefined],
  ["G54", 300, 3000, undefined],
  ["G59", 100, 1000, undefined],
  ["G60", 300, 2000, undefined],
  ["H61", 100, 2000, undefined],
  ["H62", 100, 2000, undefined],
  ["I64", 100, 1000, undefined],
  ["I65", 100, 1000, undefined],
  ["K7010", undefined, 1000, 5000],
  ["K7020", 300, 1000, undefined],
  ["L71", 100, undefined, 8000],
  ["M74", 100, undefined, undefined],
])(
  "%s is medium from %j people, %j revenue, %j assets",
  (industryCode, people, revenue, assets) => {
    const sizeOf = (less: number) =>
      possibleSizes({
        industryCode,
        headcount: people === undefined ? undefined : people - less,
        revenueFen: wan(revenue === undefined ? undefined : revenue - less),
        assetsFen: wan(assets === undefined ? undefined : assets - less),
      });
    expect([sizeOf(0), sizeOf(1)]).toEqual([["medium"], ["small"]]);
  },
);

test("sizes have names", () => {
  expect(firmSizes.map(sizeName)).toEqual(["大型", "中型", "小型", "微型"]);
});

test("every division of an enterprise has a row", () => {
  const without = industryDivisions.filter(({ code }) => sizeRows(code).length === 0);
  expect(new Set(without.map(({ code }) => code.charAt(0)))).toEqual(new Set(["J", "S", "T"]));
  expect(sizeRows("G5910")).toEqual(["transport"]);
  expect(sizeRows("toString")).toEqual([]);
});

test("one figure more never opens a size", () => {
  const figure = fc.option(fc.nat(2_000_000), { nil: undefined });
  const division = fc.constantFrom(...industryDivisions.map(({ code }) => code));
  fc.assert(
    fc.property(
      division,
      figure,
      figure,
      fc.nat(3000),
      (industryCode, revenue, assets, headcount) => {
        const firm = { industryCode, revenueFen: wan(revenue), assetsFen: wan(assets) };
        const open = possibleSizes(firm);
        const closed = possibleSizes({ ...firm, headcount });
        expect(closed.length).toBeGreaterThan(0);
        expect(open).toEqual(expect.arrayContaining([...closed]));
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  [" 9111 0000 6000 0176 0p\n", "91110000600001760P", true],
  ["９１１１００００６００００１７６０Ｐ", "91110000600001760P", true],
  ["\u200b91110000600001760P\ufeff", "91110000600001760P", true],
  ["91110000600001760A", "91110000600001760A", false],
])("%j is %s, checked: %s", (text, code, checked) => {
  expect(parseUscc(text)).toEqual({ ok: true, code, checked });
});

test.each([
  ["", "length", 0],
  ["110108000001760", "length", 15],
  ["91110000600001760", "length", 17],
  ["91110000600001760PP", "length", 19],
  ["9111000060000176OP", "alphabet", 18],
  ["91110000600001760I", "alphabet", 18],
  ["91110000600001760🙂", "alphabet", 18],
  ["一二三四五六七八九十一二三四五六七八", "alphabet", 18],
])("%j is refused for its %s of %d", (text, reason, length) => {
  expect(parseUscc(text)).toEqual({ ok: false, reason, length });
});

test("what is made passes, what is altered does not", () => {
  const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY".split("");
  const first17 = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 17, maxLength: 17 });
  fc.assert(
    fc.property(first17, fc.nat(17), fc.constantFrom(...alphabet), (text, at, other) => {
      const code = makeUscc(text);
      expect(parseUscc(code)).toEqual({ ok: true, code, checked: true });
      fc.pre(code[at] !== other);
      const altered = code.slice(0, at) + other + code.slice(at + 1);
      expect(parseUscc(altered)).toEqual({ ok: true, code: altered, checked: false });
    }),
    { numRuns: 200 },
  );
  expect(() => makeUscc("123")).toThrow(RangeError);
  expect(() => makeUscc("9111000060000176O")).toThrow(RangeError);
});
