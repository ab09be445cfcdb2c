import type { DocumentKey, HitField, Kind, SearchHit } from "./engine.ts";
import { type Marking, excerptOf, findMatches } from "./highlight.ts";

/** What is shown of a hit, as our own rows keep it. */
export type HitRow = {
  kind: Kind;
  thing_id: string;
  external_key: string | null;
  name: string;
  provider_id: string | null;
  provider_name: string;
  summary: string;
  body: string;
  imported: boolean;
  demo: boolean;
};

/** Of these things, in their order, those that may be found. */
export type RowsOf = (keys: readonly DocumentKey[], now: Date) => Promise<HitRow[]>;

/** A row as people see it; its body is looked at only where name and summary do not explain the hit. */
export function viewHit(row: HitRow, marking?: Marking): SearchHit {
  const matches: SearchHit["matches"] = {};
  const mark = (field: HitField, text: string) => {
    const ranges = marking ? findMatches(text, marking) : [];
    if (ranges.length > 0) matches[field] = ranges;
  };
  mark("name", row.name);
  mark("providerName", row.provider_name);
  mark("summary", row.summary);
  const isExplained = matches.name !== undefined || matches.summary !== undefined;
  const excerpt = marking && !isExplained ? excerptOf(row.body, marking) : undefined;
  if (excerpt) matches.excerpt = excerpt.matches;
  return {
    type: row.kind,
    id: row.thing_id,
    externalKey: row.external_key,
    name: row.name,
    providerId: row.provider_id,
    providerName: row.provider_name,
    summary: row.summary,
    excerpt: excerpt?.text ?? null,
    imported: row.imported,
    demo: row.demo,
    matches,
  };
}
