import { Hono } from "hono";
import { type AppEnv, idOf } from "../http.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { Origin, sayScene, saySize } from "../web/catalogue.tsx";
import { Breadcrumbs, Notice, PageHeader } from "../web/components.tsx";
import { BeforeAfter } from "../web/figures.tsx";
import { CategoryMark, Icon } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { DataList } from "../web/lists.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { Paragraphs, Points, Section } from "../web/section.tsx";
import { sayCount, sayDate } from "../web/say.ts";
import type { Case } from "./schema.ts";
import { getCase } from "./store.ts";

export const casePages = new Hono<AppEnv>().get("/cases/:id", async (c) => {
  const told = await getCase(c.var.db, idOf(c), c.var.now());
  return c.html(<CasePage told={told} frame={await frameOf(c)} />);
});

function CasePage({ told, frame }: { told: Case; frame: Frame }) {
  return (
    <Layout
      {...frame}
      title={told.title}
      active="cases"
      wide
      above={<Breadcrumbs trail={[{ href: "/search?type=case", label: "案例" }]} />}
    >
      <PageHeader
        title={told.title}
        lead={whose(told) || told.summary}
        kicker={<Standing told={told} />}
        actions={
          <a class="btn" href={`/match?text=${encodeURIComponent(wish(told))}`}>
            我也想解决这个问题
          </a>
        }
      />
      {told.origin === "imported" ? (
        <Notice text="这个案例是服务商公开发布的说法，没有经过核验。" />
      ) : null}
      <Measures told={told} />
      {whose(told) && told.summary && told.summary !== told.outcome ? (
        <Paragraphs text={told.summary} />
      ) : null}
      {told.problem ? (
        <Section id="problem" title="原来的难处">
          <Paragraphs text={told.problem} />
        </Section>
      ) : null}
      {told.approach ? (
        <Section id="approach" title="怎么做的">
          <Paragraphs text={told.approach} />
        </Section>
      ) : null}
      {told.outcome ? (
        <Section id="outcome" title="结果">
          <Paragraphs text={told.outcome} />
        </Section>
      ) : null}
      {told.claims.length > 0 ? (
        <Section id="claims" title="服务商的说法">
          <Points lines={told.claims} />
        </Section>
      ) : null}
      <Facts told={told} />
    </Layout>
  );
}

/** The firm it happened in: a reader looks for one like his own. */
function whose({ smeName, industryCode, regionCode, headcount }: Case): string {
  const parts = [
    smeName ?? "",
    industryCode === null ? "" : industryName(industryCode),
    regionCode === null ? "" : regionName(regionCode, "short"),
    headcount === null ? "" : `${sayCount(headcount)} 人`,
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

/** What somebody with the same trouble would type. */
function wish({ problem, summary, title, scenes }: Case): string {
  const text = problem || summary || title;
  return `${scenes.map(sayScene).join("、")} ${text}`.trim().slice(0, 200).toWellFormed();
}

function Standing({ told }: { told: Case }) {
  return (
    <>
      <CategoryMark code={told.category} />{" "}
      {told.verified ? (
        <span class="status status-done">
          <Icon name="check" />
          在数桥签约并验收
        </span>
      ) : (
        <Origin imported={told.origin === "imported"} demo={false} />
      )}
      <Origin imported={false} demo={told.demo} />
    </>
  );
}

function Measures({ told }: { told: Case }) {
  const shown = told.measures.filter(({ before, after }) => before !== null || after !== null);
  if (shown.length === 0) return null;
  const notes = shown
    .map(({ label, period, method }) =>
      period || method ? `${label}：${[period, method].filter(Boolean).join("，")}` : "",
    )
    .filter((note) => note !== "");
  return (
    <BeforeAfter
      caption="用之前和用之后"
      measures={shown}
      note={notes.length > 0 ? `怎么量的：${notes.join("；")}` : undefined}
    />
  );
}

function Facts({ told }: { told: Case }) {
  const { provider, solution, regionCode, industryCode, size, headcount, consentOn } = told;
  return (
    <Section id="facts" title="案例信息">
      <DataList
        rows={[
          { label: "企业", value: told.smeName },
          { label: "行业", value: industryCode === null ? null : industryName(industryCode) },
          { label: "地区", value: regionCode === null ? null : regionName(regionCode) },
          { label: "规模", value: size === null ? null : saySize(size) },
          { label: "员工人数", value: headcount === null ? null : `${sayCount(headcount)} 人` },
          { label: "场景", value: told.scenes.map(sayScene).join("、") },
          {
            label: "服务商",
            value: provider ? <a href={`/providers/${provider.id}`}>{provider.name}</a> : null,
          },
          {
            label: "用的方案",
            value: solution ? <a href={`/solutions/${solution.id}`}>{solution.name}</a> : null,
          },
          {
            label: "企业同意公开",
            value: consentOn === null ? "没有记录" : `${sayDate(consentOn)}同意`,
          },
          ...(told.sourceUrl && /^https?:\/\//u.test(told.sourceUrl)
            ? [
                {
                  label: "资料来源",
                  value: (
                    <a class="break" href={told.sourceUrl} rel="nofollow noopener noreferrer">
                      {told.sourceUrl}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}
