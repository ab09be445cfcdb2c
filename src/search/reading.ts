import { scenes } from "../taxonomy/scenes.ts";
import { keyOf, nameTerm } from "./document-row.ts";
import type { Reading } from "./engine.ts";
import {
  type Guess,
  type Named,
  guessLook,
  guessNear,
  guessPinyin,
  guessSlip,
  guessSound,
} from "./mend.ts";
import { syllablesOf } from "./pinyin.ts";
import {
  type HanUnit,
  type Unit,
  type Wanted,
  type WordUnit,
  coreOf,
  hanUnit,
  parseQuery,
  termsOfUnit,
  unitText,
  weightOf,
  withoutSurroundings,
  wordUnit,
} from "./query.ts";
import { synonymsOf } from "./synonyms.ts";
import type { TermCounts } from "./term-counts.ts";
import { any, headQuery, lexeme, looseQuery, strictQuery } from "./tsquery.ts";

/** What an index knows of the words in it. */
export type Vocabulary = {
  /** Names that may be meant, alike ones once. */
  listNames: (guess: Omit<Guess, "spell">, now: Date) => Promise<Named[]>;
  hasHit: (tsquery: string, now: Date) => Promise<boolean>;
  countTerms: (terms: readonly string[]) => Promise<TermCounts>;
};

/** What a query asks for, and how it is put to the index. */
export type Understood = {
  wanted: Wanted[];
  tsquery: string;
  head: string;
  /** As it was typed, where other spellings are asked for too: what holds that comes first. */
  literal: string;
  reading: Reading;
  isWhole: boolean;
  spelledAs: string | null;
};

/** The readings of a query from narrow to wide; whoever finds something with one asks for no more. */
export async function* readingsOf(
  index: Vocabulary,
  text: string,
  now: Date,
): AsyncGenerator<Understood> {
  const typed = parseQuery(text);
  if (typed.length === 0) return;
  const plain = parseQuery(text, "characters");
  const whole = await spellOut(index, typed, plain, now);
  yield strictly(whole, "exact");
  const bare = withoutSurroundings(typed);
  const wanted = bare
    ? await spellOut(index, bare, withoutSurroundings(plain) ?? plain, now)
    : whole;
  const exact = strictly(wanted, "exact");
  if (bare) yield { ...exact, reading: "partial" };
  const apart = await takeApart(index, bare ?? typed, now);
  if (apart) yield strictly(asTyped(apart), "exact");
  const mended = await mend(index, wanted, now);
  if (mended.some(({ spellings }, i) => spellings.length > (wanted[i]?.spellings.length ?? 0)))
    yield { ...strictly(mended, "mended"), spelledAs: sayMended(wanted, mended) };
  const joined = await joinWords(index, bare ?? typed, now);
  if (joined) yield { ...strictly([joined], "mended"), spelledAs: sayMended([], [joined]) };
  const weight = weightOf(bare ?? typed);
  const loose = { ...exact, reading: "partial" as const, isWhole: false };
  if (weight >= 4) yield { ...loose, tsquery: looseQuery(wanted), literal: "" };
  const rare = weight >= 8 ? await rarest(index, wanted) : "";
  if (rare !== "") yield { ...loose, tsquery: rare, head: "", literal: "" };
  const words = apart ? asTyped(apart) : wanted;
  const telling = words.filter(saysSomething);
  if (words.length > 1 && telling.length > 0)
    yield someOf(telling, apart ? telling[0] : await rarestOf(index, telling));
}

/** One letter or digit of several words says nothing alone: K/3. */
function saysSomething({ unit }: Wanted): boolean {
  return unit.kind === "han" || Array.from(unit.word).length > 1;
}

/** Any of the words; what holds the one that tells most stands first. */
function someOf(wanted: Wanted[], first: Wanted | undefined): Understood {
  return {
    wanted,
    tsquery: any(wanted.map((one) => strictQuery([one]))),
    head: any(wanted.map((one) => headQuery([one]))),
    literal: first ? strictQuery([first]) : "",
    reading: "partial",
    isWhole: false,
    spelledAs: null,
  };
}

function asTyped(units: readonly Unit[]): Wanted[] {
  return units.map((unit) => ({ unit, spellings: [unit] }));
}

function strictly(wanted: Wanted[], reading: Reading): Understood {
  const tsquery = strictQuery(wanted);
  const typed = wanted.map(({ unit }) => ({ unit, spellings: [unit] }));
  const isSpelledOut = wanted.some(({ spellings }) => spellings.length > 1);
  const literal = isSpelledOut ? strictQuery(typed) : "";
  const isWhole = reading === "exact";
  return { wanted, tsquery, head: headQuery(wanted), literal, reading, isWhole, spelledAs: null };
}

/** `jindie` asks for 金蝶 too, if there is such a name, and MES for 制造执行系统. */
async function spellOut(
  index: Vocabulary,
  units: readonly Unit[],
  plain: readonly Unit[],
  now: Date,
): Promise<Wanted[]> {
  const wanted: Wanted[] = [];
  for (const [i, unit] of units.entries()) {
    const guess = unit.kind === "word" ? guessPinyin(unit, "syllables") : undefined;
    const meant = guess ? guess.spell(await namesFor(index, guess, now)) : [];
    const texts = new Set([
      unitText(unit),
      ...(unit.kind === "han" ? [unitText(coreOf(unit))] : []),
    ]);
    const same = [...texts]
      .flatMap(synonymsOf)
      .map((other) => (/^[a-z]+$/.test(other) ? wordUnit(other) : hanUnit(Array.from(other))));
    const other = plain.length === units.length ? plain[i] : undefined;
    const differs = other !== undefined && unitText(other) !== unitText(unit);
    wanted.push({ unit, spellings: [unit, ...(differs ? [other] : []), ...meant, ...same] });
  }
  return wanted;
}

/** A name that is spelled wrong stands among few others; each of many would have to be looked for. */
const mostMended = 8;

/** Initials, characters of the same sound, one wrong character; each only where the former find nothing. */
async function mend(index: Vocabulary, wanted: readonly Wanted[], now: Date): Promise<Wanted[]> {
  if (wanted.length > mostMended) return [...wanted];
  const mended: Wanted[] = [];
  for (const { unit, spellings } of wanted) {
    const guesses = unit.kind === "word" ? [guessPinyin(unit, "mixed")] : slipsOf(coreOf(unit));
    let meant: Unit[] = [];
    for (const guess of guesses)
      if (guess && meant.length === 0) meant = guess.spell(await namesFor(index, guess, now));
    const known = new Set(spellings.map(unitText));
    meant = meant.filter((spelling) => !known.has(unitText(spelling)));
    if (unit.kind === "word" && meant.length === 0) meant = await splitWord(index, unit.word, now);
    mended.push({ unit, spellings: [...spellings, ...meant] });
  }
  return mended;
}

function slipsOf(unit: HanUnit) {
  return [guessSound(unit), guessLook(unit), guessNear(unit), guessSlip(unit)];
}

/** quickbi is Quick BI, if the two stand in one head. */
async function splitWord(index: Vocabulary, word: string, now: Date): Promise<WordUnit[]> {
  if (!/^[a-z0-9]{4,24}$/u.test(word)) return [];
  const splits = Array.from({ length: word.length - 3 }, (_, i): WordUnit => {
    const parts = [word.slice(0, i + 2), word.slice(i + 2)];
    return { kind: "word", word: parts.join(" "), parts };
  });
  const met = await Promise.all(
    splits.map(async (unit) => await index.hasHit(headQuery([{ unit, spellings: [unit] }]), now)),
  );
  return splits.filter((_, i) => met[i]);
}

/** `jin die` is one name, and `e-HR` one word. */
async function joinWords(
  index: Vocabulary,
  units: readonly Unit[],
  now: Date,
): Promise<Wanted | undefined> {
  if (units.length < 2 || units.some(({ kind }) => kind !== "word")) return undefined;
  const unit = wordUnit(units.map(unitText).join(""));
  const guess = guessPinyin(unit, "mixed");
  const meant = guess ? guess.spell(await namesFor(index, guess, now)) : [];
  const same = synonymsOf(unit.word).map((other) => hanUnit(Array.from(other)));
  return { unit, spellings: [unit, ...meant, ...same] };
}

function sayMended(before: readonly Wanted[], after: readonly Wanted[]): string {
  return after
    .map(({ unit, spellings }, i) =>
      unitText(spellings[before[i]?.spellings.length ?? 1] ?? spellings[0] ?? unit),
    )
    .join(" ");
}

/** Names that people may mean; a scene is one too. */
async function namesFor(index: Vocabulary, guess: Guess, now: Date): Promise<Named[]> {
  return [...(await index.listNames(guess, now)), ...scenes.map(({ name }) => sceneNamed(name))];
}

function sceneNamed(name: string): Named {
  return {
    names: `|${name}|`,
    syllables: `|${syllablesOf(Array.from(name)).join(" ")}`,
    documents: 1,
  };
}

/** So long is what may be a name with more behind it. */
const leastApart = 4;

/** A name and what is wanted of it, written as one: 有赞|小程序. */
async function takeApart(
  index: Vocabulary,
  [first, ...others]: readonly Unit[],
  now: Date,
): Promise<Unit[] | undefined> {
  if (first?.kind !== "han" || first.chars.length < leastApart || others.length > 0)
    return undefined;
  const { chars } = first;
  const heads = Array.from({ length: chars.length - leastApart + 1 }, (_, i) =>
    chars.slice(0, i + 2).join(""),
  );
  const tsquery = any(heads.map((name) => lexeme(nameTerm(keyOf(name)))));
  const known = await index.listNames({ tsquery, sound: "", contains: "" }, now);
  const named = heads.findLast((name) => known.some(({ names }) => names.includes(`|${name}|`)));
  if (named === undefined) return undefined;
  const { length } = Array.from(named);
  return [hanUnit(chars.slice(0, length)), hanUnit(chars.slice(length))];
}

const termsOf = ({ unit }: Wanted) => (unit.kind === "word" ? [unit.word] : termsOfUnit(unit));

/** The word that fewest documents hold; the longest, before they were ever counted. */
async function rarestOf(index: Vocabulary, wanted: readonly Wanted[]): Promise<Wanted | undefined> {
  const counts = await index.countTerms([...new Set(wanted.flatMap(termsOf))]);
  if (!counts.has("")) return wanted.toSorted((a, b) => weightOf([b.unit]) - weightOf([a.unit]))[0];
  const most = (one: Wanted) => Math.min(...termsOf(one).map((term) => counts.get(term) ?? 0));
  return wanted.filter((one) => most(one) > 0).toSorted((a, b) => most(a) - most(b))[0];
}

/** Any of the four terms that fewest documents hold. */
async function rarest(index: Vocabulary, wanted: readonly Wanted[]): Promise<string> {
  const terms = [...new Set(wanted.flatMap(({ unit }) => termsOfUnit(unit)))];
  const counts = await index.countTerms(terms);
  const known = terms.filter((term) => (counts.get(term) ?? 0) > 0);
  const few = known.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0)).slice(0, 4);
  return any(few.map(lexeme));
}
