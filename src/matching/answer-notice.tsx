import { Details, Notice } from "../web/components.tsx";
import { TextArea } from "../web/fields.tsx";
import { SubmitButton } from "../web/form.tsx";
import { type Answer, longestNeed, type MatchesView } from "./schema.ts";

type Props = {
  result: MatchesView;
  text: string;
};

/** Of each need that is not simply solved: why not, what was heard, and what to do about it. */
export function AnswerNotices({ result: { needs, answers }, text }: Props) {
  return (
    <>
      {answers
        .filter(({ code }) => code !== "fits")
        .map((answer) => {
          const words = wordsHeard(needs[answer.need], text);
          return (
            <Notice tone="info" title={titleOf(answer, needs.length > 1)}>
              <p>
                {words === "" || isHeard(answer) ? "" : `听到的是${words}。`}
                {answer.detail}。{answer.elsewhere ? `${answer.elsewhere}。` : ""}
              </p>
              {answer.question ? <p>{ended(answer.question)}</p> : null}
            </Notice>
          );
        })}
    </>
  );
}

/** Of one need alone the heading above says it, but that it was heard in part. */
function titleOf({ need, code }: Answer, isOneOfSeveral: boolean): string | undefined {
  if (isOneOfSeveral) return `第 ${need + 1} 项需求：${titles[code]}`;
  return code === "heard_in_part" ? titles[code] : undefined;
}

const titles: Record<Answer["code"], string> = {
  fits: "",
  unstated: "没有写明能解决的",
  heard_in_part: "还拿不准您要的是什么",
  nothing_fits: "还没有合适的方案",
  outside: "这件事不在本平台的范围",
  not_understood: "我们没有读懂",
};

/** What was heard is named in the answer itself. */
function isHeard({ code }: Answer): boolean {
  return code === "nothing_fits" || code === "unstated";
}

const mostWords = 4;

/** The owner's own words, in the order he wrote them. */
function wordsHeard(need: MatchesView["needs"][number] | undefined, text: string): string {
  const spans = (need?.capabilities ?? []).slice(0, 2).flatMap((one) => one.spans.slice(0, 2));
  const words = spans
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, end }) => text.slice(start, end));
  return [...new Set(words)]
    .slice(0, mostWords)
    .map((word) => `「${word}」`)
    .join("");
}

function ended(sentence: string): string {
  return /[？！。]$/u.test(sentence) ? sentence : `${sentence}。`;
}

const unclear: ReadonlySet<Answer["code"]> = new Set([
  "heard_in_part",
  "outside",
  "not_understood",
]);

/** What was typed comes back, so that a few words can be added; several needs are taken one by one. */
export function AskAgain({ result: { answers }, text }: Props) {
  const [answer] = answers;
  if (answers.length !== 1 || !answer || !unclear.has(answer.code)) return null;
  const form = <SayAgain text={text} isOther={answer.code === "outside"} />;
  return answer.code === "heard_in_part" ? (
    <Details summary="补充几句，再找一次">{form}</Details>
  ) : (
    <div class="box">{form}</div>
  );
}

/** `question`: what would help to understand it, where nothing else asks so. */
export function SayAgain({
  text,
  question,
  isOther = false,
}: {
  text: string;
  question?: string | undefined;
  isOther?: boolean;
}) {
  return (
    <form method="post" action="/match">
      {question === undefined ? null : <p>{ended(question)}</p>}
      <TextArea
        name="text"
        label={isOther ? "想用软件管的是什么" : "您的难题"}
        hint="写上做什么行业、现在怎么做、卡在哪里"
        form={{ values: { text }, errors: [] }}
        rows={3}
        max={longestNeed}
      />
      <SubmitButton plain={question === undefined} wait="正在比对方案">
        再找一次
      </SubmitButton>
    </form>
  );
}
