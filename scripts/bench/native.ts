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

type Share = {
  /** Also what each choice would leave that is in a facet where something is chosen, as our page shows it. */
  everyChoice: boolean;
};

/** What the engine alone is asked where ours is asked this. */
export function nativeAsk({ native, address, lexicon }: Native, ask: Ask, share: Share): Ask {
  return {
    method: "POST",
    path: "/multi-search",
    headers: {
      authorization: `Bearer ${address.searchKey}`,
      // Compressed answers come in small writes and wait for a delayed acknowledgement.
      "accept-encoding": "identity",
    },
    body: {
      queries: queriesOf(ask, lexicon, share).map((query) => ({
        indexUid: native,
        locales: ["cmn"],
        ...query,
      })),
    },
  };
}

function queriesOf(ask: Ask, lexicon: Lexicon, { everyChoice }: Share): object[] {
  const { pathname, searchParams } = new URL(ask.path, "http://127.0.0.1");
  const q = searchParams.get("q") ?? "";
  if (pathname.endsWith("/search"))
    return [pageOf(q, searchParams), ...(everyChoice ? choicesOf(q, searchParams) : [])];
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

/** Twenty hits with their marks, and of what is left how many hold each value. */
function pageOf(q: string, asked: URLSearchParams) {
  return {
    q,
    ...filterOf(chosenOf(asked)),
    facets,
    limit: 20,
    attributesToRetrieve: shown,
    attributesToHighlight: ["name", "providerName", "summary"],
  };
}

/** As its manual advises: for each facet in which something is chosen a question without that choice. */
function choicesOf(q: string, asked: URLSearchParams) {
  const chosen = chosenOf(asked);
  return chosen.map(({ facet }) => ({
    q,
    ...filterOf(chosen.filter((other) => other.facet !== facet)),
    facets: [facet],
    limit: 0,
  }));
}

type Chosen = { facet: string; filter: string };

function chosenOf(asked: URLSearchParams): Chosen[] {
  return [
    ...asked
      .getAll("category")
      .map((code) => ({ facet: "categories", filter: `categories = ${code}` })),
    // Who serves the whole country, or does not say where, serves that place too.
    ...asked.getAll("region").map((code) => ({
      facet: "regions",
      filter: `regions IN [${code}, ${wholeCountry}, ${none}]`,
    })),
  ];
}

function filterOf(chosen: readonly Chosen[]) {
  return chosen.length > 0 && { filter: chosen.map(({ filter }) => filter).join(" AND ") };
}
