import { type Candidate, type Filter, type WeightedQuery, kinds } from "../search/engine.ts";
import { filterQuery } from "../search/facets.ts";
import { testFor } from "../search/fold-query.ts";
import { type Met, mergeMet, metAtMost } from "../search/merge.ts";
import { parseQuery } from "../search/query.ts";
import { headQuery, strictQuery } from "../search/tsquery.ts";
import { termsIn, textFields } from "./compared-texts.ts";
import { documentId } from "./document.ts";
import { allOf, filterOf, shown } from "./filter.ts";
import type { Answer, Ask, IndexReader } from "./index-reader.ts";
import { key, keyFields, keys } from "./keys.ts";
import { quoted } from "./quoted.ts";

type Options = { limit: number; now: Date; among?: readonly string[] };
type Asked = { query: number; head: string; anywhere: string };

/** Many short queries in one request. */
export async function retrieve(
  { ask }: IndexReader,
  queries: readonly WeightedQuery[],
  filter: Filter,
  { limit, now, among }: Options,
): Promise<Candidate[]> {
  const asked = queries.flatMap(({ text, units = parseQuery(text) }, query): Asked[] => {
    const wanted = units.map((unit) => ({ unit, spellings: [unit] }));
    if (wanted.length === 0) return [];
    return [{ query, head: headQuery(wanted), anywhere: strictQuery(wanted) }];
  });
  if (asked.length === 0 || among?.length === 0) return [];
  const kept = allOf([filterOf(filterQuery(filter)), shown(now)]);
  const { questions, read } = among
    ? lookAmong(asked, allOf([onlyThese(among, filter), kept]), among.length)
    : lookFor(asked, kept);
  return mergeMet(queries, read(await ask(questions))).slice(0, limit);
}

type Look = { questions: Ask[]; read: (answers: readonly Answer[]) => Met[] };

function lookFor(asked: readonly Asked[], kept: string): Look {
  const where = { limit: metAtMost, sort: ["tie:asc"], attributesToRetrieve: keyFields };
  return {
    questions: asked.flatMap(({ head, anywhere }) => {
      const [inHeads, all] = [filterOf(head), filterOf(anywhere)];
      return [
        { ...where, filter: allOf([inHeads, kept]) },
        { ...where, filter: allOf([all, `NOT (${inHeads})`, kept]) },
      ];
    }),
    read: (answers) =>
      asked.flatMap(({ query }, i) =>
        [true, false].flatMap((head, k) =>
          keys.parse(answers[2 * i + k]?.hits ?? []).map((each) => ({ ...each, query, head })),
        ),
      ),
  };
}

/** Of a few things what they say is read, which is quicker than to ask about them with every query. */
function lookAmong(asked: readonly Asked[], these: string, limit: number): Look {
  const attributesToRetrieve = [...keyFields, ...textFields];
  const tests = asked.map(({ query, head, anywhere }) => ({
    query,
    isInHead: testFor(head),
    isAnywhere: testFor(anywhere),
  }));
  return {
    questions: [{ filter: these, limit: limit * kinds.length, attributesToRetrieve }],
    read: ([answer]) =>
      (answer?.hits ?? []).flatMap((hit) => {
        const has = termsIn(hit);
        const thing = key.parse(hit);
        return tests.flatMap(({ query, isInHead, isAnywhere }) => {
          const head = isInHead(has);
          return head || isAnywhere(has) ? [{ ...thing, query, head }] : [];
        });
      }),
  };
}

function onlyThese(among: readonly string[], { type }: Filter): string {
  const ids = kinds
    .filter((kind) => !type?.length || type.includes(kind))
    .flatMap((kind) => among.map((id) => quoted(documentId({ kind, id }))));
  return `id IN [${ids.join(", ")}]`;
}
