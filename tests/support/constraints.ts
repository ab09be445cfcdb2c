import { findConstraints } from "../../src/matching/constraints.ts";
import { normalise } from "../../src/search/normalise.ts";

type Constraints = ReturnType<typeof findConstraints>["constraints"];

/** What is understood besides the need, and the words of the text that say so. */
export function read(text: string) {
  const { constraints, marks } = findConstraints(text, normalise(text));
  const words = (kind: keyof Constraints) =>
    marks.filter((mark) => mark.kind === kind).map(({ start, end }) => text.slice(start, end));
  return { constraints, words };
}
