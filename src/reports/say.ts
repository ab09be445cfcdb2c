import type { State } from "../db/states.ts";
import { regionName } from "../taxonomy/regions.ts";
import { sayScene } from "../web/catalogue.tsx";
import { others } from "./unmet-groups.ts";

export function sayUnmetScene(code: string): string {
  if (code === others) return "其他";
  return code === "none" ? "没有读懂是什么事" : sayScene(code);
}

export function sayPlace(code: string): string {
  if (code === others) return "不分地区";
  return code === "none" ? "没有说明地区" : regionName(code);
}

/** What is little is not nothing, and what is nearly all is not all. */
export function sayPercent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  if (share < 0.001) return "不到 0.1%";
  if (share > 0.999) return "99.9% 以上";
  return `${(share * 100).toFixed(1)}%`;
}

const ages: Readonly<Record<string, string>> = {
  newcomer: "入驻不到 90 天",
  first_year: "入驻 90 天到一年",
  older: "入驻一年以上",
  unlisted: "公开资料收录，没有入驻",
};

export function sayAge(code: string): string {
  return ages[code] ?? code;
}

/** By the same bounds as the groups. */
export function ageOf(
  { listedAt }: { status: State<"provider">; listedAt: Date | null },
  until: Date,
): string {
  if (listedAt === null) return "unlisted";
  const days = (until.getTime() - listedAt.getTime()) / 86_400_000;
  return days <= 90 ? "newcomer" : days <= 365 ? "first_year" : "older";
}
