import { Hono } from "hono";
import type { AppEnv } from "../http.ts";
import { EmptyState, Notice, PageHeader, Tabs } from "../web/components.tsx";
import { industryName } from "../taxonomy/industries.ts";
import { beginning } from "../text.ts";
import { Icon } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { Pager } from "../web/lists.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { SearchForm } from "../web/search-form.tsx";
import { type FacetCounts, type Filter, type Kind, kinds } from "./engine.ts";
import {
  capabilitiesFor,
  type Found,
  findPage,
  findThings,
  findTrade,
  findUnheld,
} from "./find.ts";
import { type HitFacts, listHitFacts, listPicked, type Picked } from "./hit-store.ts";
import { type Kept, searchHref, usualPerPage } from "./links.ts";
import { HitList, WhyThisOrder } from "./list.tsx";
import { PlaceNotice } from "./place-notice.tsx";
import { ActiveFilters, FacetFields, choosable, hasChoice, kindWords, sayTotal } from "./parts.tsx";
import { askedIn, filterOf, longestQuery, pickedIn, readSearchPage, tooLongIn } from "./schema.ts";

export const searchPages = new Hono<AppEnv>()
  .get("/search", async (c) => {
    const asked = askedIn(c.req.queries());
    const { input, isWhole } = readSearchPage(asked);
    const { q, page, perPage } = input;
    const kind = kinds.find((one) => input.type.includes(one)) ?? "solution";
    const filter = { ...filterOf(input), type: [kind] };
    const { db, finder, meaningOf } = c.var;
    const query = { text: q, filter, page, perPage, now: c.var.now() };
    const there = await findPage(db, finder, query, meaningOf);
    const found = there ?? {
      ...(await findThings(db, finder, { ...query, page: 1, perPage: 1 }, meaningOf)),
      hits: [],
    };
    const ids = found.hits.map(({ id }) => id);
    const [facts, picked, frame] = await Promise.all([
      listHitFacts(db, kind, ids),
      listPicked(db, pickedIn(c.req.queries("picked")), query.now),
      frameOf(c),
    ]);
    const isEmpty = found.total === 0;
    const meant = isEmpty ? capabilitiesFor(q, await c.var.typedCapabilities()) : [];
    const isAll = q === "" && !isNarrowed(filter);
    const isBare = isEmpty && (isAll || countOf(await c.var.figures(), kind) === 0);
    const unheld = await findUnheld(finder, query, found);
    const trade = isEmpty ? await findTrade(finder, query, kind) : undefined;
    const isPastEnd = !there && !isEmpty;
    const kept = { perPage, picked: picked.map(({ id }) => id) };
    const hits = { found, facts, picked, unheld, meant, trade, isBare, page, kept, isPastEnd };
    const props = { q, kind, filter, ...hits, isWhole, typed: tooLongIn(asked), frame };
    return c.html(<SearchPage {...props} />, !there ? 404 : isWhole ? 200 : 400);
  })
  .get("/solutions", (c) => c.redirect("/search"))
  .get("/providers", (c) => c.redirect("/search?type=provider"))
  .get("/cases", (c) => c.redirect("/search?type=case"));

type Props = {
  q: string;
  kind: Kind;
  filter: Filter;
  found: Found;
  facts: ReadonlyMap<string, HitFacts>;
  /** Words of the query that no result holds. */
  unheld: readonly string[];
  /** What may be meant where nothing was found. */
  meant: ReturnType<typeof capabilitiesFor>;
  trade: Awaited<ReturnType<typeof findTrade>>;
  /** There is nothing of the kind to find, whatever one asks for. */
  isBare: boolean;
  picked: readonly Picked[];
  page: number;
  kept: Required<Kept>;
  isPastEnd: boolean;
  /** All of the address could be read. */
  isWhole: boolean;
  /** More than is looked for. */
  typed: string | undefined;
  frame: Frame;
};

const active = { solution: "search", provider: "providers", case: "cases" } as const;

function SearchPage(props: Props) {
  const { q, kind, filter, found, kept, isPastEnd, isWhole, typed, frame } = props;
  const word = kindWords[kind];
  const title = q === "" ? `全部${word}` : `“${q}”的${word}`;
  return (
    <Layout
      {...frame}
      title={title}
      query={typed ?? q}
      active={active[kind]}
      islands={["compare"]}
      wide
    >
      <PageHeader
        title={q === "" ? `找${word}` : `搜索：${typed === undefined ? q : beginning(q, 60, "…")}`}
        lead={`共 ${sayTotal(kind, found)}`}
      />
      {isWhole ? null : (
        <Notice text="网址里有的筛选条件或页码看不懂，没有用上。以下是按其余内容找到的。" />
      )}
      {typed === undefined ? null : <TooLong typed={typed} />}
      <search class="page-search">
        <SearchForm query={typed ?? q} type={kind} picked={kept.picked} />
      </search>
      <Tabs
        label="找什么"
        items={kinds.map((one) => ({
          href: searchHref(q, { ...filter, type: [one] }, kept),
          label: kindWords[one],
          count: countOf(found.facets, one),
          current: one === kind,
        }))}
      />
      <div class="split">
        <Filters {...props} />
        <div>
          <ActiveFilters {...{ q, filter, kept }} />
          {isPastEnd ? null : <PlaceNotice {...{ q, kind, filter, found }} />}
          {isPastEnd ? <PastEnd {...props} /> : <Results {...props} />}
        </div>
      </div>
    </Layout>
  );
}

function TooLong({ typed }: { typed: string }) {
  return (
    <Notice tone="yours" title="写得太长了">
      <p>
        您写了 {Array.from(typed).length} 个字，这里只按前 {longestQuery}{" "}
        个字来找。您写的都还在搜索框里，可以改短；要说的话很长，请写在
        <a href="/match">说说您的难题</a>里。
      </p>
    </Notice>
  );
}

function countOf({ type }: FacetCounts, kind: Kind): number {
  return type.find(({ code }) => code === kind)?.count ?? 0;
}

function isNarrowed(filter: Filter): boolean {
  return choosable.some((facet) => (filter[facet] ?? []).length > 0);
}

function Results(props: Props) {
  const { q, filter, found, page, kept } = props;
  return (
    <>
      {found.hits.length === 0 ? <NothingFound {...props} /> : <HitList {...props} />}
      {found.total === 0 ? null : (
        <Pager
          page={page}
          pages={pagesOf(found, kept.perPage)}
          hrefOf={(to) => searchHref(q, filter, { ...kept, page: to })}
        />
      )}
      {found.hits.length === 0 ? null : <WhyThisOrder q={q} found={found} />}
    </>
  );
}

function pagesOf({ total }: Found, perPage: number): number {
  return Math.ceil(total / perPage);
}

/** Who comes back to a page that he kept, when there is less to find by now. */
function PastEnd({ q, kind, filter, found, page, kept }: Props) {
  const pages = pagesOf(found, kept.perPage);
  return (
    <EmptyState
      title={found.totalIsExact ? `没有第 ${page} 页了` : `翻不到第 ${page} 页`}
      action={{ href: searchHref(q, filter, kept), label: "回到第一页" }}
    >
      {found.totalIsExact
        ? `现在一共有 ${sayTotal(kind, found)}，${pages > 1 ? `分成 ${pages} 页` : "一页就看完"}。`
        : `有 ${sayTotal(kind, found)}，最多翻到第 ${pages} 页。多写几个字，或选几个筛选条件，能找得更准。`}
    </EmptyState>
  );
}

function Filters({ q, kind, filter, found, kept: { perPage, picked } }: Props) {
  const chosen = choosable.reduce((sum, facet) => sum + (filter[facet] ?? []).length, 0);
  if (chosen === 0 && !hasChoice(found.facets)) return <div />;
  return (
    <details class="filters">
      <summary class="btn btn-plain">
        <Icon name="filter" />
        {chosen > 0 ? `筛选（已选 ${chosen} 项）` : "筛选"}
      </summary>
      <form action="/search" class="filters-form" aria-label="筛选">
        {q === "" ? null : <input type="hidden" name="q" value={q} />}
        <input type="hidden" name="type" value={kind} />
        {perPage === usualPerPage ? null : <input type="hidden" name="perPage" value={perPage} />}
        {picked.map((id) => (
          <input type="hidden" name="picked" value={id} />
        ))}
        <FacetFields facets={found.facets} filter={filter} />
        <button class="btn" type="submit">
          按所选筛选
        </button>
      </form>
    </details>
  );
}

function wayOn(q: string, narrowed: boolean) {
  if (q !== "")
    return { href: `/match?text=${encodeURIComponent(q)}`, label: "用一句话说说您的难题" };
  if (narrowed) return { href: "/search", label: "看全部方案" };
  return { href: "/requests/new", label: "发布需求" };
}

function NothingFound(props: Props) {
  const { q, kind, filter, found, meant, trade, isBare, kept } = props;
  const narrowed = isNarrowed(filter);
  const elsewhere = kinds.filter((one) => one !== kind && countOf(found.facets, one) > 0);
  if (isBare) return <NothingYet {...props} elsewhere={elsewhere} />;
  return (
    <EmptyState
      title={narrowed ? "没有符合所选条件的结果" : `没有找到和“${q}”有关的${kindWords[kind]}`}
      action={wayOn(q, narrowed)}
    >
      {narrowed ? (
        <>
          可以去掉几个条件，或者
          <a href={searchHref(q, { type: [kind] }, kept)}>去掉全部条件</a>。
        </>
      ) : (
        "可以换个说法或少写几个字；也可以直接说您的情况，我们按需要来找。"
      )}
      <Elsewhere {...props} kinds={elsewhere} />
      {meant.length > 0 && !narrowed ? (
        <>
          <br />
          您要解决的也许是：
          {meant.map(({ href, text }, at) => (
            <>
              {at === 0 ? "" : "、"}
              <a href={href}>{text}</a>
            </>
          ))}
          。
        </>
      ) : null}
      {trade && !narrowed ? (
        <>
          <br />“{q}”是一个行业：
          <a href={searchHref("", { type: [kind], industry: [trade.code] }, kept)}>
            看适用于{industryName(trade.code)}的 {sayTotal(kind, trade)}
          </a>
          。
        </>
      ) : null}
    </EmptyState>
  );
}

/** Other words find no more: what is wanted can only be said to those who may come. */
function NothingYet(props: Props & { elsewhere: readonly Kind[] }) {
  const { q, kind, elsewhere } = props;
  const text = q === "" ? "" : `?text=${encodeURIComponent(q)}`;
  return (
    <EmptyState
      title={`现在还没有${kindWords[kind]}`}
      action={{ href: `/requests/new${text}`, label: "发布需求" }}
    >
      有了就会列在这里。您也可以先把要解决的事写成需求发布。
      <Elsewhere {...props} kinds={elsewhere} />
    </EmptyState>
  );
}

function Elsewhere({ q, filter, kept, kinds: some }: Props & { kinds: readonly Kind[] }) {
  return (
    <>
      {some.map((one) => (
        <>
          {" "}
          <a href={searchHref(q, { ...filter, type: [one] }, kept)}>看相关的{kindWords[one]}</a>
        </>
      ))}
    </>
  );
}
