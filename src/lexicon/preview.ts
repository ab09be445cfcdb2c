import { collectSlowly } from "../collect.ts";
import type { Db } from "../db/connect.ts";
import { correctTags } from "../matching/corrected-tags.ts";
import { nameOf } from "../matching/explain.ts";
import type { Lexicon } from "../matching/lexicon.ts";
import { tagsOf } from "../matching/tags.ts";
import { understand } from "../matching/understand.ts";

import type { LexiconChange } from "./change.ts";
import { compileSlowly } from "./compile.ts";
import { type Affected, listHolding, listRecentNeeds } from "./preview-store.ts";
import { sampleNeeds } from "./samples.ts";
import type { Draft } from "./service.ts";

type Reading = { category: string; capabilities: string[] };
type NeedEffect = {
  /** Nothing where the need is one of our samples. */
  requestId: string | null;
  text: string;
  before: Reading;
  after: Reading;
};
type SolutionEffect = {
  id: string;
  name: string;
  providerName: string;
  gained: string[];
  lost: string[];
};
export type Preview = {
  draftVersion: number;
  needs: { read: number; changed: NeedEffect[] };
  solutions: { read: number; isCapped: boolean; changed: number; first: SolutionEffect[] };
};

const mostNeeds = 200;
const mostSolutions = 1000;
const shownSolutions = 30;

/** What would be read differently if the draft were published now. */
export async function previewDraft(
  db: Db,
  { lexicon: before }: { lexicon: Lexicon },
  draft: Draft,
): Promise<Preview> {
  const lexicons = { before, after: await compileSlowly(draft.after) };
  const phrases = draft.edits.flatMap(({ change }) => phrasesOf(lexicons.before, change));
  const [recent, holding] = await Promise.all([
    listRecentNeeds(db, mostNeeds),
    listHolding(db, [...new Set(phrases)], mostSolutions),
  ]);
  const needs = [
    ...recent.map(({ id, text }) => ({ requestId: id, text })),
    ...sampleNeeds.map((text) => ({ requestId: null, text })),
  ];
  const read = holding.slice(0, mostSolutions);
  const effects = await collectSlowly(read, (solution) => effectOn(lexicons, solution));
  return {
    draftVersion: draft.version,
    needs: {
      read: needs.length,
      changed: await collectSlowly(needs, (need) => effectOnNeed(lexicons, need)),
    },
    solutions: {
      read: read.length,
      isCapped: holding.length > mostSolutions,
      changed: effects.length,
      first: effects.slice(0, shownSolutions),
    },
  };
}

type Lexicons = { before: Lexicon; after: Lexicon };

/** The words whose weight a change moves; a name is read like a phrase. */
function phrasesOf({ capabilities }: Lexicon, change: LexiconChange): string[] {
  if (change.what === "rename") {
    const old = capabilities.get(change.code)?.name;
    return old === undefined ? [change.name] : [old, change.name];
  }
  if (change.what === "retire_capability") {
    const old = capabilities.get(change.code);
    return old ? [old.name, ...old.owner, ...old.weak, ...old.vendor] : [];
  }
  // What is said to be called so moves no solution.
  if (change.what !== "add_capability") return change.list === "called" ? [] : [change.phrase];
  return [change.name, ...change.owner, ...change.weak, ...change.vendor];
}

function effectOnNeed(
  { before, after }: Lexicons,
  need: { requestId: string | null; text: string },
): NeedEffect | undefined {
  const [was, will] = [readNeed(before, need.text), readNeed(after, need.text)];
  return JSON.stringify(was) === JSON.stringify(will)
    ? undefined
    : { ...need, before: was, after: will };
}

function readNeed(lexicon: Lexicon, text: string): Reading {
  const needs = understand(lexicon, text);
  const codes = needs.flatMap(({ capabilities }) =>
    capabilities.slice(0, 4).map(({ code }) => code),
  );
  return {
    category: needs[0]?.category.code ?? "upgrade",
    capabilities: [...new Set(codes)].map((code) => nameOf(lexicon, code)),
  };
}

function effectOn({ before, after }: Lexicons, solution: Affected): SolutionEffect | undefined {
  const { id, name, providerName, corrections, ...written } = solution;
  const read = (lexicon: Lexicon) =>
    correctTags(lexicon, tagsOf(lexicon, { ...written, name }), corrections);
  const [was, will] = [read(before), read(after)];
  if (JSON.stringify(was) === JSON.stringify(will)) return undefined;
  const missing = (some: typeof was, others: typeof was, lexicon: Lexicon) =>
    some
      .filter(({ code }) => others.every((other) => other.code !== code))
      .map(({ code }) => nameOf(lexicon, code));
  return {
    id,
    name,
    providerName,
    gained: missing(will, was, after),
    lost: missing(was, will, before),
  };
}
