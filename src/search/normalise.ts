import { Converter } from "opencc-js/t2cn";
import { hasTraditional } from "./traditional.ts";

/** A text as it is compared, each UTF-16 unit of it knowing where in the original it comes from. */
export type Normalised = {
  text: string;
  /** The same before lower-casing, unit by unit. */
  cased: string;
  starts: readonly number[];
  ends: readonly number[];
};
type Growing = Normalised & { starts: number[]; ends: number[] };

const toSimplified = Converter({ from: "twp", to: "cn" });
const toPlain = Converter({ from: "t", to: "cn" });

// A base with its marks: half-width kana and accents are composed together or not at all.
const firstCluster = /^(?:\P{M}\p{M}*|\p{M}+)/u;
const mark = /^\p{M}/u;
const invisible = /[\p{Cc}\p{Cf}]/gu;
const han = /\p{Script=Han}+/gu;

/**
 * Width, case and traditional characters taken away. Words of Taiwan become those of the mainland
 * (軟體 → 软件), unless only characters are to be changed (智慧製造 → 智慧制造).
 */
export function normalise(original: string, change: "words" | "characters" = "words"): Normalised {
  const even = evenStretch(original, 0);
  if (even === original.length) {
    const cased = evenly(original);
    const out = { text: cased.toLowerCase(), cased, ...onItsPlace(even) };
    return inSimplified(out, change);
  }
  const out: Growing = { text: "", cased: "", starts: [], ends: [] };
  let at = 0;
  while (at < original.length) {
    const stretch = evenStretch(original, at);
    if (stretch > at) {
      const cased = evenly(original.slice(at, stretch));
      out.text += cased.toLowerCase();
      out.cased += cased;
      for (; at < stretch; at++) {
        out.starts.push(at);
        out.ends.push(at + 1);
      }
      continue;
    }
    const rest = original.slice(at);
    const cluster = firstCluster.exec(rest)?.[0] ?? rest;
    const end = at + cluster.length;
    const cased = plain(cluster);
    const lower = cased.toLowerCase();
    append(out, lower, lower.length === cased.length ? cased : lower, at, end);
    at = end;
  }
  return inSimplified(out, change);
}

function inSimplified(given: Normalised, change: "words" | "characters"): Normalised {
  if (!hasTraditional(given.text)) return given;
  return simplify(given, change === "words" ? toSimplified : toPlain);
}

/** Longer than nearly every text of which each unit stands where it stood. */
const places = Array.from({ length: 4097 }, (_, i) => i);
const places1 = places.slice(1);

function onItsPlace(length: number) {
  if (length < places1.length) return { starts: places, ends: places1 };
  const starts = Array.from({ length: length + 1 }, (_, i) => i);
  return { starts, ends: starts.slice(1) };
}

/** How far plain characters go that stand for one unit each, with their punctuation: most of every text. */
function evenStretch(text: string, from: number): number {
  let at = from;
  while (at < text.length && isEven(text.charCodeAt(at))) at++;
  // What follows may be a mark that belongs to the last of them.
  return at < text.length &&
    at > from &&
    text.charCodeAt(at) >= 0x300 &&
    mark.test(text.slice(at, at + 2))
    ? at - 1
    : at;
}

function isEven(unit: number): boolean {
  return (
    (unit >= 0x4e00 && unit <= 0x9fff) ||
    unit < 0x7f ||
    (unit >= 0xff01 && unit <= 0xff5e) ||
    unit === 0x3001 ||
    unit === 0x3002
  );
}

/** Of these even ones, those that are written otherwise: wide ones and controls. */
const uneven = /[\uff01-\uff5e\p{Cc}]/gu;

function evenly(text: string): string {
  return text.replaceAll(uneven, evened);
}

function evened(char: string): string {
  return char < " " ? " " : String.fromCharCode(char.charCodeAt(0) - 0xfee0);
}

/** One sign may be written out as eighteen: ten thousand of them would be the longest text of all. */
const mostOfOne = 4;

function plain(cluster: string) {
  if (cluster.length === 1 && cluster < "\u007f") return cluster >= " " ? cluster : " ";
  const spelled = cluster.normalize("NFKC").replaceAll(invisible, "");
  return spelled.length > mostOfOne * cluster.length ? cluster : spelled;
}

function append(out: Growing, lower: string, cased: string, start: number, end: number) {
  out.text += lower;
  out.cased += cased;
  for (let i = 0; i < lower.length; i++) {
    out.starts.push(start);
    out.ends.push(end);
  }
}

function simplify(given: Normalised, convert: (text: string) => string): Normalised {
  const out: Growing = { text: "", cased: "", starts: [], ends: [] };
  let at = 0;
  const copy = (to: number, text = given.text.slice(at, to), cased = given.cased.slice(at, to)) => {
    out.text += text;
    out.cased += cased;
    // A word of another length (網際網路 → 互联网) stands for its original as a whole.
    const aligned = text.length === to - at;
    for (let i = 0; i < text.length; i++) {
      out.starts.push(given.starts[aligned ? at + i : at] ?? 0);
      out.ends.push(given.ends[aligned ? at + i : to - 1] ?? 0);
    }
    at = to;
  };
  for (const match of given.text.matchAll(han)) {
    // Words of Taiwan are changed only in text written there: 排程 and 批次 are words of the mainland too.
    if (!hasTraditional(match[0]) || toPlain(match[0]) === match[0]) continue;
    copy(match.index);
    const simplified = convert(match[0]);
    copy(match.index + match[0].length, simplified, simplified);
  }
  if (at === 0) return given;
  copy(given.text.length);
  return out;
}
