import type { Child } from "hono/jsx";

/** A part of a page under a heading of its own. */
export function Section({ title, id, children }: { title: Child; id: string; children?: Child }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Lines as people wrote them, each once. */
export function Points({ lines }: { lines: readonly string[] }) {
  const said = [...new Set(lines.map((line) => line.trim()))].filter((line) => line !== "");
  return (
    <ul class="plain-list">
      {said.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}

/** A long text with its paragraphs. */
export function Paragraphs({ text }: { text: string }) {
  return (
    <div class="prose">
      {text
        .split(/\n+/u)
        .filter((part) => part.trim() !== "")
        .map((part) => (
          <p>{part}</p>
        ))}
    </div>
  );
}
