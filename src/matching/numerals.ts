const digits: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1000,
  k: 1000,
  万: 10_000,
  w: 10_000,
};

/** 几 stands for less than ten of its unit. */
const upperEnds: Readonly<Record<string, string>> = {
  十: "一百",
  百: "一千",
  千: "一万",
  万: "十万",
  十万: "一百万",
  百万: "一千万",
  千万: "一万万",
};

/** Nobody says that so many and one more do: 五万八个人 are a sum and eight people. */
const ofPeople = "[零一二两三四五六七八九几\\d][个名口号位]人";
/** What skips a unit says 零, else another number begins: 二十万一百二十人, 三千五十个人. */
const han = `(?:[零一二两三四五六七八九十百几]|千(?!${ofPeople}|[一二两三四五六七八九几]?十)|万(?!${ofPeople}|[一二两三四五六七八九几]?[十百]))`;

/** 60, 1.5万, 1万5, 一万五, 三五万, 小一百, 百来, 万把: bounded, so that a text of numerals is read once. */
export const numeral = String.raw`(?:小|近|大|上(?=[百千万]))?(?:\d{1,12}(?:\.\d{1,4})?[十百千kw万]{0,2}(?:[多来几余]|\d(?!\d|[个名口号位]人))?|${han}{0,8}[零一二两三四五六七八九十百千万几])[多来余把]?(?:(?<=[多来余把几])[十百千万])?`;

/** The number that the words mean, of a span (三五万, 几千, 十几) the upper end; undefined if they mean none. */
export function numberOf(words: string): number | undefined {
  const text = words.replace(/^[小近上大]/u, "").replaceAll(/[多来余把]/gu, "");
  const filled = text
    .replace(/(\d{1,11})0几/u, (_, tens: string) => `${Number(tens) + 1}0`)
    .replace(/几([十百千万]+)/u, (_, unit: string) => upperEnds[unit] ?? unit)
    .replace(/(?<![二三四五六七八九])十几/u, "二十")
    .replace(/几/u, "九");
  const value = readNumber(filled);
  return value !== undefined && value > 0 ? value : undefined;
}

function readNumber(text: string): number | undefined {
  let total = 0;
  let section = 0;
  let digit: number | undefined;
  let last = 1;
  for (const part of text.match(/\d+(?:\.\d+)?|[^\d]/gu) ?? []) {
    const unit = units[part];
    const value = digits[part] ?? (/^\d/.test(part) ? Number(part) : undefined);
    if (unit !== undefined) {
      if (unit === 10_000)
        total = (total + section + (digit ?? (section > 0 || total > 0 ? 0 : 1))) * unit;
      else section += (digit ?? 1) * unit;
      if (unit === 10_000) section = 0;
      last = unit;
      digit = undefined;
    } else if (value !== undefined) digit = value;
    else return undefined;
  }
  // 一万五 is 15,000 and 一百二 is 120, but 一百零二 is 102.
  const isShort = digit !== undefined && last > 10 && digit < 10 && !text.includes("零");
  return total + section + (digit ?? 0) * (isShort ? last / 10 : 1);
}
