import { z } from "zod";
import { kinds } from "../search/engine.ts";
import type { Prefix } from "../search/suggest.ts";
import { beginsFilter } from "./beginnings.ts";
import { allOf, filterOf, shown } from "./filter.ts";
import type { IndexReader } from "./index-reader.ts";

const named = z.object({ kind: z.enum(kinds), thing_id: z.guid(), name: z.string() });

export async function listByPrefix(
  { ask }: IndexReader,
  { key, letters, tsquery, now, limit }: Prefix,
) {
  const kept = allOf([`facets != "#type=case"`, shown(now)]);
  const begun = [
    beginsFilter("typed", key),
    ...(letters === "" ? [] : [beginsFilter("sounds", letters)]),
  ];
  const inside = tsquery === "" ? [] : [filterOf(tsquery)];
  const answers = await ask(
    [begun.join(" OR "), ...inside].map((filter) => ({
      filter: allOf([filter, kept]),
      sort: ["place:asc", "length:asc", "tie:asc"],
      limit,
      attributesToRetrieve: ["kind", "thing_id", "name"],
    })),
  );
  const all = answers.flatMap(({ hits }) => z.array(named).parse(hits));
  const once = new Map(all.map((thing) => [`${thing.kind} ${thing.thing_id}`, thing]));
  return [...once.values()].slice(0, limit);
}
