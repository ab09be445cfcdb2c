import { parseYuan } from "../money.ts";
import { categoryByName, isCategory } from "../taxonomy/categories.ts";
import { type DeploymentCode, deployments, isDeployment } from "../taxonomy/deployments.ts";
import { findIndustries } from "../taxonomy/find-industries.ts";
import { firmSizes, sizeName } from "../taxonomy/firm-size.ts";
import { findIndustry, industries } from "../taxonomy/industries.ts";
import { regionByName } from "../taxonomy/place-names.ts";
import { findRegion } from "../taxonomy/regions.ts";
import { isScene, sceneByName } from "../taxonomy/scenes.ts";
import { parseUscc } from "../taxonomy/uscc.ts";
import { clean } from "./clean.ts";
import type { Cell, Problem } from "./schema.ts";

type Tell = (severity: Problem["severity"], code: string, params?: Problem["params"]) => void;
/** What a cell means; what cannot be understood is told, and answered with nothing. */
export type ReadCell = (cell: Cell, tell: Tell) => unknown;

const listBreak = /[\n；;]+/u;
const nameBreak = /[\n；;、,，|]+/u;

export const text: ReadCell = (cell, tell) => {
  const { text: cleaned, done } = clean(typeof cell === "string" ? cell : cell.join("\n"));
  for (const code of done) tell("warning", code);
  return cleaned;
};

/** One line, or nothing. */
export const oneLine: ReadCell = (cell, tell) => textOf(cell, tell).replaceAll("\n", " ");
export const lineOrNull: ReadCell = (cell, tell) =>
  textOf(cell, tell).replaceAll("\n", " ") || null;

/** Sentences, one a line or parted by semicolons. */
export const list: ReadCell = (cell, tell) => items(cell, tell, listBreak);

export const url: ReadCell = (cell, tell) => textOf(cell, tell) || null;
export const urls: ReadCell = (cell, tell) => items(cell, tell, /[\s；;，,]+/u);

export const count: ReadCell = (cell, tell) => {
  const written = textOf(cell, tell).normalize("NFKC").replaceAll(/[,\s]/g, "");
  if (written === "") return null;
  if (/^\d{1,15}(\.0+)?$/.test(written)) return Number(written);
  tell("error", "not_a_number", { value: excerpt(written) });
  return null;
};

export const money: ReadCell = (cell, tell) => {
  const written = textOf(cell, tell);
  const fen = written === "" ? null : parseYuan(written);
  if (fen !== undefined) return fen;
  tell("error", "not_an_amount", { value: excerpt(written) });
  return null;
};

export const uscc: ReadCell = (cell, tell) => {
  const written = textOf(cell, tell);
  if (written === "") return null;
  const parsed = parseUscc(written);
  if (!parsed.ok) {
    tell("error", `uscc_${parsed.reason}`, { length: parsed.length });
    return null;
  }
  if (!parsed.checked) tell("warning", "uscc_unchecked");
  return { code: parsed.code, checked: parsed.checked };
};

export const category: ReadCell = (cell, tell) => names(cell, tell, categoryOf)[0];
export const categoryList: ReadCell = (cell, tell) => names(cell, tell, categoryOf);
export const sceneList: ReadCell = (cell, tell) => names(cell, tell, sceneOf);
export const sizeList: ReadCell = (cell, tell) => names(cell, tell, sizeOf);
export const sizeOrNull: ReadCell = (cell, tell) => names(cell, tell, sizeOf)[0] ?? null;
export const deploymentList: ReadCell = (cell, tell) => names(cell, tell, deploymentOf);
export const regionList: ReadCell = (cell, tell) => names(cell, tell, regionOf);

/** Sellers tag with what is no trade too; that is left out and said. */
export const industryList: ReadCell = (cell, tell) => {
  const found = items(cell, tell, nameBreak).flatMap((name) => {
    const some = industriesOf(name);
    if (some.length === 0) tell("warning", "unknown_industry", { value: excerpt(name) });
    return some;
  });
  return [...new Set(found)];
};

export const industryOrNull: ReadCell = (cell, tell) => {
  const written = textOf(cell, tell);
  const [found] = written === "" ? [] : industriesOf(written);
  if (written !== "" && found === undefined)
    tell("warning", "unknown_industry", { value: excerpt(written) });
  return found ?? null;
};

/** The smallest region that the words name; the rest, a zone or a street, is left out and said. */
export const region: ReadCell = (cell, tell) => {
  const written = textOf(cell, tell).normalize("NFKC");
  if (written === "") return null;
  const whole = regionOf(written);
  if (whole !== undefined) return whole;
  for (let end = written.length - 1; end >= 2; end--) {
    const known = regionByName(written.slice(0, end));
    if (known === undefined) continue;
    const rest = written.slice(end).replace(/^[\s/·-]+/u, "");
    tell("warning", "unknown_place", {
      value: excerpt(rest),
      known: findRegion(known)?.name ?? "",
    });
    return known;
  }
  tell("error", "unknown_name", { value: excerpt(written) });
  return null;
};

/** As the pages say it, short enough for a cell: a comma there parts two of them. */
export const deploymentNames = {
  saas: "云端",
  on_premises: "装在自己厂里",
  private_cloud: "专用的云",
  device: "随设备一起",
} as const satisfies Record<DeploymentCode, string>;

const deploymentsByWord: ReadonlyMap<string, DeploymentCode> = new Map([
  ...deployments.map(({ code }) => [deploymentNames[code], code] as const),
  ["公有云", "saas"],
  ["本地", "on_premises"],
  ["本地部署", "on_premises"],
  ["私有云", "private_cloud"],
  ["设备", "device"],
  ["软硬一体", "device"],
]);

const categoryOf = (name: string) => (isCategory(name) ? name : categoryByName(name));
const sceneOf = (name: string) => (isScene(name) ? name : sceneByName(name));
const sizeOf = (name: string) =>
  firmSizes.find((size) => [size, sizeName(size), sizeName(size).slice(0, 1)].includes(name));
const deploymentOf = (name: string) => (isDeployment(name) ? name : deploymentsByWord.get(name));
/** A code, a name, or both as the template's list has them: 浙江省温州市 330300. */
function regionOf(name: string): string | undefined {
  const code = /(?:^|\s)(\d{6})$/u.exec(name)?.[1];
  return code === undefined ? regionByName(name) : findRegion(code)?.code;
}

function industriesOf(name: string): string[] {
  const written = /^[A-T]\d{0,4}(?=\s|$)/u.exec(name)?.[0] ?? "";
  if (findIndustry(written)) return [written];
  const named = [...industries.values()].find((each) => each.name === name);
  if (named) return [named.code];
  if (/^(?:综合|智能)?制造业?$/u.test(name)) return ["C"];
  return [...new Set(findIndustries(name).map(({ code }) => code))];
}

function names(cell: Cell, tell: Tell, codeOf: (name: string) => string | undefined): string[] {
  const codes = items(cell, tell, nameBreak).flatMap((name) => {
    const found = codeOf(name);
    if (found === undefined) tell("error", "unknown_name", { value: excerpt(name) });
    return found === undefined ? [] : [found];
  });
  return [...new Set(codes)];
}

function items(cell: Cell, tell: Tell, pattern: RegExp): string[] {
  const parts = typeof cell === "string" ? clean(cell).text.split(pattern) : cell;
  const done = new Set<string>();
  const found = parts.flatMap((part) => {
    const cleaned = clean(part);
    for (const code of cleaned.done) done.add(code);
    const line = cleaned.text.replaceAll("\n", " ").trim();
    return line === "" ? [] : [line];
  });
  const distinct = [...new Set(found)];
  if (typeof cell === "string") for (const code of clean(cell).done) done.add(code);
  if (distinct.length < found.length) done.add("repeated_items");
  for (const code of done) tell("warning", code);
  return distinct;
}

function textOf(cell: Cell, tell: Tell): string {
  const read = text(cell, tell);
  return typeof read === "string" ? read : "";
}

/** As much as a report can show. */
function excerpt(value: string): string {
  return Array.from(value).slice(0, 30).join("");
}
