/**
 * Festivals of the lunar calendar as the Hong Kong Observatory's conversion tables and the almanac of
 * the Purple Mountain Observatory have them, each checked against the instant of its new moon in
 * China's time. Intl's Chinese calendar is a day off for 春节 of 2027 and of 2030.
 */
const lunar: Readonly<Record<number, readonly [spring: string, dragon: string, moon: string]>> = {
  2026: ["02-17", "06-19", "09-25"],
  2027: ["02-06", "06-09", "09-15"],
  2028: ["01-26", "05-28", "10-03"],
  2029: ["02-13", "06-16", "09-22"],
  2030: ["02-03", "06-05", "09-12"],
  2031: ["01-23", "06-24", "10-01"],
  2032: ["02-11", "06-12", "09-19"],
  2033: ["01-31", "06-01", "09-08"],
  2034: ["02-19", "06-20", "09-27"],
  2035: ["02-08", "06-10", "09-16"],
};
const lunarNames = ["春节", "端午", "中秋"] as const;

const fixed: Readonly<Record<string, string>> = {
  元旦: "01-01",
  五一: "05-01",
  "618": "06-18",
  国庆: "10-01",
  双十一: "11-11",
  双十二: "12-12",
};

const otherNames: Readonly<Record<string, string>> = {
  过年: "春节",
  十一: "国庆",
  双11: "双十一",
  双12: "双十二",
};

/** 2027-02-06: the day of a festival in a year; undefined where it is none, or too far off to be known here. */
export function festivalDay(name: string, year: number): string | undefined {
  const known = otherNames[name] ?? name;
  const day = fixed[known] ?? lunar[year]?.[lunarNames.findIndex((one) => one === known)];
  return day && `${year}-${day}`;
}
