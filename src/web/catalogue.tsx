import { isCategory, categoryName } from "../taxonomy/categories.ts";
import { firmSizes, sizeName } from "../taxonomy/firm-size.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { isScene, sceneName } from "../taxonomy/scenes.ts";
import { noPrice, sayBand, sayMoney } from "./say.ts";

export function sayScene(code: string): string {
  return isScene(code) ? sceneName(code) : code;
}

export function sayCategory(code: string): string {
  return isCategory(code) ? categoryName(code) : code;
}

export function saySize(code: string): string {
  const known = firmSizes.find((size) => size === code);
  return known ? `${sizeName(known)}企业` : code;
}

/** Where something serves; nothing said is not the same as everywhere. */
export function sayRegions(codes: readonly string[]): string {
  return codes.map((code) => regionName(code, "short")).join("、");
}

export function sayIndustries(codes: readonly string[]): string {
  return codes.map(industryName).join("、");
}

type Standing = { imported: boolean; demo: boolean; listed?: boolean };

/** Where what is shown comes from, always in words. */
export function Origin({ imported, demo, listed = false }: Standing) {
  return (
    <>
      {demo ? <span class="status status-theirs">演示</span> : null}
      {imported ? <span class="status status-theirs">公开资料收录 · 未经核验</span> : null}
      {listed ? <span class="status status-done">已核验入驻</span> : null}
    </>
  );
}

/** What it costs is read first; that nobody says so steps back. */
export function Price({ said }: { said: string }) {
  return <span class={said === noPrice ? "soft" : "price"}>{said}</span>;
}

type Costs = { oneOffFen: number | null; yearlyFen: number | null };

export function sayPrice({ oneOffFen, yearlyFen }: Costs): string {
  const parts = [
    oneOffFen ? `一次性 ${sayMoney(oneOffFen)}` : "",
    yearlyFen ? `每年 ${sayMoney(yearlyFen)}` : "",
  ].filter((part) => part !== "");
  if (parts.length > 0) return parts.join("，");
  return oneOffFen === 0 || yearlyFen === 0 ? "免费" : sayBand();
}
