import { Converter, type DictLike, Locale } from "opencc-js/t2cn";

/** Every unit that a conversion from traditional characters may change, alone or in a word. */
const changing = changingUnits();

/** Whether simplifying could change the text at all: it need not be tried on most of what we read. */
export function hasTraditional(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (changing[text.charCodeAt(i)] === 1) return true;
  return false;
}

function changingUnits(): Uint8Array {
  const units = new Uint8Array(0x10000);
  const convert = Converter({ from: "t", to: "cn" });
  for (let unit = 0x2e80; unit < 0xd800; unit++) {
    const char = String.fromCharCode(unit);
    if (convert(char) !== char) units[unit] = 1;
  }
  // Rare characters outside the plane, and compatibility forms.
  units.fill(1, 0xd800, 0xe000).fill(1, 0xf900, 0xfb00);
  for (const [from, to] of (Locale.to["cn"] ?? []).flat().flatMap(pairsOf))
    for (let i = 0; i < from.length; i++)
      if (from.length !== to.length || from[i] !== to[i]) units[from.charCodeAt(i)] = 1;
  return units;
}

function pairsOf(dictionary: DictLike): [string, string][] {
  if (typeof dictionary !== "string") return dictionary.map(([from, to]) => [from, to]);
  return dictionary.split("|").map((entry) => {
    const [from = "", to = ""] = entry.split(" ");
    return [from, to];
  });
}
