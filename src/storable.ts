import type { FieldError } from "./errors.ts";

const deepest = 40;

/** Where a value holds what no database can: a NUL, half a character, or nesting without end. */
export function unstorableIn(whole: unknown): FieldError | undefined {
  const waiting: { value: unknown; pointer: string; depth: number }[] = [
    { value: whole, pointer: "", depth: 0 },
  ];
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    const { value, pointer, depth } = one;
    if (typeof value === "string" && !isStorable(value))
      return { pointer, code: "unwanted_characters", params: {} };
    if (typeof value !== "object" || value === null) continue;
    if (depth > deepest) return { pointer: "", code: "too_deep", params: {} };
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key)) return { pointer, code: "unwanted_characters", params: {} };
      waiting.push({ value: inner, pointer: `${pointer}/${key}`, depth: depth + 1 });
    }
  }
  return undefined;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}
