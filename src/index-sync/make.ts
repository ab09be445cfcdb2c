import { documentRow } from "../search/document-row.ts";
import { type IndexDocument, kinds } from "../search/engine.ts";

/** Raised where things are read from their tables otherwise, which the sample does not show. */
const sourceMake = 2;

/** Something of everything that a row is made of. */
const sample: Omit<IndexDocument, "kind"> = {
  id: "019ab000-0000-7000-8000-000000000001",
  version: 1,
  externalKey: "A-1",
  name: "数桥U9cloud扫码报工（专业版）",
  aliases: ["SCRM 臺灣金蝶", "eHR", "PowerPoint"],
  providerId: "019ab000-0000-7000-8000-000000000002",
  providerName: "重庆长乐软件",
  summary: "ＭＥＳ，给60来号人的厂用的",
  labels: ["生产管控", "提升"],
  body: "报工、计件工资；安装简单。WPS365",
  categories: ["upgrade", "restore"],
  scenes: ["production", "quality"],
  regions: ["330000", "330300", "110000"],
  industries: ["C", "C33", "I65"],
  sizes: ["micro", "small"],
  imported: true,
  demo: false,
  hiddenUntil: new Date("2026-01-01T00:00:00Z"),
};

/**
 * What make the search rows of this version of us are. It follows from what a row is made into, so
 * that nobody has to remember to raise it.
 */
export function rowMake(): string {
  const rows = kinds.flatMap((kind) => [
    documentRow({ ...sample, kind }),
    documentRow({ ...sample, kind, regions: [], industries: [], sizes: [], scenes: [] }),
  ]);
  let hash = 0x811c9dc5;
  for (const char of `${sourceMake} ${JSON.stringify(rows)}`)
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

/** Once for as long as an app lives: it takes some milliseconds. */
export function createRowMake(): () => string {
  let made: string | undefined;
  return () => (made ??= rowMake());
}
