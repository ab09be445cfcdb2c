import { deploymentName } from "../taxonomy/deployments.ts";
import { regionName } from "../taxonomy/regions.ts";
import { Price } from "../web/catalogue.tsx";
import { Card, Details } from "../web/components.tsx";
import { Bar } from "../web/figures.tsx";
import { Icon } from "../web/icon.tsx";
import { noPrice, sayBand, sayDate } from "../web/say.ts";
import { factorNames, isDoubt } from "./explain.ts";
import type { Answer, MatchesView, MatchView, NeedView } from "./schema.ts";
import { type Factor, isFactor, unknownShare, weights } from "./weights.ts";

type CardProps = {
  match: MatchView;
  /** In the order of the page. */
  place: number;
  /** The need it answers, and the text that need was read from. */
  need: NeedView | undefined;
  text: string;
  /** Said where one text holds several needs. */
  number: number | undefined;
  /** How that need is answered; a list made before answers were kept tells none. */
  answer: Answer["code"] | undefined;
};

export function MatchCard({ match, place, need, text, number, answer = "fits" }: CardProps) {
  const { solution, provider } = match;
  const facts = [
    number === undefined ? "" : `对应第 ${number} 项需求`,
    provider.name,
    provider.regionCode ? regionName(provider.regionCode, "short") : "",
    vetted(provider),
    provider.verifiedCases > 0 ? `核实案例 ${provider.verifiedCases} 个` : "",
  ].filter((fact) => fact !== "");
  const clauses = clausesOf(match.reason);
  const reasons = [...clauses.filter((clause) => !isDoubt(clause)), ...fitting(match, need, text)];
  const doubts = [...clauses.filter(isDoubt), ...doubtsOf(match, need, text)];
  return (
    <Card
      title={`${place}. ${solution.name}`}
      href={`/solutions/${solution.id}`}
      meta={facts.map((fact) => (
        <span>{fact}</span>
      ))}
      aside={<Price said={priceOf(solution)} />}
    >
      {solution.summary ? <p>{solution.summary}</p> : null}
      <div class="weighed">
        <div>
          <Reasons reasons={reasons} answer={answer} />
          <Doubts doubts={doubts} />
        </div>
        <Bar
          score={match.score}
          parts={match.parts.map(({ factor, points, detail }) => ({
            label: isFactor(factor) ? factorNames[factor] : factor,
            points,
            most: isFactor(factor) ? weights[factor] : undefined,
            detail,
          }))}
        />
      </div>
    </Card>
  );
}

/** Only what solves the need is recommended. */
const titles: Record<Answer["code"], string> = {
  fits: "为什么推荐",
  unstated: "为什么列出",
  heard_in_part: "为什么列出",
  not_understood: "为什么列出",
  nothing_fits: "哪里相近",
  outside: "为什么列出",
};

/** None where those are shown to nobody that quote the firm. */
function Reasons({ reasons, answer }: { reasons: readonly string[]; answer: Answer["code"] }) {
  if (reasons.length === 0) return null;
  return (
    <div class="reasons">
      <p class="reasons-title">{titles[answer]}</p>
      <ul>
        {reasons.map((reason) => (
          <li>
            <Icon name={answer === "fits" ? "check" : "info"} />
            <span>{reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What he asked for and does not get, or may not: as plain as what speaks for it. */
function Doubts({ doubts }: { doubts: readonly string[] }) {
  if (doubts.length === 0) return null;
  return (
    <div class="reasons doubts">
      <p class="reasons-title">要留意</p>
      <ul>
        {doubts.map((doubt) => (
          <li>
            <Icon name="warning" />
            <span>{doubt}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One sentence holds the first reasons; each stands in a line of its own. */
function clausesOf(reason: string): string[] {
  return reason === "" ? [] : reason.replace(/。$/u, "").split("；");
}

/** What else speaks for it, tied to the words that say what the firm is. */
function fitting({ parts }: MatchView, need: NeedView | undefined, text: string): string[] {
  const speaking = [
    ["industry", "industryCode"],
    ["size", "headcount"],
  ] as const;
  return speaking.flatMap(([factor, kind]) => {
    const part = parts.find((one) => one.factor === factor);
    const mark = need?.marks.find((one) => one.kind === kind);
    if (!mark || !part || !isSpeaking(part, factor)) return [];
    return [`您说到「${text.slice(mark.start, mark.end)}」，它${part.detail}`];
  });
}

/** None where those are shown to nobody that quote the firm. */
function doubtsOf({ parts, reason }: MatchView, need: NeedView | undefined, text: string) {
  const wanted = need?.constraints.deployment;
  const part = parts.find(({ factor }) => factor === "deployment");
  if (reason === "" || wanted === undefined || !part || isSpeaking(part, "deployment")) return [];
  // Where his data lies he must ask; that it is in the cloud most do not think of saying.
  if (wanted === "saas" && part.points > 0) return [];
  const mark = need?.marks.find(({ kind }) => kind === "deployment");
  const said = mark
    ? `您说到「${text.slice(mark.start, mark.end)}」`
    : `您要「${deploymentName(wanted)}」`;
  return [`${said}，它${part.detail}`];
}

/** Of what nothing is known half the points are given: that is no reason. */
function isSpeaking({ points }: MatchView["parts"][number], factor: Factor): boolean {
  return points >= weights[factor] * (unknownShare + 0.1);
}

function priceOf({ oneOffFen, yearlyFen }: MatchView["solution"]): string {
  if (oneOffFen === null && yearlyFen === null) return noPrice;
  const first = (oneOffFen ?? 0) + (yearlyFen ?? 0);
  return first === 0 ? "免费" : `第一年约 ${sayBand(first, first)}`;
}

function vetted({ status, listedAt }: MatchView["provider"]): string {
  if (status === "imported") return "公开资料收录，未经核验，暂不能邀请";
  return listedAt ? `${sayDate(listedAt)}核验入驻` : "";
}

/** What would have fitted but for one hard fact; folded, but never hidden. */
export function Blocked({ blocked }: { blocked: MatchesView["blocked"] }) {
  if (blocked.length === 0) return null;
  return (
    <Details summary={`不合适的有哪些（${blocked.length} 个）`}>
      <ul class="plain-list">
        {blocked.map(({ solution, provider, reason }) => (
          <li>
            {solution.name}（{provider.name}）：{reason.detail}
          </li>
        ))}
      </ul>
    </Details>
  );
}
