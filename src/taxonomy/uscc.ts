const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
// White space and the invisible marks that come along when a code is copied from a page.
const blank = /[\s\u200b-\u200f\u2060]/gu;

export type Uscc =
  | { ok: true; code: string; checked: boolean }
  | { ok: false; reason: "length" | "alphabet"; length: number };

/**
 * 统一社会信用代码, GB 32100-2015. `checked: false` means that the check character does not fit:
 * a few issued codes are like that, so a person has to verify it.
 */
export function parseUscc(text: string): Uscc {
  const code = text.normalize("NFKC").replaceAll(blank, "").toUpperCase();
  const { length } = Array.from(code);
  if (length !== 18) return { ok: false, reason: "length", length };
  const check = checkCharacter(code.slice(0, 17));
  if (check === undefined || !alphabet.includes(code.charAt(17)))
    return { ok: false, reason: "alphabet", length };
  return { ok: true, code, checked: check === code.charAt(17) };
}

/** A well-formed code for the first 17 characters; throws when they are not of the alphabet. */
export function makeUscc(first17: string): string {
  const check = first17.length === 17 ? checkCharacter(first17) : undefined;
  if (check === undefined) throw new RangeError(`Not the first 17 of a USCC: ${first17}`);
  return first17 + check;
}

function checkCharacter(first17: string): string | undefined {
  let sum = 0;
  for (const [i, weight] of weights.entries()) {
    const value = alphabet.indexOf(first17.charAt(i));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}
