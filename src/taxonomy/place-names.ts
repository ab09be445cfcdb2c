import { type Region, type RegionCode, isWithin, regions, wholeCountry } from "./regions.ts";

export type Naming = { code: RegionCode; level: Region["level"]; whole: boolean };

/** Every way to write a region's name, with the regions that are called so. */
export const namings: ReadonlyMap<string, readonly Naming[]> = collect();

function collect() {
  const all = new Map<string, Naming[]>();
  for (const { code, level, name, short } of regions.values()) {
    if (level === "country") continue;
    for (const written of new Set([name, short, ...variants(name, short)])) {
      const entry = { code, level, whole: written !== short || short === name };
      const entries = all.get(written);
      if (entries) entries.push(entry);
      else all.set(written, [entry]);
    }
  }
  return all;
}

/** 延边州, 恭城县, 新疆自治区, 伊犁哈萨克: what people make of long names. */
function variants(name: string, short: string): string[] {
  const at = name.indexOf("自治");
  if (at < 0) return short === "内蒙古" ? ["内蒙"] : [];
  const kind = name.slice(at);
  const own = [short + kind, short + kind.slice(2), name.slice(0, at)];
  return short === "内蒙古"
    ? ["内蒙"]
    : own.filter((form) => !/.[区族]$/u.test(form) || kind !== "自治区");
}

const rank = { country: 0, province: 1, city: 2, district: 3 } as const;

/** The one region of these that is meant: the widest, if it is the only one of its level. */
export function choose(candidates: readonly Naming[]): RegionCode | undefined {
  const widest = Math.min(...candidates.map(({ level }) => rank[level]));
  const same = candidates.filter(({ level }) => rank[level] === widest);
  const whole = same.filter((naming) => naming.whole);
  const left = whole.length > 0 ? whole : same;
  return left.length === 1 ? left[0]?.code : undefined;
}

export function chooseWithin(candidates: readonly Naming[], outer: RegionCode) {
  return choose(candidates.filter(({ code }) => code !== outer && isWithin(code, outer)));
}

/**
 * The region of a name as tables carry it: 浙江, 浙江省, 浙江省温州市, 延边州; `within` says in which
 * region to look first (通州 in 北京). Undefined for zones, unknown and ambiguous names.
 */
export function regionByName(text: string, within?: RegionCode): RegionCode | undefined {
  const name = text.normalize("NFKC").replaceAll(/[\s/·,，、>-]/gu, "");
  if (name === "全国") return wholeCountry;
  const exact = byExactName(name, within);
  if (exact !== undefined) return exact;
  for (let end = name.length - 2; end >= 2; end--) {
    const outer = byExactName(name.slice(0, end), within);
    const inner = outer === undefined ? undefined : regionByName(name.slice(end), outer);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function byExactName(name: string, within: RegionCode | undefined): RegionCode | undefined {
  const candidates = namings.get(name) ?? [];
  if (within === undefined) return choose(candidates);
  const itself = candidates.find(({ code }) => code === within);
  return chooseWithin(candidates, within) ?? itself?.code;
}
