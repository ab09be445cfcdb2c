import { type IndexDocument, facetNames } from "./engine.ts";
import { facetTerm, facetTokens } from "./facets.ts";
import { type Normalised, normalise } from "./normalise.ts";
import { type SpokenRun, initialOf, spokenRuns, typedKeys } from "./pinyin.ts";
import { runsOf, termsIn } from "./terms.ts";
import { tieOf } from "./tie.ts";
import { lexeme, marks } from "./tsquery.ts";

const { own, any, head } = marks;
/** The texts of a document, and under which marks the terms of each stand. */
const marksIn = {
  name: [own, any, head, ""],
  others: [any, head, ""],
  said: [head, ""],
  body: [""],
};
type TextName = keyof typeof marksIn;
const textNames: readonly TextName[] = ["name", "others", "said", "body"];
const longestBody = 20_000;
const longestInitials = 12;
const longestName = 100;
const longestBeginning = 6;

/** A document as the PostgreSQL engine keeps it. */
export function documentRow(document: IndexDocument) {
  const spoken = spokenNames(document);
  const tokens = facetTokens(document);
  const facets = facetNames.flatMap((facet) =>
    tokens[facet].map((token) => facetTerm(facet, token)),
  );
  const { terms } = documentTerms(document, spoken);
  const vector = [...terms, ...facets].map(lexeme).join(" ");
  return { ...shownRow(document, spoken), facets, vector, tie: tieOf(document.id) };
}
export type DocumentRow = ReturnType<typeof documentRow>;

/** What is kept of a document to show it, and to find it by name. */
function shownRow(document: IndexDocument, spoken: readonly SpokenRun[]) {
  const names = [document.name, ...document.aliases];
  const typed = typedKeys(document.name);
  return {
    kind: document.kind,
    thing_id: document.id,
    version: document.version,
    external_key: document.externalKey,
    name: document.name,
    provider_id: document.providerId,
    provider_name: document.providerName,
    summary: document.summary,
    body: bodyOf(document),
    imported: document.imported,
    demo: document.demo,
    name_key: keyOf(document.name),
    names: names
      .map((name) => `|${keyOf(name)}`)
      .join("")
      .concat("|"),
    syllables: spoken.map(({ syllables }) => `|${syllables.join(" ")}`).join(""),
    pinyin_key: firstOf(typed.pinyin, 100),
    initials_key: firstOf(typed.initials, 50),
    hidden_until: document.hiddenUntil?.toISOString() ?? null,
  };
}

function spokenNames({ name, aliases }: IndexDocument): SpokenRun[] {
  return [name, ...aliases].flatMap(spokenRuns);
}

/** The term of a whole name, however it is written. */
export function nameTerm(key: string): string {
  return marks.name + firstOf(key, longestName);
}

/** The term of names that begin so, as far as beginnings are kept. */
export function beginTerm(key: string): string {
  return marks.begin + firstOf(key, longestBeginning);
}

function firstOf(text: string, chars: number): string {
  return Array.from(text).slice(0, chars).join("");
}

/** A name without spaces, width and case. */
export function keyOf(name: string): string {
  return normalise(name).text.replaceAll(/[\s|]+/gu, "");
}

/** The terms under which a document is found, and its texts as they are compared. */
export function documentTerms(document: IndexDocument, spoken: readonly SpokenRun[]) {
  const names = [document.name, ...document.aliases];
  const texts: Record<TextName, Normalised> = {
    name: normalise(document.name),
    others: normalise([document.providerName, ...document.aliases].join("\n")),
    said: normalise([document.summary, ...document.labels].join("\n")),
    body: normalise(bodyOf(document)),
  };
  const terms = new Set<string>();
  for (const text of textNames)
    for (const term of termsIn(texts[text]))
      for (const mark of marksIn[text]) terms.add(mark + term);
  for (const name of names.map(keyOf)) {
    terms.add(nameTerm(name));
    for (let chars = 1; chars <= longestBeginning; chars++)
      terms.add(beginTerm(firstOf(name, chars)));
  }
  const singles = singlesOf(names);
  for (const char of singles) terms.add(marks.head + char);
  for (const term of spoken.flatMap(spokenTerms)) terms.add(term);
  return { terms, texts, singles };
}

function bodyOf({ body }: IndexDocument): string {
  return body.slice(0, longestBody).toWellFormed();
}

/** Each character of a name: the only ones that are found alone. */
function singlesOf(names: readonly string[]): string[] {
  const runs = names.flatMap((name) => runsOf(normalise(name)));
  return [...new Set(runs.flatMap(({ kind, chars }) => (kind === "han" ? chars : [])))];
}

/** For the ear and for slips of the pen: initials from each syllable on, and every other character. */
function spokenTerms({ chars, syllables }: SpokenRun): string[] {
  const initials = syllables.map(initialOf);
  const from = syllables.map(
    (_, i) => marks.initials + initials.slice(i, i + longestInitials).join(""),
  );
  const skips = chars.slice(2).map((char, i) => `${marks.skip}${chars[i]}${char}`);
  return [...from, ...skips];
}
