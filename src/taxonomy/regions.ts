import { regionData } from "./regions.data.ts";

export type RegionCode = string;
/** `city` is whatever hangs on a province that is no municipality, so 仙桃市 and 定安县 too. */
type RegionLevel = "country" | "province" | "city" | "district";
export type Region = {
  code: RegionCode;
  name: string;
  short: string;
  level: RegionLevel;
  parent: RegionCode | undefined;
};

export const wholeCountry: RegionCode = "000000";

const municipalities = new Set(["11", "12", "31", "50"]);
const peoples =
  "各族|蒙古族?|回族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|普米族|塔吉克族?|怒族|鄂温克族|保安族|裕固族|独龙族";
const autonomous = new RegExp(`^(.{2,}?)(?:${peoples})*(?:自治[区州县旗]|族区)$`, "u");
const zone =
  /(?:开发区|园区|示范区|管理区|实验区|聚集区|保税区|矿区|名胜区|食品区|海域|委员会|委会)$/u;
const suffix = /(?:特别行政区|地区|林区|新区|[省市盟县区])$/u;

/** 浙江省 → 浙江, 恩施土家族苗族自治州 → 恩施; a name that nobody shortens stays. */
function shorten(name: string): string {
  // Thousands of names at start-up: the plain endings first, without a pattern.
  if (name.length < 3) return name;
  if (name.length < 5 && "市县省盟".includes(name.at(-1) ?? "")) return name.slice(0, -1);
  if (name.length === 3 && name.endsWith("区")) return name.slice(0, -1);
  if (zone.test(name)) return name;
  if (name.startsWith("内蒙古自")) return "内蒙古";
  const bare =
    name.includes("自治") || name.includes("族区") ? autonomous.exec(name)?.[1] : undefined;
  const short = bare ?? name.replace(suffix, "");
  // 东乡族自治县 bears its people's name, 鄂伦春自治旗 too.
  return short.length > 1 ? short.replace(/^(东乡|鄂温克|鄂伦春)族$/u, "$1") : name;
}

function parse(data: string): Map<RegionCode, Region> {
  const regions = new Map<RegionCode, Region>();
  const add = (code: string, name: string, level: RegionLevel, parent?: string) =>
    regions.set(code, { code, name, short: shorten(name), level, parent });
  regions.set(wholeCountry, {
    code: wholeCountry,
    name: "全国",
    short: "全国",
    level: "country",
    parent: undefined,
  });
  for (const line of data.split("\n")) {
    const [head = "", districts] = line.split(":");
    const digits = /^\d+/u.exec(head)?.[0] ?? "";
    const code = digits.padEnd(6, "0");
    const name = head.slice(digits.length);
    const province = `${digits.slice(0, 2)}0000`;
    if (digits.length === 2) add(code, name, "province", wholeCountry);
    else if (name) add(code, name, "city", province);
    const level = name || municipalities.has(digits.slice(0, 2)) ? "district" : "city";
    for (const item of districts?.split(",") ?? [])
      add(digits + item.slice(0, 2), item.slice(2), level, name ? code : province);
  }
  return regions;
}

export const regions: ReadonlyMap<RegionCode, Region> = parse(regionData);

const children: ReadonlyMap<RegionCode | undefined, readonly Region[]> = Map.groupBy(
  regions.values(),
  (region) => region.parent,
);

export function findRegion(code: string): Region | undefined {
  return regions.get(code);
}

export function childrenOf(code: RegionCode): readonly Region[] {
  return children.get(code) ?? [];
}

/** From the country down to the region itself; empty for an unknown code. */
export function regionPath(code: RegionCode): Region[] {
  const path: Region[] = [];
  for (let at = regions.get(code); at; at = at.parent ? regions.get(at.parent) : undefined)
    path.unshift(at);
  return path;
}

/** A region lies within itself too. */
export function isWithin(code: RegionCode, ancestor: RegionCode): boolean {
  return regionPath(code).some((region) => region.code === ancestor);
}

/** `short` is 温州, `full` the whole path 浙江省温州市; an unknown code is shown as it is. */
export function regionName(code: RegionCode, form: "short" | "full" = "full"): string {
  const path = regionPath(code);
  const region = path.at(-1);
  if (region === undefined) return code;
  if (form === "short" || path.length === 1) return region.short;
  return path
    .slice(1)
    .map(({ name }) => name)
    .join("");
}

/** The leading digits that every code within the region shares: 浙江 33, 全国 none. */
export function regionPrefix(code: RegionCode): string {
  return code.replace(/(?:00)+$/u, "");
}
