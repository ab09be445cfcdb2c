import { typedKeys } from "../search/pinyin.ts";
import type { Capability } from "./lexicon-schema.ts";
import type { Slip } from "./slips.ts";

type Spelled = ReadonlyMap<string, Slip | undefined>;

const letters = /^[a-z]{3,6}$/;

/**
 * Finds the term of so many characters that begin so, and whose it is: a name, else what vendors
 * write. How terms of one length sound takes some hundredths of a second, so it is found out once.
 */
export function spellerOf(all: readonly Capability[]): (initials: string) => Slip | undefined {
  const known = new Map<number, Spelled>();
  return (initials) => {
    if (!letters.test(initials)) return undefined;
    const { length } = initials;
    const spelled = known.get(length) ?? termsOf(all, length);
    known.set(length, spelled);
    return spelled.get(initials);
  };
}

function termsOf(all: readonly Capability[], length: number): Spelled {
  return new Map([
    ...calledSo(all, length, ({ vendor }) => vendor),
    ...calledSo(all, length, ({ name }) => [name]),
  ]);
}

/** Undefined where several capabilities are called so. */
function calledSo(
  all: readonly Capability[],
  length: number,
  phrasesOf: (one: Capability) => readonly string[],
): Spelled {
  const called = new Map<string, Slip | undefined>();
  for (const one of all) {
    const own = new Map<string, string>();
    for (const phrase of phrasesOf(one)) {
      if (phrase.length !== length) continue;
      const { initials } = typedKeys(phrase);
      if (!own.has(initials)) own.set(initials, phrase);
    }
    for (const [initials, term] of own)
      called.set(initials, called.has(initials) ? undefined : { term, codes: [one.code] });
  }
  return called;
}
