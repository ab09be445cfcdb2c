import { industryData } from "./industries.data.ts";

/** A section (`C`), a division (`C33`) or, where the size rules need it, a group or class (`K7010`). */
export type IndustryCode = string;
export type Industry = { code: IndustryCode; name: string };

export const industries: ReadonlyMap<IndustryCode, Industry> = new Map(
  industryData.split("\n").map((line) => {
    const code = /^[A-T]\d*/u.exec(line)?.[0] ?? "";
    return [code, { code, name: line.slice(code.length) }];
  }),
);

export const industrySections: readonly Industry[] = inLength(1);
export const industryDivisions: readonly Industry[] = inLength(3);

function inLength(length: number): Industry[] {
  return [...industries.values()].filter(({ code }) => code.length === length);
}

export function findIndustry(code: string): Industry | undefined {
  return industries.get(code);
}

/** An unknown code is shown as it is. */
export function industryName(code: IndustryCode): string {
  return industries.get(code)?.name ?? code;
}

/** An industry lies within itself too; a code we do not know lies nowhere. */
export function isIndustryWithin(code: IndustryCode, ancestor: IndustryCode): boolean {
  return industries.has(code) && industries.has(ancestor) && code.startsWith(ancestor);
}
