import { Hono } from "hono";
import { z } from "zod";
import type { ListedCase } from "../cases/schema.ts";
import { listCases } from "../cases/store.ts";
import { type AppEnv, idOf } from "../http.ts";
import { sayDeployment } from "../taxonomy/deployments.ts";
import {
  Origin,
  sayIndustries,
  sayPrice,
  sayRegions,
  sayScene,
  saySize,
} from "../web/catalogue.tsx";
import { Breadcrumbs, Card, Notice, PageHeader } from "../web/components.tsx";
import { CategoryMark, Icon } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { DataList } from "../web/lists.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { Paragraphs, Points, Section } from "../web/section.tsx";
import { sayYuan } from "../web/say.ts";
import { searchHref } from "../search/links.ts";
import { askedIn, filterOf, mostCompared, readSearchPage } from "../search/schema.ts";
import { ComparePage } from "./compare.tsx";
import type { Solution } from "./schema.ts";
import { getSolution, listSolutions, listSolutionsById } from "./store.ts";

export const solutionPages = new Hono<AppEnv>()
  .get("/solutions/:id", async (c) => {
    const now = c.var.now();
    const solution = await getSolution(c.var.db, idOf(c), now);
    const [cases, siblings] = await Promise.all([
      listCases(c.var.db, { solution: solution.id, limit: 10 }, now),
      listSolutions(c.var.db, { provider: solution.provider.id, limit: 6 }, now),
    ]);
    const others = siblings.items.filter(({ id }) => id !== solution.id);
    const props = { solution, cases: cases.items, others, frame: await frameOf(c) };
    return c.html(<SolutionPage {...props} />);
  })
  .get("/compare", async (c) => {
    const asked = [...new Set(c.req.queries("id") ?? [])];
    const ids = asked.filter((id) => z.uuid().safeParse(id).success).slice(0, mostCompared);
    const solutions = await listSolutionsById(c.var.db, ids, c.var.now());
    const tooMany = asked.length > mostCompared;
    const shown = solutions.map(({ id }) => id);
    const from = searchedIn(c.req.queries(), shown);
    return c.html(<ComparePage {...{ solutions, tooMany, from }} frame={await frameOf(c)} />);
  });

/** The search that somebody comes from goes along, and with what is compared already he goes back to it. */
function searchedIn(queries: Record<string, string[]>, compared: readonly string[]) {
  const { input } = readSearchPage(askedIn(queries));
  const hrefWith = (picked: readonly string[]) =>
    searchHref(input.q, filterOf(input), { ...input, picked });
  return { q: input.q, href: hrefWith([]), onward: hrefWith(compared) };
}

type Props = {
  solution: Solution;
  cases: ListedCase[];
  others: { id: string; name: string; summary: string }[];
  frame: Frame;
};

function SolutionPage({ solution, cases, others, frame }: Props) {
  const { provider } = solution;
  return (
    <Layout
      {...frame}
      title={solution.name}
      active="search"
      wide
      above={<Breadcrumbs trail={[{ href: "/search", label: "方案" }]} />}
    >
      <PageHeader
        title={solution.name}
        lead={solution.summary}
        kicker={
          <>
            <a href={`/providers/${provider.id}`}>{provider.name}</a>{" "}
            <Origin
              imported={provider.status === "imported"}
              demo={provider.demo}
              listed={provider.status === "listed"}
            />
          </>
        }
        actions={<Actions solution={solution} />}
      />
      {provider.status === "suspended" ? (
        <Notice tone="error" text="提供这个方案的服务商暂停服务，现在不能邀请报价。" />
      ) : null}
      {provider.status === "imported" ? (
        <Notice text="这个方案来自公开资料，没有经过核验；服务商还没有入驻，暂时不能邀请它报价。" />
      ) : null}
      <Facts solution={solution} />
      <Story solution={solution} />
      <Terms solution={solution} />
      <Related
        id="cases"
        title="用它做过的案例"
        path="/cases/"
        items={cases.map(({ id, title, summary }) => ({ id, name: title, summary }))}
      />
      <Related id="others" title={`${provider.name}的其他方案`} path="/solutions/" items={others} />
    </Layout>
  );
}

function Story({ solution }: { solution: Solution }) {
  return (
    <>
      {solution.pains.length > 0 ? (
        <Section id="pains" title="解决什么问题">
          <Points lines={solution.pains} />
        </Section>
      ) : null}
      {solution.description ? (
        <Section id="description" title="怎么做">
          <Paragraphs text={solution.description} />
        </Section>
      ) : null}
      {solution.benefits.length > 0 ? (
        <Section id="benefits" title="服务商说能带来什么">
          <Points lines={solution.benefits} />
        </Section>
      ) : null}
      {solution.scenarios.length > 0 ? (
        <Section id="scenarios" title="用在哪些地方">
          <Points lines={solution.scenarios} />
        </Section>
      ) : null}
    </>
  );
}

function Actions({ solution }: { solution: Solution }) {
  const listed = solution.provider.status === "listed";
  return (
    <>
      {listed ? (
        <a class="btn" href={`/requests/new?solution=${solution.id}`}>
          发布需求并邀请报价
        </a>
      ) : (
        <a class="btn" href="/match">
          说说我的难题，找能报价的
        </a>
      )}
      <a class="btn btn-plain" href={`/compare?id=${solution.id}`}>
        <Icon name="compare" />
        和别的方案比一比
      </a>
    </>
  );
}

function Facts({ solution }: { solution: Solution }) {
  const scenes = solution.scenes.map((scene) => (
    <a class="chip" href={`/search?scene=${encodeURIComponent(scene)}`}>
      {sayScene(scene)}
    </a>
  ));
  const rows = [
    { label: "类别", value: <CategoryMark code={solution.category} /> },
    { label: "场景", value: scenes.length > 0 ? <span class="chips">{scenes}</span> : "" },
    { label: "价格", value: sayPrice(solution) },
    { label: "适合的行业", value: sayIndustries(solution.industries) },
    { label: "适合的规模", value: solution.sizes.map(saySize).join("、") },
    { label: "服务地区", value: sayRegions(solution.serviceRegions) },
    { label: "安装方式", value: sayDeployment(solution.deployment) },
  ];
  const unsaid = rows.filter(({ value }) => value === "").map(({ label }) => label);
  return (
    <>
      <DataList rows={rows.filter(({ value }) => value !== "")} />
      {unsaid.length > 0 ? <p class="small">没有注明：{unsaid.join("、")}。</p> : null}
    </>
  );
}

function Terms({ solution }: { solution: Solution }) {
  const { oneOffFen, yearlyFen, trialDays, weeksToStart, sourceUrl } = solution;
  const rows = [
    { label: "一次性费用", value: oneOffFen === null ? null : `${sayYuan(oneOffFen)} 元` },
    { label: "每年费用", value: yearlyFen === null ? null : `${sayYuan(yearlyFen)} 元` },
    { label: "价格说明", value: solution.priceNote },
    {
      label: "试用",
      value: trialDays === null ? null : trialDays > 0 ? `免费试用 ${trialDays} 天` : "不提供试用",
    },
    { label: "多久能用上", value: weeksToStart === null ? null : `约 ${weeksToStart} 周` },
    { label: "数据归谁、怎么带走", value: solution.dataPromise },
    { label: "售后", value: solution.supportPromise },
    {
      label: "资料来源",
      value:
        sourceUrl && /^https?:\/\//u.test(sourceUrl) ? (
          <a class="break" href={sourceUrl} rel="nofollow noopener noreferrer">
            {sourceUrl}
          </a>
        ) : null,
    },
  ].filter(({ value }) => value !== null && value !== "");
  if (rows.length === 0) return null;
  if (rows.length === 1 && sourceUrl)
    return (
      <Section id="terms" title="资料来源">
        <DataList rows={rows.map((row) => ({ ...row, label: "网址" }))} />
      </Section>
    );
  return (
    <Section id="terms" title="价格和承诺">
      <DataList rows={rows} />
    </Section>
  );
}

type RelatedProps = {
  id: string;
  title: string;
  path: string;
  items: readonly { id: string; name: string; summary: string }[];
};

function Related({ id, title, path, items }: RelatedProps) {
  if (items.length === 0) return null;
  return (
    <Section id={id} title={title}>
      <div class="cards">
        {items.map((item) => (
          <Card href={`${path}${item.id}`} title={item.name}>
            <p class="clamp">{item.summary}</p>
          </Card>
        ))}
      </div>
    </Section>
  );
}
