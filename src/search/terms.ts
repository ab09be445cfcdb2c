import { type Normalised, normalise } from "./normalise.ts";

/** A stretch of one script: Chinese characters (kana and hangul are cut the same way) or a word. */
export type Run = { kind: "han" | "word"; start: number; chars: string[]; cased: string };

const cut = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`;
const runs = new RegExp(`([${cut}]+)|((?:(?![${cut}])[\\p{L}\\p{M}\\p{N}])+)`, "gu");

export function runsOf({ text, cased }: Normalised): Run[] {
  return Array.from(text.matchAll(runs), (match) => ({
    kind: match[1] === undefined ? "word" : "han",
    start: match.index,
    chars: Array.from(match[0]),
    cased: cased.slice(match.index, match.index + match[0].length),
  }));
}

const longest = 40;

/** As much of a word as its term holds. */
export function beginningOf(word: string): string {
  return word.length > longest ? Array.from(word).slice(0, longest).join("") : word;
}

/** The terms under which a text is found. Single characters only where they stand alone. */
export function termsOf(text: string): Set<string> {
  return termsIn(normalise(text));
}

export function termsIn(text: Normalised): Set<string> {
  const found = new Set<string>();
  for (const run of runsOf(text)) {
    if (run.kind === "word") for (const word of wordTerms(run.cased)) found.add(word);
    else for (const pair of pairsOf(run.chars)) found.add(pair);
  }
  return found;
}

export function pairsOf(chars: readonly string[]): string[] {
  if (chars.length === 1) return [...chars];
  return chars.slice(1).map((char, i) => `${chars[i]}${char}`);
}

/** The word itself and what a person sees in it: WPS365 holds WPS, SCRM holds CRM, PowerPoint no ERP. */
export function wordTerms(cased: string): string[] {
  const found = new Set([cased, ...splitNumbers(cased), ...splitCase(cased)]);
  if (/^[A-Z]{4,5}$/u.test(cased)) found.add(cased.slice(1));
  return Array.from(found, (word) => beginningOf(word.toLowerCase()));
}

/** `U9cloud` → `U9`, `cloud`; `WPS365` → `WPS`, `365`. */
export function splitNumbers(word: string): string[] {
  const parts = word.split(/(?<=\p{N})(?=\p{L})/u);
  const finer = parts.flatMap((part) => {
    const [letters = "", digits = ""] = part.split(/(?<=\p{L})(?=\p{N})/u);
    return letters.length > 1 && digits.length > 1 ? [part, letters, digits] : [part];
  });
  return finer.filter((part) => part.length > 1);
}

function splitCase(word: string): string[] {
  const leading = /^[A-Z]{3,}(?=[a-z])/u.exec(word)?.[0];
  // eHR is HR of a kind; iOA is a name.
  const trailing = /^e([A-Z]{2,})$/u.exec(word)?.[1];
  const humps = word.split(/(?<=[a-z])(?=[A-Z])/u);
  const parts = humps.length > 1 ? humps.filter((part) => /^[A-Z][a-z]{2,}$/u.test(part)) : [];
  return [leading, trailing, ...parts].filter((part) => part !== undefined);
}
