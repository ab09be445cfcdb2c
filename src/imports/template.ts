import { categories } from "../taxonomy/categories.ts";
import { firmSizes, sizeName } from "../taxonomy/firm-size.ts";
import { industryDivisions, industrySections } from "../taxonomy/industries.ts";
import { childrenOf, regions, wholeCountry } from "../taxonomy/regions.ts";
import { scenes } from "../taxonomy/scenes.ts";
import { writeCsv } from "../sheets/csv.ts";
import { writeWorkbook } from "../sheets/xlsx.ts";
import { deploymentNames } from "./cells.ts";
import { type Column, columns, sheetNames } from "./columns.ts";
import { type Kind, kinds } from "./schema.ts";
import { exampleMark } from "./table-reader.ts";

/** Header and one example, which an import leaves out. */
function tableOf(kind: Kind): string[][] {
  const keys = new Set(["externalKey", "providerKey", "solutionKey"]);
  const example = ({ field, example: text }: Column) =>
    keys.has(field) && text !== "" ? `${exampleMark}-${text}` : text;
  return [columns[kind].map(({ header }) => header), columns[kind].map(example)];
}

export function csvTemplate(kind: Kind): string {
  return writeCsv(tableOf(kind));
}

export async function xlsxTemplate(): Promise<Uint8Array<ArrayBuffer>> {
  const head = { font: { bold: true }, fill: tint };
  const tables = kinds.map((kind) => ({
    name: sheetNames[kind],
    columns: columns[kind].map(() => ({ width: 20 })),
    rows: tableOf(kind),
    cells: new Map(columns[kind].map((_, i) => [`0,${i}`, { style: head }])),
    freezePane: { rows: 1 },
  }));
  const notes = { name: "填写说明", columns: [12, 20, 10, 60].map(wide), rows: guide() };
  const choices = { name: "可选内容", columns: [20, 20, 20, 20, 30].map(wide), rows: allowed() };
  return await writeWorkbook([...tables, notes, choices]);
}

const tint = { type: "pattern", pattern: "solid", fgColor: { rgb: "DCEBEA" } } as const;
const wide = (width: number) => ({ width });

const needs = { required: "必填", wished: "建议填", optional: "可不填" };

function guide(): string[][] {
  const rows = kinds.flatMap((kind) =>
    columns[kind].map(({ header, need, example }) => [
      sheetNames[kind],
      header,
      needs[need],
      example === "" ? "" : `例如：${example}`,
    ]),
  );
  return [
    ["表", "列", "要求", "写法"],
    ...rows,
    [],
    ["编号由您自己定，以后用同一个编号再次导入就是更新。"],
    ["只能导入本辖区内的服务商；没有写所在地区的，只有全国主管部门能导入。"],
    ["已有单位认领或入驻的服务商自己管理内容，导入时跳过，不会被改动。"],
    ["有几项内容时用顿号或分号隔开；成句的内容用分号或换行隔开。"],
    [`编号以“${exampleMark}”开头的行是示例，不会导入。`],
  ];
}

/** Each list in a column of its own. */
function allowed(): string[][] {
  const provinces = childrenOf(wholeCountry).flatMap(({ code, name }) => [
    `${name} ${code}`,
    ...childrenOf(code)
      .filter(({ level }) => level === "city")
      .map((city) => `${regions.get(code)?.name ?? ""}${city.name} ${city.code}`),
  ]);
  const lists = [
    ["类别", ...categories.map(({ name }) => name)],
    ["适用场景", ...scenes.map(({ name }) => name)],
    ["规模", ...firmSizes.map(sizeName)],
    ["安装方式", ...Object.values(deploymentNames)],
    [
      "行业",
      ...[...industrySections, ...industryDivisions].map(({ code, name }) => `${code} ${name}`),
    ],
    ["地区", "全国", ...provinces],
  ];
  const height = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: height }, (_, i) => lists.map((list) => list[i] ?? ""));
}
