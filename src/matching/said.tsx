import { beginning } from "../text.ts";
import { Details } from "../web/components.tsx";
import { Highlight } from "../web/highlight.tsx";

/** So much stands open; of more than twice as much the beginning, and the rest to open. */
const opening = 300;

type Props = { text: string; ranges: readonly [number, number][] };

/** What somebody wrote, with the words that mattered marked, without burying what was found for it. */
export function Said({ text, ranges }: Props) {
  if (text.length <= 2 * opening) return <Marked text={text} ranges={ranges} />;
  const begun = beginning(text, opening);
  return (
    <>
      <Marked text={`${begun}…`} ranges={ranges.filter(([, end]) => end <= begun.length)} />
      <Details summary={`看全文（${Array.from(text).length} 字）`}>
        <Marked text={text} ranges={ranges} />
      </Details>
    </>
  );
}

function Marked({ text, ranges }: Props) {
  return (
    <p class="said">
      <Highlight text={text} ranges={ranges} />
    </p>
  );
}
