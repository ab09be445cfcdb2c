import type { State } from "../db/states.ts";
import { regionName } from "../taxonomy/regions.ts";
import {
  Breadcrumbs,
  Card,
  EmptyState,
  PageHeader,
  StatusTag,
  Tabs,
  type Turn,
} from "../web/components.tsx";
import { FirmTabs } from "../web/desk-tabs.tsx";
import { CategoryMark } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { type Base, desks, hrefWith, limitIn } from "../web/links.ts";
import { Pager, Timeline } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayDate, sayDeadline } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import { type Deal, type Next, nextFor, stepsOf } from "./next.ts";
import type { RequestQuery, RequestView } from "./schema.ts";

type ListProps = {
  frame: Frame;
  query: Pick<RequestQuery, "status" | "after" | "view" | "limit">;
  items: readonly RequestView[];
  next: string | null;
  now: Date;
};

const tabs: readonly { status: State<"request"> | undefined; label: string }[] = [
  { status: undefined, label: "全部" },
  { status: "draft", label: "草稿" },
  { status: "open", label: "征集报价中" },
  { status: "evaluating", label: "比较报价中" },
  { status: "closed", label: "已结束" },
];

/** The firm's own needs, each with what happens next and who acts. */
export function DeskPage({
  frame,
  query,
  items,
  next,
  deals,
  standing,
  now,
}: ListProps & { deals: ReadonlyMap<string, Deal>; standing: ReadonlyMap<string, number> }) {
  const base = { href: "/requests", params: limitIn(query) };
  const isNew = items.length === 0 && !query.status && !query.after;
  return (
    <Layout {...frame} title="我的需求" active="/requests">
      <FirmTabs current="/requests" />
      <PageHeader
        title="我的需求"
        actions={
          isNew ? undefined : (
            <a class="btn" href="/requests/new">
              发布需求
            </a>
          )
        }
      />
      {isNew ? null : <StatusTabs {...{ base, query }} />}
      {items.length === 0 ? <NothingYet query={query} /> : null}
      <div class="cards">
        {items.map((request) => (
          <NeedCard
            {...{ request, now, deal: deals.get(request.id) }}
            standing={standing.get(request.id) ?? 0}
          />
        ))}
      </div>
      <ListPager {...{ base, query, next }} />
    </Layout>
  );
}

function NothingYet({ query }: Pick<ListProps, "query">) {
  if (query.status || query.after)
    return <EmptyState title="这里没有需求" action={{ href: "/requests", label: "看全部" }} />;
  return (
    <EmptyState title="您还没有写过需求" action={{ href: "/requests/new", label: "发布需求" }}>
      说说遇到了什么难题，服务商会来报价。写好先存草稿，想好再发布。
    </EmptyState>
  );
}

function NeedCard({
  request,
  deal,
  standing,
  now,
}: {
  request: RequestView;
  deal: Deal | undefined;
  standing: number;
  now: Date;
}) {
  const next = nextFor(request, { deal, standing, now });
  return (
    <Card
      level={2}
      title={<TitleOf request={request} />}
      href={`/requests/${request.id}`}
      aside={<StatusTag turn={next.turn}>{next.status}</StatusTag>}
    >
      <Way {...{ request, deal, next }} />
    </Card>
  );
}

export function TitleOf({ request }: { request: Pick<RequestView, "title"> }) {
  return <>{request.title || "（还没有标题的草稿）"}</>;
}

/** The timeline of a need; its current step says what happens next and holds the one button. */
export function Way({
  request,
  deal,
  next,
}: {
  request: RequestView;
  deal: Deal | undefined;
  next: Next;
}) {
  const steps = stepsOf(request, deal);
  const at = steps.findIndex(({ state }) => state === "now" || state === "stopped");
  const place = at === -1 ? steps.length - 1 : at;
  const body = (
    <>
      {next.say ? <p class="break-words">{next.say}</p> : null}
      {next.action ? (
        <p class="mt-2">
          <a class={next.turn === "yours" ? "btn" : "btn btn-plain"} href={next.action.href}>
            {next.action.label}
          </a>
        </p>
      ) : null}
    </>
  );
  return (
    <Timeline
      steps={steps.map((step, index) => (index === place ? { ...step, children: body } : step))}
    />
  );
}

const turnOf: Record<State<"request">, Turn> = {
  draft: "theirs",
  open: "theirs",
  evaluating: "theirs",
  closed: "done",
};

/** What an official may read of the needs of his region. */
export function RegionPage({ frame, query, items, next, now }: ListProps) {
  const base = { href: "/requests", params: { view: "region", ...limitIn(query) } };
  return (
    <Layout
      {...frame}
      title="本地区的需求"
      active={desks.authority.href}
      above={<Breadcrumbs trail={[desks.authority]} />}
    >
      <PageHeader
        title="本地区的需求"
        lead="您管辖地区的企业发布的需求。截止以后可以看报价，查实有问题的可以取消资格；联系方式不在这里。"
      />
      <StatusTabs {...{ base, query }} />
      {items.length === 0 ? (
        <EmptyState title="还没有企业发布需求">企业发布后会出现在这里，草稿不会。</EmptyState>
      ) : null}
      <div class="cards">
        {items.map((request) => (
          <Card
            level={2}
            title={<TitleOf request={request} />}
            href={`/requests/${request.id}`}
            aside={
              <StatusTag
                turn={
                  request.outcome === "awarded" || request.status !== "closed"
                    ? turnOf[request.status]
                    : "stopped"
                }
              >
                {sayState(request.outcome ?? request.status)}
              </StatusTag>
            }
            meta={
              <>
                {request.category ? <CategoryMark code={request.category} /> : null}
                <span>{request.organisationName}</span>
                {request.regionCode ? <span>{regionName(request.regionCode)}</span> : null}
                {request.publishedAt ? <span>{sayDate(request.publishedAt)}发布</span> : null}
              </>
            }
          >
            <p>
              {request.proposalCount} 份报价
              {request.status === "open" && request.closesAt
                ? `，截止 ${sayDeadline(request.closesAt, now)}`
                : ""}
            </p>
          </Card>
        ))}
      </div>
      <ListPager {...{ base, query, next }} />
    </Layout>
  );
}

function StatusTabs({ base, query }: { base: Base; query: ListProps["query"] }) {
  return (
    <Tabs
      label="需求"
      items={tabs
        .filter(({ status }) => status !== "draft" || query.view !== "region")
        .map(({ status, label }) => ({
          href: hrefWith(base, { status }),
          label,
          current: query.status === status,
        }))}
    />
  );
}

function ListPager({
  base,
  query: { status, after },
  next,
}: {
  base: Base;
  query: ListProps["query"];
  next: string | null;
}) {
  return (
    <Pager
      first={after ? hrefWith(base, { status }) : undefined}
      next={next ? hrefWith(base, { status, after: next }) : undefined}
    />
  );
}

/** Who is signed in but has no firm yet. */
/** `next` is the page that asked for a firm. */
export function FirmNeededPage({ frame, next }: { frame: Frame; next: string }) {
  return (
    <Layout {...frame} title="先登记企业" active="requests">
      <PageHeader
        title="先登记您的企业，再发布需求"
        lead="需求以企业的名义发布，服务商要知道在给谁报价。登记只要企业名称，一分钟就好；登记完接着写，刚才的内容都还在。"
      />
      <p class="actions">
        <a class="btn" href={`/organisations/new?kind=sme&next=${encodeURIComponent(next)}`}>
          登记企业
        </a>
      </p>
    </Layout>
  );
}
