import { regionName } from "../taxonomy/regions.ts";
import {
  Breadcrumbs,
  Card,
  EmptyState,
  PageHeader,
  StatusTabs,
  StatusTag,
} from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import { hrefWith, limitIn } from "../web/links.ts";
import { Pager } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayAgo } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import { promisedDays } from "./criteria.ts";
import type { Queued, ReviewQuery } from "./schema.ts";

export const deskTrail = [{ href: "/desk/official", label: "主管部门工作台" }];
export const queueHome = "/official/applications";
const tabs = [
  { status: "submitted", label: "待审核" },
  { status: "returned", label: "等对方修改" },
  { status: "listed", label: "已入驻" },
  { status: "rejected", label: "未通过" },
] as const;

function hrefOf({ status, limit }: Pick<ReviewQuery, "status" | "limit">, after?: string): string {
  return hrefWith({ href: queueHome, params: { status, ...limitIn({ limit }) } }, { after });
}

export function QueuePage({
  frame,
  query,
  items,
  next,
  place,
  now,
}: {
  frame: Frame;
  query: ReviewQuery;
  items: readonly Queued[];
  next: string | null;
  place: string;
  now: Date;
}) {
  return (
    <Layout
      {...frame}
      title="入驻审核"
      active="/desk/official"
      above={<Breadcrumbs trail={deskTrail} />}
    >
      <PageHeader title="入驻审核" lead={`${regionName(place)} · 等得最久的排在前面`} />
      <StatusTabs
        tabs={tabs}
        current={query.status}
        hrefOf={(status) => hrefOf({ ...query, status })}
      />
      {items.length === 0 ? (
        <EmptyState title={query.status === "submitted" ? "没有等着审核的申请" : "这里还没有"}>
          服务商送审后会出现在这里，并在消息里提醒您。
        </EmptyState>
      ) : null}
      <div class="cards">
        {items.map((item) => (
          <QueueCard {...{ item, now }} />
        ))}
      </div>
      <Pager
        first={query.after ? hrefOf(query) : undefined}
        next={next ? hrefOf(query, next) : undefined}
      />
    </Layout>
  );
}

function QueueCard({ item, now }: { item: Queued; now: Date }) {
  const { id, name, regionCode, submittedAt, claims, returns, status, lookedBy, lookedAt } = item;
  return (
    <Card
      title={name}
      href={`${queueHome}/${id}`}
      level={2}
      aside={
        status === "submitted" && submittedAt ? (
          <Clock since={submittedAt} now={now} />
        ) : (
          sayState(status)
        )
      }
      meta={
        <>
          <span>{regionName(regionCode ?? "000000")}</span>
          {submittedAt ? <span>{sayAgo(submittedAt, now)}送审</span> : null}
          {returns > 0 ? <span>退回过 {returns} 次</span> : null}
          {claims ? <span>认领公开资料收录的单位</span> : null}
          {status === "submitted" && lookedBy && lookedAt ? (
            <span>
              {lookedBy}
              {sayAgo(lookedAt, now)}看过
            </span>
          ) : null}
        </>
      }
    />
  );
}

const dayMs = 86_400_000;

/** How long it has waited, against what was promised. */
export function Clock({ since, now }: { since: Date; now: Date }) {
  const left = Math.ceil((since.getTime() + promisedDays * dayMs - now.getTime()) / dayMs);
  if (left <= 0) return <StatusTag turn="yours">已超过承诺 {1 - left} 天</StatusTag>;
  return <StatusTag turn="yours">等您审核 · 还剩 {left} 天</StatusTag>;
}
