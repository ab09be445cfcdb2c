import { type Region, type RegionCode, isWithin, regions, wholeCountry } from "./regions.ts";

/** Every way to write a region's name, with the regions that are called so. */
export const namings: ReadonlyMap<string, readonly Region[]> = collect();

function collect() {
  const all = new Map<string, Region[]>();
  const add = (written: string, region: Region) => {
    const entries = all.get(written);
    if (entries === undefined) all.set(written, [region]);
    else if (!entries.includes(region)) entries.push(region);
  };
  for (const region of regions.values()) {
    if (region.level === "country") continue;
    add(region.name, region);
    add(region.short, region);
    for (const written of variants(region)) add(written, region);
  }
  return all;
}

/** Whether a name is written with its 省, 市, 县 or a like ending. */
export function isWhole(written: string, { name, short }: Region): boolean {
  return written !== short || short === name;
}

/** 延边州, 恭城县, 新疆自治区, 伊犁哈萨克: what people make of long names. */
function variants({ name, short }: Region): string[] {
  if (short === "内蒙古") return ["内蒙"];
  const at = name.indexOf("自治");
  if (at < 0) return [];
  // 新疆自治区, but no 新疆区; 伊犁哈萨克, but no 宁夏回族.
  const people = name.slice(0, at);
  const region = name.endsWith("区");
  return region ? [`${short}自治区`] : [short + name.slice(at), short + name.slice(at + 2), people];
}

const rank = { country: 0, province: 1, city: 2, district: 3 } as const;

/** The one region of these that the name means: the widest, if it is the only one of its level. */
export function choose(written: string, candidates: readonly Region[]): RegionCode | undefined {
  const widest = Math.min(...candidates.map(({ level }) => rank[level]));
  const same = candidates.filter(({ level }) => rank[level] === widest);
  const whole = same.filter((region) => isWhole(written, region));
  const left = whole.length > 0 ? whole : same;
  return left.length === 1 ? left[0]?.code : undefined;
}

export function chooseWithin(written: string, candidates: readonly Region[], outer: RegionCode) {
  const inside = candidates.filter(({ code }) => code !== outer && isWithin(code, outer));
  return choose(written, inside);
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
  if (within === undefined) return choose(name, candidates);
  const itself = candidates.find(({ code }) => code === within);
  return chooseWithin(name, candidates, within) ?? itself?.code;
}
