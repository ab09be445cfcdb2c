import { z } from "zod";
import type { documentTerms } from "../search/document-row.ts";
import { termsOf } from "../search/terms.ts";
import { marks } from "../search/tsquery.ts";

/** The texts of a document as they are compared, so that a few can be compared here. */
export function comparedTexts({
  name,
  others,
  said,
  body,
}: ReturnType<typeof documentTerms>["texts"]) {
  return {
    head_text: [name, others, said].map(({ text }) => text).join("\n"),
    body_text: body.text,
  };
}

export const textFields = ["head_text", "body_text"];
const texts = z.object({ head_text: z.string(), body_text: z.string() });

const stretch = /^\p{Script=Han}{1,2}$/u;

/** Whether a document holds a term, asked of its texts: to cut these into all their terms would take much longer. */
export function termsIn(document: unknown): (term: string) => boolean {
  const { head_text: head, body_text: body } = texts.parse(document);
  const inHead = holds(head);
  const inBody = holds(body);
  return (term) =>
    term.startsWith(marks.head)
      ? inHead(term.slice(marks.head.length))
      : inHead(term) || inBody(term);
}

function holds(text: string): (term: string) => boolean {
  let terms: ReadonlySet<string> | undefined;
  // What is no part of the text is no term of it, and cutting it into terms takes long.
  return (term) =>
    text.includes(term) && (stretch.test(term) || (terms ??= termsOf(text)).has(term));
}
