import type { Stretch } from "./hear.ts";
import type { Lexicon } from "./lexicon.ts";
import { type Subject, subjectOf } from "./wanted.ts";
import type { Span } from "./words.ts";

const mostParts = 12;
const mostNeeds = 4;

/** The first of several; what stands before it only leads in. */
const begins =
  /^(?:[一1]$|\(?[一1]\)|一个(?:是|就是|呢)|一是|一来|一则|第一(?:个|件|是|$)|其一|首先|头一个|1\.|①)/u;
const goesOn =
  /^(?:[二三四234]$|\(?[二三四234]\)|另一个|另一件|另外|还有(?:个|一个|一件|就是)|再一个|再有|再就是|再者|[二三四](?:是|来)|第[二三四](?:个|件|是|$)|其[二三]|其次|[234]\.|[②③④])/u;
/** Asks for one thing beside another, and counts neither. */
const adds =
  /^(?:还有(?!人)|还得|再|又|顺便|顺带|同时|此外|除此|然后|以及|或者|而且|加上)|也(?!许|就是说)|还(?:想|要)|一起|一块儿?/u;
/** Goes on with what was told before it: 里面的数据也导不出来. */
const tellsOn = /^(?:里面|里头|上面|它|结果|导致|害得|搞得|弄得|所以|这样|那样)/u;
/** Of those, what people say before another thing altogether. */
const addsAnother = /^(?:还有(?!人)|顺便|顺带|此外|除此|再就是)/u;

/**
 * Parts of the text that are needs of their own: those it counts or lists, and where one thing is our
 * business and another is not, or two are that go by names, each of the two. Else all of it is one.
 */
export function partsOf(
  lexicon: Lexicon,
  stretches: readonly Stretch[],
  { length, listed }: { length: number; listed: ReadonlySet<number> },
): Span[] {
  const cut = cutterOf(lexicon, stretches);
  const items = stretches.flatMap(({ start }) => (listed.has(start) ? [start] : []));
  return cut({ start: 0, end: length }, countedIn(stretches), isOther)
    .flatMap((part) => {
      const own = items.filter(isIn(part));
      // One may only part two halves of a story, more make a list.
      return cut(part, own, own.length > 1 ? isHeardOther : isPlainlyOther);
    })
    .flatMap((part) => cut(part, startsOf(within(stretches, part), addsAnother), isAnother))
    .flatMap((part) => cut(part, startsOf(within(stretches, part), adds), isBesides))
    .slice(0, mostNeeds);
}

function isIn({ start, end }: Span) {
  return (at: number) => at >= start && at < end;
}

function within(stretches: readonly Stretch[], part: Span): Stretch[] {
  return stretches.filter(({ start }) => isIn(part)(start));
}

function countedIn(stretches: readonly Stretch[]): number[] {
  const counted = stretches.filter(({ text }) => begins.test(text) || goesOn.test(text));
  const isLedIn = begins.test(counted[0]?.text ?? "");
  return counted.slice(isLedIn ? 1 : 0).map(({ start }) => start);
}

function startsOf(stretches: readonly Stretch[], words: RegExp): number[] {
  return stretches
    .filter(({ text }) => words.test(text) && !tellsOn.test(text))
    .map(({ start }) => start);
}

type Differs = (before: Subject, subject: Subject) => boolean;

const isOther: Differs = (before, subject) => before.code !== subject.code;
const isHeardOther: Differs = (before, subject) =>
  isOther(before, subject) && before.isHeard && subject.isHeard;
const isPlainlyOther: Differs = (before, subject) =>
  isOther(before, subject) && before.isPlain && subject.isPlain;
const isOthers: Differs = (before, subject) =>
  before.isOurs !== subject.isOurs && before.isPlain && subject.isPlain;
/** What is added is often a part of the same thing, unless it is called by its name. */
const isBesides: Differs = (before, subject) =>
  isOthers(before, subject) || (isPlainlyOther(before, subject) && subject.isNamed);
const isAnother: Differs = (before, subject) =>
  isHeardOther(before, subject) && isSure(subject) && (isSure(before) || !before.isOurs);

/** Called by its name, or hardly in doubt. */
function isSure({ isNamed, isPlain }: Subject): boolean {
  return isNamed || isPlain;
}

/** What asks for nothing of its own, or for more of the same, belongs to what stands before it. */
function cutterOf(lexicon: Lexicon, stretches: readonly Stretch[]) {
  return (whole: Span, cuts: readonly number[], differs: Differs): Span[] => {
    if (cuts.length === 0) return [whole];
    const starts = [...new Set([whole.start, ...cuts])].slice(0, mostParts);
    const parts: (Span & { subject: Subject | undefined })[] = [];
    for (const [i, start] of starts.entries()) {
      const end = starts[i + 1] ?? whole.end;
      const subject = subjectOf(lexicon, within(stretches, { start, end }));
      const last = parts.at(-1);
      if (last && !(last.subject && subject && differs(last.subject, subject))) {
        last.end = end;
        last.subject ??= subject;
      } else parts.push({ start, end, subject });
    }
    return parts;
  };
}
