import { type FacetName, type Filter, facetNames } from "./engine.ts";

/** How many a page holds where the address does not say. */
export const usualPerPage = 20;

/** What goes along from one page of a search to the next. */
export type Kept = {
  perPage?: number;
  /** Ids of solutions that were picked to be compared. */
  picked?: readonly string[];
};

/** The address of a search, with some of it changed. */
export function searchHref(
  q: string,
  filter: Filter,
  { page = 1, perPage = usualPerPage, picked = [] }: Kept & { page?: number } = {},
): string {
  const query = new URLSearchParams(q === "" ? [] : [["q", q]]);
  for (const facet of facetNames) for (const code of filter[facet] ?? []) query.append(facet, code);
  if (perPage !== usualPerPage) query.set("perPage", String(perPage));
  for (const id of picked) query.append("picked", id);
  if (page > 1) query.set("page", String(page));
  const text = query.toString();
  return text === "" ? "/search" : `/search?${text}`;
}

export function without(filter: Filter, facet: FacetName, code: string): Filter {
  return { ...filter, [facet]: (filter[facet] ?? []).filter((one) => one !== code) };
}
