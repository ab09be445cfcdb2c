import type { Actor } from "../accounts/actor.ts";
import type { FieldError } from "../errors.ts";
import { Details, PageHeader } from "../web/components.tsx";
import { ErrorSummary, type FormState, SubmitButton } from "../web/form.tsx";
import { TextArea } from "../web/fields.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import { sayCount } from "../web/say.ts";
import { AnswerNotices, AskAgain, SayAgain } from "./answer-notice.tsx";
import { KeptNote } from "./kept-note.tsx";
import { Blocked, MatchCard } from "./match-card.tsx";
import { Said } from "./said.tsx";
import { longestNeed, type MatchesView } from "./schema.ts";
import { Several } from "./several.tsx";
import { titleFor } from "./title.ts";
import { isEmptied, isHeard, isUnheard, Understood } from "./understood.tsx";

type Props = {
  frame: Frame;
  text: string;
  errors?: FieldError[];
  result?: MatchesView;
  /** What was typed to set it right, where some of it could not be read. */
  typed?: FormState | undefined;
  folded?: readonly string[];
};

/** The sentence on top with the words that mattered, what was understood, and what fits. */
export function MatchPage({ frame, text, errors = [], result, typed, folded = [] }: Props) {
  const form = { values: { text }, errors };
  return (
    <Layout {...frame} title="找合适的方案" wide islands={["chips", "count", "money"]}>
      <PageHeader id="heading" title={titleOf(result)} lead={leadOf(result)} />
      {result ? <Written text={text} result={result} actor={frame.actor} /> : null}
      {result ? (
        <form
          class="match-form"
          method="post"
          action="/match"
          // Of several needs one is taken by itself, on a page of its own.
          data-live={result.needs.length > 1 ? undefined : "heading said understood matches"}
          data-many
        >
          <input type="hidden" name="text" value={text} />
          {result.needs.length > 1 ? (
            <Several {...{ result, text }} />
          ) : (
            <Understood {...{ result, typed, folded }} />
          )}
        </form>
      ) : (
        <AskForm form={form} actor={frame.actor} />
      )}
      {result ? <Matches result={result} text={text} /> : null}
    </Layout>
  );
}

function titleOf(result: MatchesView | undefined): string {
  if (!result) return "您的企业遇到了什么难题？";
  if (isEmptied(result)) return "读到的内容都去掉了";
  return isUnheard(result) ? "我们没有听懂您的需求" : "我们这样理解您的需求";
}

/** Not a word was understood: the next step is to say more, and nothing else. */
function isLost(result: MatchesView): boolean {
  return isUnheard(result) && !isEmptied(result);
}

function leadOf(result: MatchesView | undefined): string {
  if (!result) return "用自己的话写，越具体越好。";
  if (isEmptied(result)) return "选一个场景，马上重新找；也可以换个说法重写。";
  if (isUnheard(result)) return "补充几个字再找一次，或者在下面选一个场景。";
  if (!result.needs.some(isHeard)) return "没有听到能在这里找的事。";
  if (result.needs.length > 1) return "哪一项读得不对，点“只看这一项”就可以改。";
  return result.matches.length > 0
    ? "不对的点一下去掉，下面的推荐会跟着变。"
    : "不对的点一下去掉，马上重新找一遍。";
}

function AskForm({ form, actor }: { form: FormState; actor: Actor }) {
  return (
    <form method="post" action="/match">
      <ErrorSummary form={form} labels={{ text: "您的难题" }} />
      <TextArea
        name="text"
        label="您的难题"
        hint="例如：我们是做五金的小厂，60 来号人，想上个便宜的扫码报工"
        form={form}
        rows={5}
        max={longestNeed}
      />
      <KeptNote actor={actor} />
      <SubmitButton wait="正在比对方案">看看有哪些方案</SubmitButton>
    </form>
  );
}

function Written({ text, result, actor }: { text: string; result: MatchesView; actor: Actor }) {
  const ranges = result.needs.flatMap(({ marks }) =>
    marks.map(({ start, end }): [number, number] => [start, end]),
  );
  if (isLost(result))
    return (
      <section class="box" id="said" aria-label="您写的话">
        <SayAgain text={text} question={result.answers[0]?.question ?? undefined} />
        <div class="mt-2">
          <KeptNote actor={actor} />
        </div>
      </section>
    );
  return (
    <section class="box" id="said" aria-label="您写的话">
      <Said text={text} ranges={ranges} />
      <p class="no-print small">
        <a href="/match">换个说法重写</a>
      </p>
      <div class="no-print">
        <KeptNote actor={actor} />
      </div>
    </section>
  );
}

function Matches({ result, text }: { result: MatchesView; text: string }) {
  const { matches, needs, answers, blocked } = result;
  const several = needs.length > 1;
  const codeOf = (need: number) => answers[need]?.code;
  // What only comes near to a need that nothing solves is not put forward.
  const near = matches.filter(({ need }) => codeOf(need) === "nothing_fits");
  const offered = matches.filter((match) => !near.includes(match));
  const isFirst = firstOf(offered, several ? 3 : 5);
  const [first, rest] = [offered.filter(isFirst), offered.filter((match) => !isFirst(match))];
  const isSure = offered.some(({ need }) => codeOf(need) === "fits");
  const heading = headingFor(result, { isSure, first: first.length, all: offered.length });
  return (
    <section id="matches">
      <h2>{heading}</h2>
      <p class="sr-only" data-said>
        {offered.length === 0 ? heading : `找到 ${offered.length} 个方案`}
      </p>
      {isLost(result) ? null : (
        <>
          <AnswerNotices {...{ result, text }} />
          <AskAgain {...{ result, text }} />
        </>
      )}
      {offered.length === 0 ? null : (
        <>
          <p class="soft">
            按规则打分排序，<a href="/ranking">看看分数怎么来的</a>
            。推荐不等于担保，请自行比较；看中了，就<a href="#ask">到页尾发布需求</a>。
          </p>
          <Cards matches={first} after={0} {...{ result, text }} />
          {rest.length > 0 ? (
            <Details summary={`再看 ${rest.length} 个`}>
              <Cards matches={rest} after={first.length} {...{ result, text }} />
            </Details>
          ) : null}
        </>
      )}
      {near.length > 0 ? (
        <Details summary={`看看相近的 ${near.length} 个，它们解决不了这件事`}>
          <Cards matches={near} after={offered.length} {...{ result, text }} />
        </Details>
      ) : null}
      {answers.every(({ code }) => code === "outside") ? null : (
        <PublishThis {...{ result, text, offered }} />
      )}
      <Blocked blocked={blocked} />
    </section>
  );
}

/** As sure as the answers are. */
function headingFor(
  { answers }: MatchesView,
  { isSure, first, all }: { isSure: boolean; first: number; all: number },
): string {
  if (all > 0 && !isSure) return `先列出可能有关的 ${sayCount(all)} 个方案`;
  if (all > first) return `先看这 ${first} 个，一共找到 ${sayCount(all)} 个方案`;
  if (all > 0) return `推荐这 ${sayCount(all)} 个方案`;
  const codes = new Set(answers.map(({ code }) => code));
  if (codes.size > 1 || codes.has("nothing_fits")) return "目前没有合适的方案";
  return codes.has("outside") ? "这件事不在本平台的范围" : "还没有找到方案";
}

/** Nobody weighs twenty at once: the best of each need stand open. */
function firstOf(matches: MatchesView["matches"], most: number) {
  const shown = matches.filter(
    (match, at) => matches.slice(0, at).filter(({ need }) => need === match.need).length < most,
  );
  return (match: MatchesView["matches"][number]) => shown.includes(match);
}

/** Counted on from those before: the rank among all would jump where some of it is folded away. */
type CardsProps = Pick<MatchesView, "matches"> & {
  result: MatchesView;
  text: string;
  after: number;
};

function Cards({ matches, after, result: { needs, answers }, text }: CardsProps) {
  return (
    <div class="cards">
      {matches.map((match, at) => (
        <MatchCard
          match={match}
          place={after + at + 1}
          need={needs[match.need]}
          text={text}
          number={needs.length > 1 ? match.need + 1 : undefined}
          answer={answers[match.need]?.code}
        />
      ))}
    </div>
  );
}

/** What was understood goes along, so that nobody types it twice. */
function PublishThis({
  result,
  text,
  offered,
}: {
  result: MatchesView;
  text: string;
  offered: MatchesView["matches"];
}) {
  const need = result.needs.find((_, at) => result.answers[at]?.code !== "outside");
  if (!need) return null;
  const { constraints } = need;
  const canBeInvited = offered.some(({ provider }) => provider.status === "listed");
  const ours = result.needs.filter((_, at) => result.answers[at]?.code !== "outside");
  const scenes = new Set(ours.flatMap((one) => one.scenes.map(({ code }) => code)));
  const fields: [string, string | number | undefined][] = [
    ["text", text],
    ["title", titleFor(text, ours) || undefined],
    ["matchId", result.id],
    ["category", isHeard(need) ? need.category.code : undefined],
    ...[...scenes].map((code): [string, string] => ["scenes", code]),
    ["industryCode", constraints.industryCode],
    ["regionCode", constraints.regionCode],
    ["headcount", constraints.headcount],
    ["budgetMaxFen", constraints.budgetMaxFen],
    ["deployment", constraints.deployment],
    ["wantedBy", constraints.wantedBy],
    ["deadline", constraints.wantedBy && constraints.deadline],
  ];
  return (
    <form class="box" id="ask" method="post" action="/requests/new">
      <h3>{canBeInvited ? "想让他们来报价？" : "让服务商来找您"}</h3>
      <p>
        {offered.length > 0 && !canBeInvited
          ? "上面几家是公开资料收录的，还没有入驻，暂时不能邀请。"
          : ""}
        把这项需求发布出去，入驻的服务商都能看到、都能报价，您也可以邀请其中几家。报价截止前，谁也看不到别家的价格。
        {result.answers.some(({ code }) => code === "nothing_fits") && offered.length === 0
          ? "主管部门也会看到，还有这样的需求没有人能解决。"
          : ""}
        写过的内容会带过去，不用重填。
      </p>
      {fields.map(([name, value]) =>
        value === undefined ? null : <input type="hidden" name={name} value={String(value)} />,
      )}
      <SubmitButton plain={isLost(result)}>发布需求，邀请报价</SubmitButton>
    </form>
  );
}
