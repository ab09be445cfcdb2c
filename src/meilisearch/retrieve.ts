import { z } from "zod";
import {
  type Candidate,
  type DocumentKey,
  type Filter,
  type WeightedQuery,
  kinds,
} from "../search/engine.ts";
import { filterQuery } from "../search/facets.ts";
import { parseQuery } from "../search/query.ts";
import { headQuery, strictQuery, testFor } from "../search/tsquery.ts";
import { termsIn, textFields } from "./compared-texts.ts";
import { documentId } from "./document.ts";
import { allOf, filterOf, shown } from "./filter.ts";
import type { Answer, Ask, IndexReader } from "./index-reader.ts";
import type { KeptCounts } from "./kept-counts.ts";
import { quoted } from "./quoted.ts";

const metAtMost = 200;
// What stands in the head says what a thing is; what stands deep in its text may be said in passing.
const inHead = 1;
const inBody = 0.35;

type Options = { limit: number; now: Date; among?: readonly string[] };
type Asked = { query: number; weight: number; head: string; anywhere: string };

/** Many short queries in one request, each worth its weight times how rare what it asks for is. */
export async function retrieve(
  { ask }: IndexReader,
  counts: KeptCounts,
  queries: readonly WeightedQuery[],
  filter: Filter,
  { limit, now, among }: Options,
): Promise<Candidate[]> {
  if (queries.length === 0 || among?.length === 0) return [];
  const chosen = filterOf(filterQuery(filter));
  const asked = queries.flatMap(({ text, weight }, query): Asked[] => {
    const wanted = parseQuery(text).map((unit) => ({ unit, spellings: [unit] }));
    if (wanted.length === 0) return [];
    return [{ query, weight, head: headQuery(wanted), anywhere: strictQuery(wanted) }];
  });
  // How rare it is depends on all that there is, not on whom we look among.
  const everywhere = asked.map(({ anywhere }) => allOf([filterOf(anywhere), chosen]));
  const uncounted = counts.unknown([everything, ...everywhere], now);
  const kept = allOf([chosen, shown(now)]);
  const { questions, read } = among
    ? lookAmong(asked, allOf([onlyThese(among, filter), kept]), among.length)
    : lookFor(asked, kept);
  const answers = await ask([
    ...uncounted.map((each): Ask => ({ ...(each !== everything && { filter: each }), limit: 0 })),
    ...questions,
  ]);
  for (const [i, each] of uncounted.entries())
    counts.keep(each, answers[i]?.estimatedTotalHits ?? 0, now);
  const total = Math.max(counts.get(everything), metAtMost);
  const worths = asked.map(({ weight }, i) => {
    const documents = Math.max(1, counts.get(everywhere[i] ?? everything));
    return weight * Math.log(1 + total / documents);
  });
  return bestOf(asked, worths, read(answers.slice(uncounted.length))).slice(0, limit);
}

const everything = "";

/** What meets each query: in its head, and elsewhere. */
type Met = { head: DocumentKey[]; body: DocumentKey[] };
type Look = { questions: Ask[]; read: (answers: readonly Answer[]) => Met[] };

const key = z
  .object({ kind: z.enum(kinds), thing_id: z.guid() })
  .transform(({ kind, thing_id: id }): DocumentKey => ({ kind, id }));
const keyFields = ["kind", "thing_id"];

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
      asked.map((_, i) => {
        const [head, body] = [0, 1].map((k) => z.array(key).parse(answers[2 * i + k]?.hits ?? []));
        return { head: head ?? [], body: body ?? [] };
      }),
  };
}

/** Of a few things what they say is read, which is quicker than to ask about them with every query. */
function lookAmong(asked: readonly Asked[], these: string, limit: number): Look {
  const attributesToRetrieve = [...keyFields, ...textFields];
  return {
    questions: [{ filter: these, limit: limit * kinds.length, attributesToRetrieve }],
    read: ([answer]) => {
      const things = (answer?.hits ?? []).map((hit) => ({
        key: key.parse(hit),
        has: termsIn(hit),
      }));
      return asked.map(({ head, anywhere }) => {
        const [isInHead, isAnywhere] = [testFor(head), testFor(anywhere)];
        const inHeads = things.filter(({ has }) => isInHead(has));
        const others = things.filter(({ has }) => !isInHead(has) && isAnywhere(has));
        return { head: inHeads.map((thing) => thing.key), body: others.map((thing) => thing.key) };
      });
    },
  };
}

function bestOf(
  asked: readonly Asked[],
  worths: readonly number[],
  met: readonly Met[],
): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const [i, { query }] of asked.entries())
    for (const [share, things] of [
      [inHead, met[i]?.head ?? []] as const,
      [inBody, met[i]?.body ?? []] as const,
    ])
      for (const thing of things) {
        const score = (worths[i] ?? 0) * share;
        const candidate = found.get(documentId(thing)) ?? { ...thing, score: 0, parts: [] };
        candidate.score += score;
        candidate.parts.push({ query, score });
        found.set(documentId(thing), candidate);
      }
  return [...found.values()].toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

function onlyThese(among: readonly string[], { type }: Filter): string {
  const ids = kinds
    .filter((kind) => !type?.length || type.includes(kind))
    .flatMap((kind) => among.map((id) => quoted(documentId({ kind, id }))));
  return `id IN [${ids.join(", ")}]`;
}
