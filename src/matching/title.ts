import { beginning } from "../text.ts";

type Span = { start: number; end: number };
type Heard = { clarity?: string | undefined; capabilities: readonly { spans: readonly Span[] }[] };

const longest = 24;
const mostNeeds = 2;
/** A space between Chinese characters is how many people write a comma. */
const ends = /[。！？!?；;，,、\n]+|(?<=\p{Script=Han}|\d)\s+(?=\p{Script=Han}|\d)/gu;
const wants = /想|要|希望|需要|怎么|能不能|有没有/u;
/** As much as one character more that speaks of it. */
const wanted = 1.5;
/** Tells what is asked for no better than that something is: 想弄个便宜点的软件, 年前要用上. */
const saysNothing =
  /^(?:我们?|就|想|要|最好|希望|能不能|有没有|打算|准备)*(?:[上买弄搞找做装用整]一?[个套款]?)?(?:便宜|好用|简单|实惠|合适)?(?:一?点儿?)?的?(?:软件|系统)?(?:来?管(?:起来|理|一下|管)?)?$|^.{0,8}(?:年前|年底|月底|节前|月内|尽快|马上|之前|以内).{0,4}(?:用上|上线|搞定|弄好|装好|搞好)$/u;

/** Which of several things it is: 一是, 第二、, (3), 4. */
const ordinal =
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

/** Where nothing was understood: the first clause that wants something, else the first that tells anything. */
export function titleIn(text: string): string {
  const clauses = text
    .split(/[。！？!?；;，,\n]/u)
    .map((clause) => clause.trim().replace(ordinal, ""))
    .filter((clause) => clause !== "");
  // An owner begins with who he is; what he wants comes with a verb of wanting.
  const telling = clauses.filter((clause) => !saysNothing.test(clause));
  const title = telling.find((clause) => wants.test(clause)) ?? telling[0] ?? clauses[0] ?? "";
  return beginning(title, longest);
}

/** The clause that tells most of it; of a long one, as people dictate, from the first such word to the last. */
function clauseWith(text: string, spans: readonly Span[]): string {
  const [best] = clausesIn(text)
    .map((clause) => ({ clause, own: spans.filter((span) => isWithin(span, clause)) }))
    .filter(({ clause: { start, end }, own }) => {
      return own.length > 0 && !saysNothing.test(tidy(text.slice(start, end)));
    })
    .toSorted((one, other) => tellingOf(text, other) - tellingOf(text, one));
  if (!best) return "";
  const whole = tidy(text.slice(best.clause.start, best.clause.end));
  if (Array.from(whole).length <= longest) return whole;
  const from = Math.min(...best.own.map(({ start }) => start));
  const to = Math.max(...best.own.map(({ end }) => end));
  return beginning(tidy(text.slice(from, to)), longest);
}

function clausesIn(text: string): Span[] {
  const cuts = [...text.matchAll(ends)];
  const starts = [0, ...cuts.map(({ index, 0: cut }) => index + cut.length)];
  return starts.map((start, at) => ({ start, end: cuts[at]?.index ?? text.length }));
}

function isWithin(span: Span, { start, end }: Span): boolean {
  return span.start >= start && span.end <= end;
}

function tellingOf(text: string, { clause, own }: { clause: Span; own: readonly Span[] }): number {
  const spoken = own.reduce((sum, { start, end }) => sum + end - start, 0);
  return spoken + (wants.test(text.slice(clause.start, clause.end)) ? wanted : 0);
}

function tidy(clause: string): string {
  return clause.replaceAll(/\s+/gu, " ").trim().replace(ordinal, "").replace(joins, "");
}
