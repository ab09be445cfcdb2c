import { pinyin } from "pinyin-pro";
import { normalise } from "./normalise.ts";
import { runsOf } from "./terms.ts";

/** A stretch of Chinese characters in a name, with how it sounds. */
export type SpokenRun = { chars: string[]; syllables: string[] };

export function syllablesOf(chars: readonly string[]): string[] {
  const spoken = pinyin(chars.join(""), { toneType: "none", type: "array", v: true });
  const aligned = spoken.length === chars.length;
  return aligned ? spoken : chars.map((char) => pinyin(char, { toneType: "none", v: true }));
}

export function spokenRuns(name: string): SpokenRun[] {
  return runsOf(normalise(name))
    .filter(({ kind }) => kind === "han")
    .map(({ chars }) => ({ chars, syllables: syllablesOf(chars) }));
}

/** What has no sound that we know is its own syllable, and may be of two UTF-16 units. */
export function initialOf(syllable: string): string {
  return Array.from(syllable)[0] ?? "";
}

/** A name as somebody types it: `金山WPS` → `jinshanwps` and `jswps`. */
export function typedKeys(name: string): { pinyin: string; initials: string } {
  const out = { pinyin: "", initials: "" };
  for (const { kind, chars } of runsOf(normalise(name))) {
    const syllables = kind === "han" ? syllablesOf(chars) : [chars.join("")];
    out.pinyin += syllables.join("");
    out.initials += syllables.map((s) => (kind === "han" ? initialOf(s) : s)).join("");
  }
  return out;
}

const syllable =
  /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|vn|ia|ua|uo|[aoeiuv])$/;
const initials = /^(?:zh|ch|sh|[abcdefghjklmnopqrstwxyz])$/;

/** What was typed, cut into syllables and initials: `yyou` → `y`, `you`. The fewest pieces first. */
export function readPinyin(typed: string, mode: "syllables" | "mixed"): string[][] {
  if (!/^[a-z]{2,24}$/.test(typed)) return [];
  const readings: string[][][] = [[[]]];
  for (let end = 1; end <= typed.length; end++) {
    const here: string[][] = [];
    for (let start = Math.max(0, end - 6); start < end; start++) {
      const piece = typed.slice(start, end);
      const fits = isSyllable(piece) || (mode === "mixed" && isInitial(piece));
      if (fits) for (const before of readings[start] ?? []) here.push([...before, piece]);
    }
    readings.push(here.toSorted((a, b) => a.length - b.length).slice(0, 6));
  }
  return readings[typed.length] ?? [];
}

export function isInitial(piece: string): boolean {
  return initials.test(piece);
}

function isSyllable(piece: string) {
  return piece.length > 1 && !isInitial(piece) ? syllable.test(piece) : /^[aoe]$/.test(piece);
}

/** What is not told apart in much of the country: zh and z, ang and an. */
export function roughly(spoken: string): string {
  return spoken.replace(/^([zcs])h/u, "$1").replace(/([aei]n)g$/u, "$1");
}

/** A regular expression for every syllable that sounds roughly so. */
export function roughSound(rough: string): string {
  return rough
    .replaceAll(/[^a-z]/gu, ".")
    .replace(/^([zcs])/u, "$1h?")
    .replace(/([aei]n)$/u, "$1g?");
}

/** Whether these syllables are what was typed, piece by piece. */
export function soundsLike(syllables: readonly string[], pieces: readonly string[]): boolean {
  return pieces.every((piece, i) => {
    const spoken = syllables[i];
    if (spoken === undefined) return false;
    return spoken === piece || (isInitial(piece) && spoken.startsWith(piece));
  });
}
