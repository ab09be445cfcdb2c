/** What a cell was before and what had to be done to it, in words.ts' codes. */
export type Cleaned = { text: string; done: CleanedCode[] };
type CleanedCode = "cleaned_invisible" | "cleaned_stars";

// Marks that hide or turn text around, and control characters apart from the line break.
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffd]|(?!\n)\p{Cc}/gu;
const spaces = /[^\S\n]+/gu;

/** Texts that were copied from pages bring marks nobody sees, and the ** of bold type. */
export function clean(text: string): Cleaned {
  const lines = text.replaceAll(/\r\n?/g, "\n").replaceAll("\t", " ");
  const seen = lines.replaceAll(invisible, "");
  const plain = seen.replaceAll("**", "");
  const done: CleanedCode[] = [];
  if (seen !== lines) done.push("cleaned_invisible");
  if (plain !== seen) done.push("cleaned_stars");
  const trimmed = plain
    .split("\n")
    .map((each) => each.replaceAll(spaces, " ").trim())
    .join("\n");
  return { text: trimmed.replaceAll(/\n{3,}/g, "\n\n").trim(), done };
}
