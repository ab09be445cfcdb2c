import { z } from "zod";
import { kinds } from "../search/engine.ts";
import type { Prefix } from "../search/suggest.ts";
import { beginsFilter } from "./beginnings.ts";
import { allOf, filterOf, shown } from "./filter.ts";
import type { IndexReader } from "./index-reader.ts";

const named = z.array(z.object({ kind: z.enum(kinds), thing_id: z.guid(), name: z.string() }));
const attributesToRetrieve = ["kind", "thing_id", "name"];

/** What begins so, then what holds it. */
export async function listByPrefix(
  reader: IndexReader,
  { key, letters, tsquery, now, limit }: Prefix,
) {
  const kept = allOf([`NOT facets = "#type=case"`, shown(now)]);
  const begun = beginsFilter([
    { kind: "typed", text: key },
    ...(letters === "" ? [] : [{ kind: "sounds" as const, text: letters }]),
  ]);
  const inside = tsquery === "" ? [] : [filterOf(tsquery)];
  const { hits } = await reader.askInTurn(
    [begun, ...inside].map((filter) => ({ filter: allOf([filter, kept]), attributesToRetrieve })),
    { sort: ["place:asc", "length:asc", "tie:asc"], limit },
  );
  return named.parse(hits);
}
