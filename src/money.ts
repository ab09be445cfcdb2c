/** What a person types for an amount in 元 ("48000", "48,000.50", "4.8万", "3千"), in 分; undefined when it is none. */
export function parseYuan(typed: string): number | undefined {
  const text = typed
    .normalize("NFKC")
    .replaceAll(/[\s,¥]/g, "")
    .replace(/元$/u, "");
  const found = /^(\d{1,12})(?:\.(\d{1,6}))?(千|万|亿)?$/u.exec(text);
  if (!found) return undefined;
  const [, whole = "", fraction = "", unit] = found;
  const places = { 千: 5, 万: 6, 亿: 10 }[unit ?? ""] ?? 2;
  // More decimals than 分 can hold would be rounded silently.
  if (/[1-9]/.test(fraction.slice(places))) return undefined;
  const fen = Number(whole + fraction.slice(0, places).padEnd(places, "0"));
  return Number.isSafeInteger(fen) ? fen : undefined;
}

/** The same where a bare number is so many 万元; who writes a unit means it. */
export function parseWan(typed: string): number | undefined {
  return parseYuan(/[千万亿元]/u.test(typed) ? typed : `${typed}万`);
}
