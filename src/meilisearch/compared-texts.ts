import { z } from "zod";
import type { documentTerms } from "../search/document-row.ts";
import { termsOf } from "../search/terms.ts";
import { marks } from "../search/tsquery.ts";

/** The texts of a document as they are compared, so that a few can be compared here. */
export function comparedTexts({
  texts: { name, others, said, body },
  singles,
}: Pick<ReturnType<typeof documentTerms>, "texts" | "singles">) {
  return {
    head_text: [name, others, said].map(({ text }) => text).join("\n"),
    body_text: body.text,
    head_singles: singles,
  };
}

export const textFields = ["head_text", "body_text", "head_singles"];
const texts = z.object({
  head_text: z.string(),
  body_text: z.string(),
  head_singles: z.array(z.string()),
});

const pair = /^\p{Script=Han}{2}$/u;

/** Whether a document holds a term, asked of its texts: to cut these into all their terms would take much longer. */
export function termsIn(document: unknown): (term: string) => boolean {
  const { head_text: head, body_text: body, head_singles: singles } = texts.parse(document);
  const inHead = holds(head);
  const inBody = holds(body);
  return (term) => {
    if (!term.startsWith(marks.head)) return inHead(term) || inBody(term);
    const bare = term.slice(marks.head.length);
    return inHead(bare) || singles.includes(bare);
  };
}

function holds(text: string): (term: string) => boolean {
  let terms: ReadonlySet<string> | undefined;
  // What is no part of the text is no term of it, and cutting it into terms takes long.
  return (term) => text.includes(term) && (pair.test(term) || (terms ??= termsOf(text)).has(term));
}
