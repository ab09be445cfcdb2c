import { Details } from "./components.tsx";

/** So much stands open; of more than twice as much the beginning, and the rest to open. */
const opening = 160;

/** What somebody wrote, line by line, without burying what stands under it. */
export function LongText({ text }: { text: string }) {
  const signs = Array.from(text);
  if (signs.length <= 2 * opening) return <Lines text={text} />;
  return (
    <>
      <Lines text={`${signs.slice(0, opening).join("")}…`} />
      <Details summary={`看全文（${signs.length} 字）`}>
        <Lines text={text} />
      </Details>
    </>
  );
}

function Lines({ text }: { text: string }) {
  return <p class="break-words whitespace-pre-wrap">{text}</p>;
}
