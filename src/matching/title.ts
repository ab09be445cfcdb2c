import { beginning } from "../text.ts";

type Span = { start: number; end: number };
type Heard = { clarity?: string | undefined; capabilities: readonly { spans: readonly Span[] }[] };

const longest = 24;
const mostNeeds = 2;
const ends = /[。！？!?；;，,、\n]/u;
/** Which of several things it is: 一是, 第二、, (3), 4. */
export const ordinal =
  /^(?:[（(]?\d{1,2}[）)、.．:：]\s*(?!\d)|[（(]?[一二三四五六七八九十][）)、.．:：]|[一二三四五六]是|第[一二三四五六][是、])\s*/u;
/** Joins a clause to what stood before it, and says nothing of it. */
const joins = /^(?:还有|还得|另外|顺便|顺带|同时|然后|再就是|再|又)/u;

/** What several providers read first: the owner's own words for what was understood, of two needs at the most. */
export function titleFor(text: string, needs: readonly Heard[]): string {
  const titles = needs
    .filter(({ clarity }) => clarity !== "outside")
    .map(({ capabilities: [main] }) => (main ? clauseWith(text, main.spans) : ""))
    .filter((title) => title !== "");
  return [...new Set(titles)].slice(0, mostNeeds).join("，");
}

/** The clause in which the words stand; of a long one, as people dictate, from the first of them to the last. */
function clauseWith(text: string, spans: readonly Span[]): string {
  const [first] = spans;
  if (!first || first.end > text.length) return "";
  const clause = clauseAround(text, first);
  const own = spans.filter(({ start, end }) => start >= clause.start && end <= clause.end);
  const from = Math.min(...own.map(({ start }) => start));
  const to = Math.max(...own.map(({ end }) => end));
  const whole = tidy(text.slice(clause.start, clause.end));
  return Array.from(whole).length <= longest
    ? whole
    : beginning(tidy(text.slice(from, to)), longest);
}

function clauseAround(text: string, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && !ends.test(text.charAt(from - 1))) from--;
  let to = end;
  while (to < text.length && !ends.test(text.charAt(to))) to++;
  return { start: from, end: to };
}

function tidy(clause: string): string {
  return clause.replaceAll(/\s+/gu, " ").trim().replace(ordinal, "").replace(joins, "");
}
