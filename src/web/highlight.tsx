export type Range = readonly [start: number, end: number];

/** A text with what was found in it marked. Offsets count UTF-16 units; those that overlap are joined, wrong ones clipped. */
export function Highlight({ text, ranges }: { text: string; ranges: readonly Range[] }) {
  const parts = cut(text, ranges);
  return (
    <>{parts.map(({ found, words }) => (found ? <mark>{words}</mark> : <span>{words}</span>))}</>
  );
}

function cut(text: string, ranges: readonly Range[]) {
  const parts: { found: boolean; words: string }[] = [];
  let at = 0;
  const add = (end: number, found: boolean) => {
    if (end > at) parts.push({ found, words: text.slice(at, end) });
    at = Math.max(at, end);
  };
  for (const [start, end] of join(text, ranges)) {
    add(start, false);
    add(end, true);
  }
  add(text.length, false);
  return parts;
}

function join(text: string, ranges: readonly Range[]) {
  const whole = ranges
    .map(([start, end]): [number, number] => [
      boundary(text, Math.max(0, start), -1),
      boundary(text, Math.min(text.length, end), 1),
    ])
    .filter(([start, end]) => start < end)
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: [number, number][] = [];
  for (const range of whole) {
    const last = joined.at(-1);
    if (last && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else joined.push(range);
  }
  return joined;
}

/** Never between the halves of a surrogate pair. */
function boundary(text: string, at: number, step: 1 | -1) {
  const splits =
    /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));
  return splits ? at + step : at;
}
