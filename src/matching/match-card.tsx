import { regionName } from "../taxonomy/regions.ts";
import { Card, Details } from "../web/components.tsx";
import { Bar } from "../web/figures.tsx";
import { sayBand, sayDate } from "../web/say.ts";
import { factorNames } from "./explain.ts";
import type { MatchesView, MatchView } from "./schema.ts";
import { isFactor } from "./weights.ts";

export function MatchCard({ match, need }: { match: MatchView; need: number | undefined }) {
  const { solution, provider } = match;
  const facts = [
    provider.name,
    provider.regionCode ? regionName(provider.regionCode, "short") : "",
    priceOf(solution),
    vetted(provider),
    provider.verifiedCases > 0 ? `核实案例 ${provider.verifiedCases} 个` : "",
  ].filter((fact) => fact !== "");
  return (
    <Card
      title={`${match.rank}. ${solution.name}`}
      href={`/solutions/${solution.id}`}
      meta={facts.join(" · ")}
      aside={need === undefined ? undefined : `对应第 ${need} 项需求`}
    >
      {solution.summary ? <p>{solution.summary}</p> : null}
      <p>
        <strong>为什么推荐：</strong>
        {match.reason}
      </p>
      <Bar
        score={match.score}
        parts={match.parts.map(({ factor, points, detail }) => ({
          label: isFactor(factor) ? factorNames[factor] : factor,
          points,
          detail,
        }))}
      />
    </Card>
  );
}

function priceOf({ oneOffFen, yearlyFen }: MatchView["solution"]): string {
  if (oneOffFen === null && yearlyFen === null) return "价格面议";
  const first = (oneOffFen ?? 0) + (yearlyFen ?? 0);
  return first === 0 ? "免费" : `第一年约 ${sayBand(first, first)}`;
}

function vetted({ status, listedAt }: MatchView["provider"]): string {
  if (status === "imported") return "公开资料收录 · 未经核验";
  return listedAt ? `${sayDate(listedAt)}核验入驻` : "";
}

/** What would have fitted but for one hard fact; folded, but never hidden. */
export function Blocked({ blocked }: { blocked: MatchesView["blocked"] }) {
  if (blocked.length === 0) return null;
  return (
    <Details summary={`不合适的有哪些（${blocked.length} 个）`}>
      <ul>
        {blocked.map(({ solution, provider, reason }) => (
          <li>
            {solution.name}（{provider.name}）：{reason.detail}
          </li>
        ))}
      </ul>
    </Details>
  );
}
