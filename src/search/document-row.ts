import { type IndexDocument, facetNames } from "./engine.ts";
import { facetTerm, facetTokens } from "./facets.ts";
import { normalise } from "./normalise.ts";
import { type SpokenRun, spokenRuns, typedKeys } from "./pinyin.ts";
import { runsOf, termsIn } from "./terms.ts";
import { lexeme, marks } from "./tsquery.ts";

const labels = ["A", "B", "C", "D"] as const;
type Label = (typeof labels)[number];
const longestBody = 20_000;
const longestInitials = 12;

/** A document as the PostgreSQL engine keeps it. */
export function documentRow(document: IndexDocument) {
  const spoken = spokenNames(document);
  const tokens = facetTokens(document);
  const facets = facetNames.flatMap((facet) =>
    tokens[facet].map((token) => facetTerm(facet, token)),
  );
  return { ...shownRow(document, spoken), facets, vector: vectorOf(document, spoken, facets) };
}
export type DocumentRow = ReturnType<typeof documentRow>;

/** What both engines keep of a document to show it, and to find it by name. */
export function shownRow(document: IndexDocument, spoken: readonly SpokenRun[]) {
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
    pinyin_key: typed.pinyin.slice(0, 100),
    initials_key: typed.initials.slice(0, 50),
    hidden_until: document.hiddenUntil?.toISOString() ?? null,
  };
}

export function spokenNames({ name, aliases }: IndexDocument): SpokenRun[] {
  return [name, ...aliases].flatMap(spokenRuns);
}

/** A name without spaces, width and case. */
export function keyOf(name: string): string {
  return normalise(name).text.replaceAll(/[\s|]+/gu, "");
}

/**
 * Under what a document is found: each term with the fields that hold it, A to D, and the marked ones;
 * and its texts as they are compared, of which A to C are its head.
 */
export function documentTerms(document: IndexDocument, spoken: readonly SpokenRun[]) {
  const names = [document.name, ...document.aliases];
  const texts = {
    A: normalise(document.name),
    B: normalise([document.providerName, ...document.aliases].join("\n")),
    C: normalise([document.summary, ...document.labels].join("\n")),
    D: normalise(bodyOf(document)),
  };
  const places = new Map<string, Label[]>();
  for (const label of labels)
    for (const term of termsIn(texts[label])) {
      const at = places.get(term);
      if (at) at.push(label);
      else places.set(term, [label]);
    }
  const marked = new Set<string>();
  for (const [term, [first]] of places) if (first !== "D") marked.add(marks.head + term);
  for (const char of singlesOf(names)) marked.add(marks.head + char);
  for (const term of spoken.flatMap(spokenTerms)) marked.add(term);
  return { places, marked, texts };
}

function bodyOf({ body }: IndexDocument): string {
  return body.slice(0, longestBody);
}

const position = { A: 1, B: 2, C: 3, D: 4 } as const;

function vectorOf(
  document: IndexDocument,
  spoken: readonly SpokenRun[],
  facets: readonly string[],
): string {
  const { places, marked } = documentTerms(document, spoken);
  return [
    ...Array.from(
      places,
      ([term, at]) =>
        `${lexeme(term)}:${at.map((label) => `${position[label]}${label}`).join(",")}`,
    ),
    ...Array.from(new Set([...marked, ...facets]), lexeme),
  ].join(" ");
}

/** Each character of a name: the only ones that are found alone. */
function singlesOf(names: readonly string[]): string[] {
  return names.flatMap((name) =>
    runsOf(normalise(name)).flatMap(({ kind, chars }) => (kind === "han" ? chars : [])),
  );
}

/** For the ear and for slips of the pen: initials from each syllable on, and every other character. */
function spokenTerms({ chars, syllables }: SpokenRun): string[] {
  const initials = syllables.map((spoken) => spoken.slice(0, 1)).join("");
  const from = syllables.map((_, i) => marks.initials + initials.slice(i, i + longestInitials));
  const skips = chars.slice(2).map((char, i) => `${marks.skip}${chars[i]}${char}`);
  return [...from, ...skips];
}
