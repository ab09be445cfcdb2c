import { invalid } from "../errors.ts";
import { saysNothing } from "../matching/called.ts";
import { shippedLexicon } from "../matching/lexicon-data.ts";
import { calledWord, type Capability } from "../matching/lexicon-schema.ts";
import { runsOf } from "../search/terms.ts";
import { normalise } from "../search/normalise.ts";
import { syllablesOf } from "../search/pinyin.ts";
import { same } from "./apply.ts";
import { type GivenChange, type LexiconChange, type PhraseList, phraseLists } from "./change.ts";
import { isGeneric } from "./generic.ts";

/** An owner's phrase that more capabilities than these claim tells none of them apart; a word by itself means one. */
const mostClaims: Record<PhraseList, number> = {
  owner: 3,
  called: 1,
  weak: Number.POSITIVE_INFINITY,
  vendor: Number.POSITIVE_INFINITY,
};

/** What the shipped lexicon is tested for, a change is held to when it is made. */
export function checkChange(lexicon: readonly Capability[], change: GivenChange): LexiconChange {
  if (change.what === "add_capability") return checkCapability(lexicon, change);
  const own = lexicon.find(({ code }) => code === change.code);
  if (!own) throw invalid("/code", "unknown_code");
  if (change.what === "retire_capability") {
    if (isShipped(own.code)) throw invalid("/code", "shipped_capability");
    return { ...change, name: own.name };
  }
  if (change.what === "rename") requireFreeName(lexicon, change.name, own.code);
  if (change.what === "add_phrase") checkAdded(lexicon, own, change);
  if (change.what === "remove_phrase") checkRemoved(own, change);
  return change;
}

/** What comes with the system would come again with its next release. */
export function isShipped(code: string): boolean {
  return shippedLexicon().some((one) => one.code === code);
}

type OnPhrase = { list: PhraseList; phrase: string };

function checkAdded(lexicon: readonly Capability[], own: Capability, { list, phrase }: OnPhrase) {
  requireTelling(lexicon, phrase, list, "/phrase");
  if (own[list].some((one) => same(one, phrase))) throw invalid("/phrase", "phrase_there");
  if (list === "called") return;
  const other = list === "owner" ? "weak" : list === "weak" ? "owner" : undefined;
  if (other && own[other].some((one) => same(one, phrase)))
    throw invalid("/phrase", "phrase_elsewhere");
}

function checkRemoved(own: Capability, { list, phrase }: OnPhrase) {
  if (!own[list].some((one) => same(one, phrase))) throw invalid("/phrase", "phrase_not_there");
  if ((list === "owner" || list === "vendor") && own[list].length === 1)
    throw invalid("/phrase", "last_phrase");
}

function checkCapability(
  lexicon: readonly Capability[],
  change: GivenChange & { what: "add_capability" },
): LexiconChange {
  requireFreeName(lexicon, change.name);
  for (const list of phraseLists)
    for (const [i, phrase] of (change[list] ?? []).entries())
      requireTelling(lexicon, phrase, list, `/${list}/${i}`);
  const both = change.weak.findIndex((one) => change.owner.some((other) => same(one, other)));
  if (both >= 0) throw invalid(`/weak/${both}`, "phrase_elsewhere");
  const taken = new Set(lexicon.map(({ code }) => code));
  if (change.code !== undefined && taken.has(change.code)) throw invalid("/code", "taken");
  return { ...change, code: change.code ?? codeFor(change.name, taken) };
}

function requireTelling(
  lexicon: readonly Capability[],
  phrase: string,
  list: PhraseList,
  pointer: string,
) {
  if (list === "called" && !calledWord.safeParse(phrase).success)
    throw invalid(pointer, "bad_word");
  if (list === "called" ? saysNothing(phrase) : isGeneric(phrase))
    throw invalid(pointer, "too_general");
  const most = mostClaims[list];
  const claims = lexicon.filter((other) => other[list].some((one) => same(one, phrase)));
  if (claims.length >= most)
    throw invalid(pointer, "claimed_by_many", {
      names: claims.map(({ name }) => `「${name}」`).join(""),
    });
}

function requireFreeName(lexicon: readonly Capability[], name: string, but?: string) {
  if (isGeneric(name)) throw invalid("/name", "too_general");
  if (lexicon.some((one) => one.name === name && one.code !== but))
    throw invalid("/name", "name_taken");
}

/** 刀具寿命 → dao-ju-shou-ming. */
function codeFor(name: string, taken: ReadonlySet<string>): string {
  const sounds = runsOf(normalise(name)).flatMap(({ kind, chars }) =>
    kind === "han" ? syllablesOf(chars) : [chars.join("")],
  );
  const base = sounds
    .join("-")
    .replaceAll(/[^a-z0-9-]/g, "")
    .replaceAll(/-{2,}/g, "-")
    .slice(0, 34)
    .replaceAll(/^-|-$/g, "");
  const stem = base === "" ? "capability" : base;
  for (let i = 1; ; i++) {
    const code = i === 1 ? stem : `${stem}-${i}`;
    if (!taken.has(code)) return code;
  }
}
