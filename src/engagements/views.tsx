import type { Reader } from "../requests/store.ts";
import { beginning } from "../text.ts";
import {
  Breadcrumbs,
  Card,
  EmptyState,
  PageHeader,
  StatusTag,
  type Turn,
} from "../web/components.tsx";
import { FirmTabs, ProviderTabs } from "../web/desk-tabs.tsx";
import { Layout } from "../web/layout.tsx";
import { desks, hrefWith, limitIn } from "../web/links.ts";
import { Pager } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayDate, sayMoney } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import type { EngagementQuery, EngagementView } from "./schema.ts";

type Side = Reader["as"];
type Turned = Pick<EngagementView, "status"> & { rated: boolean; replied: boolean };

/** Who acts next, seen from one side, and what he has to do. */
export function turnFor(
  side: Side,
  { status, rated, replied }: Turned,
): { turn: Turn; say: string } {
  if (status === "ended_early") return { turn: "stopped", say: "提前结束" };
  if (side === "official")
    return { turn: status === "accepted" ? "done" : "theirs", say: sayState(status) };
  const mine = side === "sme";
  if (status === "agreed")
    return mine ? { turn: "theirs", say: "等服务商开工" } : { turn: "yours", say: "等您开工" };
  if (status === "in_delivery")
    return mine ? { turn: "theirs", say: "服务商交付中" } : { turn: "yours", say: "等您交付" };
  if (status === "delivered")
    return mine ? { turn: "yours", say: "等您验收" } : { turn: "theirs", say: "等企业验收" };
  if (!rated)
    return mine
      ? { turn: "yours", say: "等您评价" }
      : { turn: "theirs", say: "已验收，等企业评价" };
  if (!mine && !replied) return { turn: "yours", say: "企业评价了，可以回复" };
  return { turn: "done", say: "已验收，已评价" };
}

/** What the list is called on each side, and to which desk it belongs. */
const boards = {
  sme: { label: "交付与验收", desk: desks.sme.href },
  provider: { label: "交付", desk: desks.provider.href },
  official: { label: "本地区的合作", desk: desks.authority.href },
} as const satisfies Record<Side, { label: string; desk: string }>;

/** The frame of whatever belongs to one engagement: its desk, and the way back up. */
export function placeOf(side: Side, engagement?: Pick<EngagementView, "id" | "requestTitle">) {
  const { label, desk } = boards[side];
  const trail = [
    ...(side === "official" ? [desks.authority] : []),
    { href: "/engagements", label },
    ...(engagement
      ? [
          {
            href: `/engagements/${engagement.id}`,
            label: beginning(engagement.requestTitle, 16, "…"),
          },
        ]
      : []),
  ];
  return { active: desk, above: <Breadcrumbs trail={trail} /> };
}

export type Row = EngagementView & { rated: boolean; replied: boolean };

const groups = [
  { turn: "yours", heading: "轮到您了" },
  { turn: "theirs", heading: "等对方" },
  { turn: "done", heading: "办完了" },
  { turn: "stopped", heading: "提前结束的" },
] as const;

/** All engagements of one side, those that wait for it first. */
export function BoardPage({
  frame,
  side,
  items,
  next,
  query,
}: {
  frame: Frame;
  side: Side;
  items: readonly Row[];
  next: string | null;
  query: EngagementQuery;
}) {
  const { status, after } = query;
  const params = { view: side, ...(status && { status }), ...limitIn(query) };
  const base = { href: "/engagements", params };
  const turned = items.map((row) => ({ row, ...turnFor(side, row) }));
  return (
    <Layout
      {...frame}
      title={boards[side].label}
      active={boards[side].desk}
      above={side === "official" ? <Breadcrumbs trail={[desks.authority]} /> : null}
    >
      {side === "sme" ? <FirmTabs current="/engagements" /> : null}
      {side === "provider" ? <ProviderTabs current="/engagements" /> : null}
      <PageHeader title={boards[side].label} />
      {items.length === 0 ? <NoneYet side={side} /> : null}
      {groups.map(({ turn, heading }) => {
        const own = turned.filter((one) => one.turn === turn);
        if (own.length === 0) return null;
        return (
          <section>
            <h2>
              {side === "official" && turn === "theirs" ? "正在做的" : heading}{" "}
              <span class="soft">{own.length}</span>
            </h2>
            <div class="cards">
              {own.map(({ row, say }) => (
                <EngagementCard {...{ row, side, turn, say }} />
              ))}
            </div>
          </section>
        );
      })}
      <Pager
        first={after ? hrefWith(base, {}) : undefined}
        next={next ? hrefWith(base, { after: next }) : undefined}
      />
    </Layout>
  );
}

function EngagementCard({
  row,
  side,
  turn,
  say,
}: {
  row: Row;
  side: Side;
  turn: Turn;
  say: string;
}) {
  return (
    <Card
      title={row.requestTitle}
      href={`/engagements/${row.id}`}
      aside={<StatusTag turn={turn}>{say}</StatusTag>}
      meta={
        <>
          <span>{side === "sme" ? row.providerName : row.organisationName}</span>
          <span>{sayMoney(row.totalFen)}</span>
          {row.dueOn ? (
            <span>
              约定 {sayDate(row.dueOn)}
              {row.overdue ? "，已超期" : ""}
            </span>
          ) : null}
        </>
      }
    />
  );
}

function NoneYet({ side }: { side: Side }) {
  if (side === "sme")
    return (
      <EmptyState title="还没有选定过服务商" action={{ href: "/requests", label: "看我的需求" }}>
        选定一家之后，开工、交付、验收都在这里。
      </EmptyState>
    );
  if (side === "official") return <EmptyState title="您管辖的地区还没有合作" />;
  return (
    <EmptyState title="还没有要交付的" action={{ href: "/leads", label: "看可以报价的需求" }}>
      企业选定您之后，约定和进度都在这里。
    </EmptyState>
  );
}
