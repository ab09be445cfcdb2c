import type { Child } from "hono/jsx";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { isCategory } from "../taxonomy/categories.ts";
import { Origin, Price, sayCategory, sayPrice, sayScene, saySize } from "../web/catalogue.tsx";
import { Card } from "../web/components.tsx";
import { Highlight } from "../web/highlight.tsx";
import { sayChange } from "../web/figures.tsx";
import { CategoryMark, Icon } from "../web/icon.tsx";
import { FacetGroup } from "../web/lists.tsx";
import { sayCount } from "../web/say.ts";
import type { FacetCounts, FacetName, Filter, Kind, SearchHit, SearchPage } from "./engine.ts";
import type { HitFacts } from "./hit-store.ts";
import { type Kept, searchHref, without } from "./links.ts";

export const kindWords: Readonly<Record<Kind, string>> = {
  solution: "方案",
  provider: "服务商",
  case: "案例",
};

export function sayTotal(
  kind: Kind,
  { total, totalIsExact }: Pick<SearchPage, "total" | "totalIsExact">,
): string {
  return `${sayCount(total, totalIsExact)} ${kind === "provider" ? "家" : "个"}${kindWords[kind]}`;
}

type Choosable = Exclude<FacetName, "type">;
const facetWords: Readonly<Record<Choosable, string>> = {
  category: "类别",
  scene: "场景",
  region: "服务地区",
  industry: "行业",
  size: "企业规模",
};
export const choosable = ["category", "scene", "region", "industry", "size"] as const;

function sayValue(facet: Choosable, code: string): string {
  if (code === "none") return "未注明";
  const say = {
    category: sayCategory,
    scene: sayScene,
    region: (region: string) => regionName(region, "full"),
    industry: industryName,
    size: saySize,
  }[facet];
  return say(code);
}

const paths: Readonly<Record<Kind, string>> = {
  solution: "/solutions/",
  provider: "/providers/",
  case: "/cases/",
};

/** `comparable` lets a person tick it to be set beside others. */
export function HitCard({
  hit,
  facts,
  comparable = false,
  isPicked = false,
}: {
  hit: SearchHit;
  facts: HitFacts | undefined;
  comparable?: boolean;
  isPicked?: boolean;
}) {
  const { matches } = hit;
  const owner = hit.type === "provider" ? "" : hit.providerName;
  return (
    <Card
      href={`${paths[hit.type]}${hit.id}`}
      level={2}
      title={<Highlight text={hit.name} ranges={matches.name ?? []} />}
      aside={facts && asideOf(hit.type, facts)}
      meta={
        <>
          {facts?.category && isCategory(facts.category) ? (
            <CategoryMark code={facts.category} />
          ) : null}
          {owner ? (
            <span>
              <Highlight text={owner} ranges={matches.providerName ?? []} />
            </span>
          ) : null}
          {facts?.regionCode ? <span>{regionName(facts.regionCode, "short")}</span> : null}
          <Origin imported={hit.imported} demo={hit.demo} />
        </>
      }
    >
      {hit.summary ? (
        <p class="clamp">
          <Highlight text={hit.summary} ranges={matches.summary ?? []} />
        </p>
      ) : null}
      {hit.excerpt ? (
        <p class="small">
          …<Highlight text={inOneLine(hit.excerpt)} ranges={matches.excerpt ?? []} />…
        </p>
      ) : null}
      {comparable ? (
        <label class="facet compare-box">
          <input type="checkbox" name="id" value={hit.id} checked={isPicked} />
          <span>
            拿来比较<span class="sr-only">：{hit.name}</span>
          </span>
        </label>
      ) : null}
    </Card>
  );
}

/** Each line is a point of its own; nothing moves, so that what is marked stays so. */
function inOneLine(text: string): string {
  return text.replaceAll(/(?<=\P{P})\n(?=[^\n])/gu, "；").replaceAll("\n", " ");
}

/** What an owner asks next: what it costs, how much there is, what it brought. */
function asideOf(kind: Kind, { solutions, measures, ...price }: HitFacts): Child {
  if (kind === "solution") return <Price said={sayPrice(price)} />;
  if (kind === "provider") return solutions ? `${sayCount(solutions)} 个方案` : undefined;
  const measured = measures.find(({ before, after }) => before !== null && after !== null);
  return measured ? (
    <span class="measure-change">
      {measured.label}
      {sayChange(measured)}
    </span>
  ) : undefined;
}

/** Whether anything is known by which to choose. */
export function hasChoice(facets: FacetCounts): boolean {
  return choosable.some((facet) => facets[facet].some(({ code }) => code !== "none"));
}

/** The choices of all facets; a facet in which nothing is known is left out. */
export function FacetFields({ facets, filter }: { facets: FacetCounts; filter: Filter }) {
  return (
    <>
      {choosable.map((facet) => {
        const selected = filter[facet] ?? [];
        const counted = new Map(facets[facet].map(({ code, count }) => [code, count]));
        for (const code of selected) if (!counted.has(code)) counted.set(code, 0);
        const codes = [...counted.keys()];
        if (codes.every((code) => code === "none")) return null;
        const known = codes.filter((code) => code !== "none");
        return (
          <FacetGroup
            name={facet}
            legend={facetWords[facet]}
            selected={selected}
            show={6}
            options={[...known, ...codes.filter((code) => code === "none")].map((code) => ({
              value: code,
              label: sayValue(facet, code),
              count: counted.get(code) ?? 0,
            }))}
          />
        );
      })}
    </>
  );
}

/** What is chosen now, each to be taken away with one press. */
export function ActiveFilters({ q, filter, kept }: { q: string; filter: Filter; kept: Kept }) {
  const chosen = choosable.flatMap((facet) =>
    (filter[facet] ?? []).map((code) => ({ facet, code })),
  );
  if (chosen.length === 0) return null;
  return (
    <ul class="chips" aria-label="已选条件">
      {chosen.map(({ facet, code }) => (
        <li>
          <a class="chip" href={searchHref(q, without(filter, facet, code), kept)}>
            <span class="sr-only">去掉：</span>
            <span class="chip-label">{facetWords[facet]}</span>
            {sayValue(facet, code)}
            <Icon name="cross" />
          </a>
        </li>
      ))}
      {chosen.length > 1 ? (
        <li>
          <a href={searchHref(q, { type: filter.type ?? [] }, kept)}>全部去掉</a>
        </li>
      ) : null}
    </ul>
  );
}
