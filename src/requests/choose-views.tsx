import type { Child } from "hono/jsx";
import { firstYearFen, type ProposalView, stands } from "../proposals/schema.ts";
import { beginning } from "../text.ts";
import { Breadcrumbs, Details, EmptyState, PageHeader } from "../web/components.tsx";
import { SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { Table } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayDeadline, sayMoney, sayTime, sayYuan } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import type { RequestView } from "./schema.ts";
import { Prose, RuledOutList } from "./views.tsx";

export const trailOf = ({ id, title }: RequestView) => [
  { href: "/requests", label: "我的需求" },
  { href: `/requests/${id}`, label: beginning(title, 16, "…") },
];

const costs = [
  ["一次性费用", "oneOffFen", 1],
  ["三年年费", "yearlyFen", 3],
  ["实施", "implementationFen", 1],
  ["培训", "trainingFen", 1],
  ["接口", "interfacesFen", 1],
  ["退出", "exitFen", 1],
  ["三年合计", "threeYearFen", 1],
] as const;

/** Proposals side by side over three years; in each row the one least and the one most is said. */
export function ComparePage({
  frame,
  request,
  items,
  hidden,
  now,
}: {
  frame: Frame;
  request: RequestView;
  items: readonly ProposalView[];
  /** How many there are, where they may not be read yet. */
  hidden: number;
  now: Date;
}) {
  const ruledOut = items.filter(({ status }) => status === "disqualified");
  const compared = items.filter((one) => !ruledOut.includes(one));
  return (
    <Layout
      {...frame}
      title={`比较报价：${request.title}`}
      active="/requests"
      wide
      above={<Breadcrumbs trail={trailOf(request)} />}
    >
      <p class="print-only">
        {request.title}（{sayTime(now)}）
      </p>
      <PageHeader
        title="比较报价"
        lead={
          compared.length > 0
            ? `${compared.length} 份报价，按三年总花费从低到高排。${request.budgetMaxFen === null ? "" : `您的预算上限是 ${sayMoney(request.budgetMaxFen)}。`}`
            : undefined
        }
      />
      <RuledOutList items={ruledOut} />
      {compared.length === 0 ? (
        <NothingToCompare {...{ request, hidden, now }} isEmpty={items.length === 0} />
      ) : null}
      {compared.length > 0 ? (
        <>
          <CompareTable {...{ request, items: compared }} />
          <h2>各家怎么做</h2>
          {compared.map((one) => (
            <Details summary={one.providerName}>
              <Prose text={`${one.summary}\n\n${one.plan}`} />
              <p class="mt-2">
                <a href={`/proposals/${one.id}`}>看这份报价的全文</a>
              </p>
            </Details>
          ))}
        </>
      ) : null}
      {request.status === "evaluating" ? (
        <p class="actions">
          <a href={`/requests/${request.id}/reject-all`}>都不合适</a>
        </p>
      ) : null}
    </Layout>
  );
}

function NothingToCompare({
  request,
  hidden,
  isEmpty,
  now,
}: {
  request: RequestView;
  hidden: number;
  isEmpty: boolean;
  now: Date;
}) {
  const action = { href: `/requests/${request.id}`, label: "回到这条需求" };
  if (hidden > 0)
    return (
      <EmptyState title={`已收到 ${hidden} 份报价，现在还不能看`} action={action}>
        您选的是截止后一起看，对各家公平。
        {request.closesAt ? `截止 ${sayDeadline(request.closesAt, now)}。` : ""}
      </EmptyState>
    );
  if (!isEmpty) return <EmptyState title="没有能选的报价了" action={action} />;
  return (
    <EmptyState title="还没有报价" action={action}>
      服务商通常在两天内报价，您也可以主动邀请几家。
    </EmptyState>
  );
}

function CompareTable({
  request,
  items,
}: {
  request: RequestView;
  items: readonly ProposalView[];
}) {
  const costRows = costs.map(([label, name, times]): Child[] => {
    const amounts = items.map((one) => one[name] * times);
    return [label, ...amounts.map((fen) => <Amount fen={fen} all={amounts} />)];
  });
  const firstYears = items.map(firstYearFen);
  const weeks = items.flatMap((one) => one.weeks ?? []);
  return (
    <div class="compare">
      <Table
        caption="三年总花费（元）"
        columns={[
          { label: "项目" },
          ...items.map(({ providerName }) => ({ label: shortName(providerName), number: true })),
        ]}
        rows={[
          ...costRows,
          [
            "其中第一年",
            ...firstYears.map((fen) => (
              <>
                <Amount fen={fen} all={firstYears} />
                {isOver(fen, request) ? <span class="compare-over">超出预算</span> : null}
              </>
            )),
          ],
          [
            "多久用上",
            ...items.map((one) => (
              <Marked value={one.weeks} all={weeks} least="最快" most="最慢">
                {one.weeks === null ? "没有说" : one.weeks === 0 ? "当周" : `${one.weeks} 周`}
              </Marked>
            )),
          ],
          ["用什么", ...items.map((one) => one.solutionName)],
          ["状态", ...items.map((one) => stateOf(one))],
          ...(request.status === "evaluating"
            ? [["选哪家", ...items.map((one) => <Choice {...{ request, one }} />)]]
            : []),
        ]}
      />
    </div>
  );
}

/** Matching too takes a budget for what the first year may cost. */
function isOver(fen: number, { budgetMaxFen }: RequestView): boolean {
  return budgetMaxFen !== null && fen > budgetMaxFen;
}

function stateOf({ status, providerStatus }: ProposalView): string {
  return providerStatus === "listed"
    ? sayState(status)
    : `${sayState(status)}（服务商已${sayState(providerStatus)}，不能选定）`;
}

function Amount({ fen, all }: { fen: number; all: readonly number[] }) {
  return (
    <Marked value={fen} all={all} least="最低" most="最高">
      {fen === 0 ? "0" : sayYuan(fen)}
    </Marked>
  );
}

/** Who alone is the least or the most of a row gets a word for it; several who are equal do not. */
function Marked({
  value,
  all,
  least,
  most,
  children,
}: {
  value: number | null;
  all: readonly number[];
  least: string;
  most: string;
  children: Child;
}) {
  const isEqual = all.every((other) => other === value);
  if (value === null || isEqual) return <span class="soft">{children}</span>;
  const isAlone = all.filter((other) => other === value).length === 1;
  if (isAlone && value === Math.min(...all))
    return (
      <>
        <strong>{children}</strong>
        <span class="compare-least">{least}</span>
      </>
    );
  if (isAlone && value === Math.max(...all))
    return (
      <>
        {children}
        <span class="compare-most">{most}</span>
      </>
    );
  return <>{children}</>;
}

function Choice({ request, one }: { request: RequestView; one: ProposalView }) {
  if (one.providerStatus !== "listed" || !stands(one)) return <span class="soft">不能选定</span>;
  return (
    <div class="compare-choice">
      <a class="btn" href={`/requests/${request.id}/award?proposal=${one.id}`}>
        选这家<span class="sr-only">：{one.providerName}</span>
      </a>
      {one.status === "submitted" ? (
        <form method="post" action={`/proposals/${one.id}/shortlist`}>
          <SubmitButton plain wait="正在保存…">
            标为入围
          </SubmitButton>
        </form>
      ) : null}
    </div>
  );
}

/** At the head of a column; the whole name stands below, where each says how it would do it. */
function shortName(name: string): string {
  const signs = Array.from(name);
  return signs.length > 20 ? `${signs.slice(0, 18).join("")}…` : name;
}
