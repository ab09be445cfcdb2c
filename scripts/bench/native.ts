import type { Settings } from "meilisearch";
import { queriesFor } from "../../src/matching/candidates.ts";
import type { Lexicon } from "../../src/matching/lexicon.ts";
import { understand } from "../../src/matching/understand.ts";
import type { IndexDocument } from "../../src/search/engine.ts";
import { wholeCountry } from "../../src/taxonomy/regions.ts";
import type { Ask } from "./cases.ts";

/** What a careful user of Meilisearch alone would set. */
export const nativeSettings = {
  searchableAttributes: ["name", "providerName", "summary", "body"],
  filterableAttributes: ["kind", "categories", "scenes", "regions", "industries", "sizes"],
  localizedAttributes: [{ attributePatterns: ["*"], locales: ["cmn"] }],
} satisfies Settings;

const none = "none";
const facets = nativeSettings.filterableAttributes;
const shown = ["id", "kind", "name", "providerId", "providerName", "summary", "imported", "demo"];

/** The same texts and values as our own index gets, and nothing that only we make of them. */
export function nativeDocument(document: IndexDocument) {
  const { kind, id, name, providerId, providerName, summary, body, imported, demo } = document;
  const { categories, scenes, regions, industries, sizes } = document;
  return {
    id: `${kind}_${id}`,
    kind,
    name,
    providerId,
    providerName,
    summary,
    body,
    imported,
    demo,
    categories,
    scenes,
    industries,
    sizes,
    regions: regions.length > 0 ? regions : [none],
  };
}

type Native = { native: string; address: { searchKey: string }; lexicon: Lexicon };

/** What the engine alone is asked where ours is asked this. */
export function nativeAsk({ native, address, lexicon }: Native, ask: Ask): Ask {
  return {
    method: "POST",
    path: "/multi-search",
    headers: {
      authorization: `Bearer ${address.searchKey}`,
      // Compressed answers come in small writes and wait for a delayed acknowledgement.
      "accept-encoding": "identity",
    },
    body: {
      queries: queriesOf(ask, lexicon).map((query) => ({
        indexUid: native,
        locales: ["cmn"],
        ...query,
      })),
    },
  };
}

function queriesOf(ask: Ask, lexicon: Lexicon): object[] {
  const { pathname, searchParams } = new URL(ask.path, "http://127.0.0.1");
  const q = searchParams.get("q") ?? "";
  if (pathname.endsWith("/search")) return [{ q, ...pageOf(searchParams) }];
  if (pathname.endsWith("/suggest"))
    return [{ q, limit: 8, attributesToSearchOn: ["name"], attributesToRetrieve: ["id", "name"] }];
  const text: unknown = Reflect.get(ask.body ?? {}, "text");
  if (typeof text !== "string") throw new Error(`${ask.path}: not asked of the engine alone`);
  return understand(lexicon, text)
    .flatMap((need) => queriesFor(lexicon, need, text))
    .map((query) => ({
      q: query.text,
      filter: "kind = solution",
      limit: 20,
      attributesToRetrieve: ["id"],
    }));
}

/** All that a page of ours shows: twenty hits with their marks, and how many each choice would leave. */
function pageOf(asked: URLSearchParams) {
  const filters = [
    ...asked.getAll("category").map((code) => `categories = ${code}`),
    // Who serves the whole country, or does not say where, serves that place too.
    ...asked.getAll("region").map((code) => `regions IN [${code}, ${wholeCountry}, ${none}]`),
  ];
  return {
    ...(filters.length > 0 && { filter: filters.join(" AND ") }),
    facets,
    limit: 20,
    attributesToRetrieve: shown,
    attributesToHighlight: ["name", "providerName", "summary"],
  };
}
