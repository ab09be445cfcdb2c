import type { Db } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import type { EngineName, SearchPage, SearchQuery, Suggestion } from "./engine.ts";
import type { Finder } from "./finder.ts";
import { listVisible } from "./source-store.ts";

export type Found = SearchPage & { engine: EngineName; tookMs: number };

export async function findThings(db: Db, finder: Finder, query: SearchQuery): Promise<Found> {
  const began = performance.now();
  const page = await finder.search(query);
  if (query.page > 1 && (query.page - 1) * query.perPage >= page.total)
    throw new AppError("not_found");
  const visible = await listVisible(
    db,
    page.hits.map(({ type, id }) => ({ kind: type, id })),
    query.now,
  );
  const shown = new Set(visible.map(({ kind, id }) => `${kind} ${id}`));
  const hits = page.hits.filter(({ type, id }) => shown.has(`${type} ${id}`));
  const tookMs = Math.round((performance.now() - began) * 10) / 10;
  return { ...page, hits, tookMs };
}

const kindWords = {
  provider: "服务商",
  solution: "方案",
  scene: "场景",
  category: "类别",
} as const;

/** A suggestion with where it leads. */
export function suggestionItem({ type, id, name }: Suggestion) {
  const href = {
    provider: `/providers/${id}`,
    solution: `/solutions/${id}`,
    scene: `/search?scene=${id}`,
    category: `/search?category=${id}`,
  }[type];
  return { type, id, text: name, kind: kindWords[type], href };
}
