import { Hono } from "hono";
import type { ListedCase } from "../cases/schema.ts";
import { listCases } from "../cases/store.ts";
import { type AppEnv, idOf } from "../http.ts";
import type { ListedSolution } from "../solutions/schema.ts";
import { listSolutions } from "../solutions/store.ts";
import { regionName } from "../taxonomy/regions.ts";
import { Origin, Price, sayPrice, sayRegions, sayScene } from "../web/catalogue.tsx";
import { Breadcrumbs, Card, EmptyState, Notice, PageHeader } from "../web/components.tsx";
import { Stars } from "../web/figures.tsx";
import { Icon } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { DataList } from "../web/lists.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { Paragraphs, Points, Section } from "../web/section.tsx";
import { sayAgo, sayCount, sayDate } from "../web/say.ts";
import type { Provider } from "./schema.ts";
import { type ProviderRating, getProvider, listRatings } from "./store.ts";

const shownAtOnce = 20;

export const providerPages = new Hono<AppEnv>().get("/providers/:id", async (c) => {
  const { db } = c.var;
  const now = c.var.now();
  const provider = await getProvider(db, idOf(c), now);
  const own = { provider: provider.id, limit: shownAtOnce };
  const [solutions, cases, ratings] = await Promise.all([
    listSolutions(db, own, now),
    listCases(db, own, now),
    listRatings(db, provider.id),
  ]);
  const verifiedFirst = cases.items.toSorted((a, b) => Number(b.verified) - Number(a.verified));
  return c.html(
    <ProviderPage
      provider={provider}
      solutions={solutions.items}
      cases={verifiedFirst}
      ratings={ratings}
      frame={await frameOf(c)}
      now={now}
    />,
  );
});

type Props = {
  provider: Provider;
  solutions: ListedSolution[];
  cases: ListedCase[];
  ratings: ProviderRating[];
  frame: Frame;
  now: Date;
};

function ProviderPage({ provider, solutions, cases, ratings, frame, now }: Props) {
  const suspended = provider.status === "suspended";
  return (
    <Layout
      {...frame}
      title={provider.name}
      active="providers"
      wide
      above={<Breadcrumbs trail={[{ href: "/search?type=provider", label: "服务商" }]} />}
    >
      <PageHeader
        title={provider.name}
        lead={provider.legalName === provider.name ? undefined : provider.legalName}
        kicker={
          <Origin
            imported={provider.status === "imported"}
            demo={provider.demo}
            listed={provider.status === "listed"}
          />
        }
        actions={<Ask provider={provider} />}
      />
      {suspended ? <Suspended provider={provider} /> : null}
      {provider.status === "imported" ? <Imported provider={provider} /> : null}
      <AtAGlance provider={provider} />
      {provider.intro ? <Paragraphs text={provider.intro} /> : null}
      <Points lines={provider.strengths} />
      {suspended ? null : <Solutions provider={provider} solutions={solutions} />}
      <Cases cases={cases} />
      <Ratings provider={provider} ratings={ratings} now={now} />
      <Facts provider={provider} />
    </Layout>
  );
}

/** Who cannot be invited is no end of the way. */
function Ask({ provider: { id, status } }: { provider: Provider }) {
  const [href, words] =
    status === "listed"
      ? [`/requests/new?provider=${id}`, "发布需求并邀请报价"]
      : ["/match", "说说我的难题，找能报价的"];
  return (
    <a class="btn" href={href}>
      {words}
    </a>
  );
}

/** Who vetted it, where it works, what others say: what decides whether one reads on. */
function AtAGlance({ provider }: Pick<Props, "provider">) {
  const { regionCode, serviceRegions, validUntil, rating, verifiedCases } = provider;
  const facts = [
    regionCode === null ? "" : `在${regionName(regionCode, "short")}`,
    serviceRegions.length > 0 ? `服务${sayRegions(serviceRegions)}` : "",
    verifiedCases > 0 ? `${verifiedCases} 个案例在数桥验收过` : "",
  ].filter((fact) => fact !== "");
  const vetted = provider.status === "listed" ? sayVetted(provider) : null;
  if (vetted === null && facts.length === 0) return null;
  return (
    <div class="glance">
      {vetted ? (
        <p class="vetted">
          <Icon name="check" />
          <span>
            {vetted}
            {validUntil ? ` · 有效期至 ${sayDate(validUntil)}` : ""}
          </span>
        </p>
      ) : null}
      <ul>
        {facts.map((fact) => (
          <li>{fact}</li>
        ))}
        {rating.count > 0 ? (
          <li>
            <a href="#ratings">
              <Stars score={rating.average} count={rating.count} />
            </a>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

function sayVetted({ listedAt, listedBy, batchNo }: Provider): string | null {
  if (!listedAt) return null;
  const parts = [
    listedBy ? `${listedBy}核验` : "核验",
    sayDate(listedAt),
    batchNo ? `第 ${batchNo} 批` : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

function Suspended({ provider }: { provider: Provider }) {
  return (
    <Notice tone="error" title="这家服务商暂停服务">
      <p>
        原因：{provider.suspendedReason}。
        {provider.suspendedUntil
          ? `暂停到 ${sayDate(provider.suspendedUntil)}，到期自动恢复。`
          : "恢复时间未定。"}
        暂停期间不能邀请，也不能选定它的报价。
      </p>
    </Notice>
  );
}

function Imported({ provider }: { provider: Provider }) {
  return (
    <Notice title="这里的内容来自公开资料，没有经过核验">
      <p>
        这家企业还没有在数桥入驻，所以暂时不能邀请它报价。是您的企业？
        <a href={`/join?provider=${provider.id}`}>认领并申请入驻</a>
      </p>
    </Notice>
  );
}

function Solutions({ provider, solutions }: Pick<Props, "provider" | "solutions">) {
  return (
    <Section id="solutions" title={`方案（${sayCount(provider.solutions)}）`}>
      {solutions.length === 0 ? (
        <EmptyState title="还没有公开的方案" />
      ) : (
        <div class="cards">
          {solutions.map((one) => (
            <Card
              href={`/solutions/${one.id}`}
              title={one.name}
              aside={<Price said={sayPrice(one)} />}
              meta={one.scenes.map((scene) => (
                <span>{sayScene(scene)}</span>
              ))}
            >
              <p class="clamp">{one.summary}</p>
            </Card>
          ))}
        </div>
      )}
      {provider.solutions > solutions.length ? (
        <p>
          <a href={`/search?q=${encodeURIComponent(provider.name)}&type=solution`}>
            看全部 {sayCount(provider.solutions)} 个方案
          </a>
        </p>
      ) : null}
    </Section>
  );
}

function Cases({ cases }: Pick<Props, "cases">) {
  if (cases.length === 0) return null;
  return (
    <Section id="cases" title="做过的案例">
      <div class="cards">
        {cases.map((one) => (
          <Card
            href={`/cases/${one.id}`}
            title={one.title}
            aside={
              one.verified ? (
                <span class="status status-done">
                  <Icon name="check" />
                  在数桥验收过
                </span>
              ) : (
                <Origin imported={one.origin === "imported"} demo={one.demo} />
              )
            }
          >
            <p class="clamp">{one.summary}</p>
          </Card>
        ))}
      </div>
    </Section>
  );
}

function Ratings({ provider, ratings, now }: Pick<Props, "provider" | "ratings" | "now">) {
  return (
    <Section id="ratings" title="用过的企业怎么说">
      <p>
        <Stars score={provider.rating.average} count={provider.rating.count} />
      </p>
      <p class="small">只有在数桥签约并验收的企业才能评价，一次验收一次评价。</p>
      <div class="cards">
        {ratings.map((rating) => (
          <article class="card">
            <p class="card-meta">
              <span>{rating.overall} 分</span>
              <span>{sayAgo(rating.at, now)}</span>
            </p>
            <Paragraphs text={rating.text} />
            {rating.reply ? <p class="soft">服务商回复：{rating.reply}</p> : null}
          </article>
        ))}
      </div>
    </Section>
  );
}

function Facts({ provider }: { provider: Provider }) {
  const { regionCode, validUntil } = provider;
  const rows = [
    { label: "所在地", value: regionCode === null ? null : regionName(regionCode) },
    { label: "服务地区", value: sayRegions(provider.serviceRegions) },
    { label: "统一社会信用代码", value: provider.uscc },
    { label: "成立年份", value: provider.foundedYear && `${provider.foundedYear} 年` },
    { label: "员工人数", value: provider.headcount && `${sayCount(provider.headcount)} 人` },
    { label: "谁核验的", value: sayVetted(provider) ?? "未经核验" },
    ...(validUntil ? [{ label: "核验有效期至", value: sayDate(validUntil) }] : []),
    ...(provider.websiteUrl
      ? [{ label: "网站", value: <Outside url={provider.websiteUrl} /> }]
      : []),
    ...(provider.sources.length > 0
      ? [
          {
            label: "资料来源",
            value: provider.sources.slice(0, 3).map((url) => <Outside url={url} />),
          },
        ]
      : []),
  ];
  const isSaid = ({ value }: (typeof rows)[number]) =>
    value !== null && value !== undefined && value !== "" && value !== 0;
  const unsaid = rows.filter((row) => !isSaid(row)).map(({ label }) => label);
  return (
    <Section id="facts" title="企业信息">
      <DataList rows={rows.filter(isSaid)} />
      {unsaid.length > 0 ? <p class="small">没有注明：{unsaid.join("、")}。</p> : null}
    </Section>
  );
}

/** Only what is an address of the web becomes a link. */
function Outside({ url }: { url: string }) {
  if (!/^https?:\/\//u.test(url)) return <p>{url}</p>;
  return (
    <p class="break">
      <a href={url} rel="nofollow noopener noreferrer">
        {url}
      </a>
    </p>
  );
}
