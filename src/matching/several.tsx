import { Chips } from "../web/components.tsx";
import type { Answer, MatchesView, NeedView } from "./schema.ts";
import { FactChips, isHeard, ReadOnly } from "./understood.tsx";

/** What was understood of several needs, each as it stands; what holds for all of them is said once. */
export function Several({ result, text }: { result: MatchesView; text: string }) {
  const { needs, answers } = result;
  const [first, ...others] = needs;
  const shared = first && others.every((one) => isSame(one, first)) ? first : undefined;
  return (
    <div id="understood">
      <p>您一共说了 {needs.length} 项需求，我们分别来找：</p>
      {shared ? <Shared need={shared} /> : null}
      <ol class="needs">
        {needs.map((one, at) => (
          <li>
            <strong>第 {at + 1} 项</strong>
            <p>{saidIn(text, one)}</p>
            <OneOfSeveral need={one} answer={answers[at]?.code} bare={shared !== undefined} />
            <button class="btn btn-plain no-print" type="submit" name="only" value={String(at)}>
              {isHeard(one) ? "只看这一项，可以修改" : "只看这一项，换个说法"}
              <span class="sr-only">：第 {at + 1} 项</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function isSame(one: NeedView, other: NeedView): boolean {
  return JSON.stringify(one.constraints) === JSON.stringify(other.constraints);
}

function Shared({ need }: { need: NeedView }) {
  if (Object.keys(need.constraints).length === 0) return null;
  return (
    <>
      <p class="soft small">每一项都按这些条件找：</p>
      <Chips label="每一项都按这些条件找">
        <FactChips need={need} />
      </Chips>
    </>
  );
}

const longestSaid = 40;

/** The owner's own words of one need, so that he sees where his text was cut. */
export function saidIn(text: string, { start, end }: NeedView): string {
  const said = text.slice(start, end).replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "");
  const units = Array.from(said);
  return units.length > longestSaid ? `${units.slice(0, longestSaid).join("")}……` : said;
}

/** Of what was not heard there is nothing to read: why, stands below. */
function OneOfSeveral({
  need,
  answer,
  bare,
}: {
  need: NeedView;
  answer: Answer["code"] | undefined;
  bare: boolean;
}) {
  if (isHeard(need)) return <ReadOnly need={need} bare={bare} />;
  return (
    <p class="soft">
      {answer === "outside"
        ? "这件事不在本平台的范围，下面写了可以找谁。"
        : "这一项没有读懂，下面写了怎么说会找得更准。"}
    </p>
  );
}
