import type { Child } from "hono/jsx";
import { findIndustries } from "../taxonomy/find-industries.ts";
import { industryName } from "../taxonomy/industries.ts";
import { Details, Notice } from "../web/components.tsx";
import { Icon } from "../web/icon.tsx";
import type { Filter, Kind, SearchHit } from "./engine.ts";
import { type Found, lookedFor } from "./find.ts";
import type { HitFacts, Picked } from "./hit-store.ts";
import { type Kept, searchHref } from "./links.ts";
import { HitCard } from "./parts.tsx";

type Props = {
  q: string;
  kind: Kind;
  found: Found;
  facts: ReadonlyMap<string, HitFacts>;
  unheld: readonly string[];
  filter: Filter;
  picked: readonly Picked[];
  page: number;
  kept: Required<Kept>;
};

/** The hits of a page: what holds the words, then what only means the same. */
export function HitList(props: Props) {
  const { kind, found, facts, picked, page, kept } = props;
  const { hits, meant } = found;
  const before = (page - 1) * kept.perPage;
  const literal = meant ? Math.max(0, meant.literal - before) : hits.length;
  const comparable = kind === "solution" && hits.length + picked.length > 1;
  const cards = (some: readonly SearchHit[]) =>
    some.length === 0 ? null : (
      <div class="cards">
        {some.map((hit) => (
          <HitCard
            hit={hit}
            facts={facts.get(hit.id)}
            comparable={comparable}
            isPicked={kept.picked.includes(hit.id)}
          />
        ))}
      </div>
    );
  const list = (
    <>
      {cards(hits.slice(0, literal))}
      {literal < hits.length ? <Meaning {...props} /> : null}
      {cards(hits.slice(literal))}
    </>
  );
  return (
    <>
      <Reading {...props} />
      {comparable ? <Comparing {...props}>{list}</Comparing> : list}
    </>
  );
}

/** The search goes along, so that its list is one press away. */
function Comparing({
  q,
  filter,
  page,
  kept: { perPage, picked: ids },
  found: { hits },
  picked,
  children,
}: Props & { children: Child }) {
  const back = searchHref(q, filter, { page, perPage });
  const elsewhere = picked.filter(({ id }) => !hits.some((hit) => hit.id === id));
  return (
    <form action="/compare" aria-label="比较方案">
      {[...new URLSearchParams(back.split("?")[1])].map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {elsewhere.map(({ id }) => (
        <input type="hidden" name="id" value={id} />
      ))}
      {elsewhere.length > 0 ? (
        <ul class="chips picked" aria-label="已选来比较的方案">
          {elsewhere.map(({ id, name }) => (
            <li>
              <a
                class="chip"
                data-unpick={id}
                href={searchHref(q, filter, {
                  page,
                  perPage,
                  picked: ids.filter((one) => one !== id),
                })}
              >
                <span class="sr-only">不比了：</span>
                <span class="chip-label">要比较</span>
                {name}
                <Icon name="cross" />
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {children}
      <div class="compare-bar">
        <button class="btn btn-plain" type="submit">
          <Icon name="compare" />
          把勾选的放在一起比（最多三个）
        </button>
      </div>
    </form>
  );
}

function Reading({ q, found, unheld }: Props) {
  if (found.reading === "exact") return null;
  const text =
    found.reading === "mended"
      ? `没有找到“${lookedFor(q, found)}”，以下是“${found.spelledAs}”的结果。`
      : "没有一条同时符合您写的所有词，以下是部分符合的。";
  const without =
    unheld.length === 0 || found.meant ? "" : `没有一条写到${unheld.map(quoted).join("、")}。`;
  return <Notice text={`${text}${without}`} />;
}

const quoted = (word: string) => `“${word}”`;

function Meaning({ q, kind, filter, found, unheld }: Props) {
  const { meant } = found;
  if (!meant) return null;
  const names = meant.capabilities.slice(0, 3).map(({ name }) => quoted(name));
  const [trade] = unheld.flatMap((word) => findIndustries(word));
  return (
    <Notice>
      以下方案没有写“{found.spelledAs ?? lookedFor(q, found)}”，是按意思找的：可以解决
      {names.join("、")}。
      {meant.besides.length > 0 ? `写到${meant.besides.map(quoted).join("、")}的在前。` : ""}
      {unheld.length > 0 ? `${unheld.map(quoted).join("、")}没有用上。` : ""}
      {trade && !filter.industry?.includes(trade.code) ? (
        <>
          可以
          <a href={searchHref(q, { ...filter, type: [kind], industry: [trade.code] })}>
            只看适用于{industryName(trade.code)}的
          </a>
          。
        </>
      ) : null}
      如果不是您要的，可以
      <a href={`/match?text=${encodeURIComponent(q)}`}>用一句话说说您的难题</a>。
    </Notice>
  );
}

export function WhyThisOrder({ q, found }: Pick<Props, "q" | "found">) {
  return (
    <Details summary="为什么是这个顺序">
      <p>
        {q === ""
          ? "没有输入搜索词时，顺序由系统随机编定，谁也选不了：不看名称、不看入驻先后、不收费。"
          : "您的词出现在名称里的排在前面，其次是服务商名称、简介，最后是正文；一样的，顺序由系统随机编定。不收费，也不看是不是本地。"}
        {found.meant ? "按意思找的排在最后，越是专门解决这件事的越靠前。" : ""}
      </p>
    </Details>
  );
}
