import { industryDivisions, industrySections } from "../taxonomy/industries.ts";
import { childrenOf, wholeCountry } from "../taxonomy/regions.ts";

/** Down to the cities: who asks for less than that is asked too much. */
export const regionOptions = childrenOf(wholeCountry).flatMap((province) => {
  const cities = childrenOf(province.code).filter(({ level }) => level === "city");
  const group = province.name;
  if (cities.length === 0) return [{ value: province.code, label: province.name, group }];
  return [
    ...cities.map(({ code, name }) => ({ value: code, label: name, group })),
    { value: province.code, label: `${province.short}（其他）`, group },
  ];
});

export const industryOptions = industrySections.flatMap((section) =>
  industryDivisions
    .filter(({ code }) => code.startsWith(section.code))
    .map(({ code, name }) => ({ value: code, label: name, group: section.name })),
);

/** A place or trade finer than the lists is kept when nobody chooses another. */
export function withCurrent(
  options: readonly { value: string; label: string; group?: string }[],
  current: string | undefined,
  say: (code: string) => string,
) {
  if (!current || options.some(({ value }) => value === current)) return options;
  return [{ value: current, label: say(current), group: "现在的" }, ...options];
}
