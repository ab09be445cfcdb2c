import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";

/*
 * Writes the code tables that ship with the project:
 *   node scripts/taxonomy.ts --divisions divisions.json --industries gbt4754-2017.json
 */

const named = z.object({ code: z.string(), name: z.string() });
const divisionsFile = z.object({
  source: z.string(),
  provinces: z.array(named),
  cities: z.array(named),
  areas: z.array(named),
});
const industriesFile = z.object({
  source: z.string(),
  sections: z.array(named),
  divisions: z.array(named.extend({ section: z.string() })),
  groups: z.array(named.extend({ section: z.string() })),
  classes: z.array(named.extend({ section: z.string(), group: z.string().nullish() })),
});

/**
 * A line a province (`33浙江省`) or a prefecture with its districts (`3303温州市:02鹿城区,…`).
 * A prefecture without a name is none: its districts hang on the province.
 */
export function regionLines(json: unknown): { source: string; lines: string[] } {
  const { source, provinces, cities, areas } = divisionsFile.parse(json);
  const lines: string[] = [];
  for (const province of provinces) {
    const of = (item: { code: string }) => item.code.startsWith(province.code.slice(0, 2));
    lines.push(province.code.slice(0, 2) + province.name);
    const own = new Map(cities.filter(of).map(({ code, name }) => [code.slice(0, 4), name]));
    const inside = Map.groupBy(areas.filter(of), ({ code }) => code.slice(0, 4));
    for (const prefix of [...new Set([...own.keys(), ...inside.keys()])].toSorted()) {
      const name = own.get(prefix) ?? "";
      const districts = (inside.get(prefix) ?? [])
        .filter((area) => area.name !== "市辖区")
        .toSorted((a, b) => a.code.localeCompare(b.code))
        .map((area) => area.code.slice(4) + area.name);
      const shown = name.includes("直辖县级") ? "" : name;
      lines.push(prefix + shown + (districts.length > 0 ? `:${districts.join(",")}` : ""));
    }
  }
  return { source, lines };
}

// The divisions that the size rules cut in two: their groups and classes are needed as well.
const cut = ["59", "70"];

/** A line a section, division or (where needed) a group or class: `C33金属制品业`. */
export function industryLines(json: unknown): { source: string; lines: string[] } {
  const { source, sections, divisions, groups, classes } = industriesFile.parse(json);
  const fine = [...groups, ...classes.filter(({ code, group }) => !group || code.endsWith("0"))];
  const wanted = fine.filter(({ code }) => cut.includes(code.slice(0, 2)));
  const below = [...divisions, ...wanted].map((item) => ({
    ...item,
    code: item.section + item.code,
  }));
  const lines = [...sections, ...below]
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, name }) => code + name);
  return { source, lines };
}

export function dataModule(name: string, { source, lines }: { source: string; lines: string[] }) {
  return `// Written by scripts/taxonomy.ts; do not edit. Source: ${source}\nexport const ${name} = \`${lines.join("\n")}\`;\n`;
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { divisions: { type: "string" }, industries: { type: "string" } },
  });
  if (!values.divisions || !values.industries)
    throw new Error("Give --divisions FILE and --industries FILE.");
  const target = new URL("../src/taxonomy/", import.meta.url);
  writeFileSync(
    new URL("regions.data.ts", target),
    dataModule("regionData", regionLines(read(values.divisions))),
  );
  writeFileSync(
    new URL("industries.data.ts", target),
    dataModule("industryData", industryLines(read(values.industries))),
  );
}
