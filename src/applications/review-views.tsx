import type { OwnSolution } from "../solutions/own-schema.ts";
import { regionName } from "../taxonomy/regions.ts";
import {
  Breadcrumbs,
  Card,
  EmptyState,
  Notice,
  PageHeader,
  StatusTag,
  Tabs,
} from "../web/components.tsx";
import { RadioGroup } from "../web/choice-fields.tsx";
import { TextArea, TextField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { hrefWith, limitIn } from "../web/links.ts";
import { Pager } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { Typed } from "../web/typed.tsx";
import { sayAgo, sayDate } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import type { Look } from "./look-store.ts";
import { criteria, promisedDays } from "./criteria.ts";
import { EvidenceOf } from "./evidence.tsx";
import { DecisionHistory } from "./history.tsx";
import type { ApplicationView, Queued, ReviewQuery } from "./schema.ts";

const trail = [{ href: "/desk/official", label: "主管部门工作台" }];
const home = "/official/applications";
const tabs = [
  { status: "submitted", label: "待审核" },
  { status: "returned", label: "等对方修改" },
  { status: "listed", label: "已入驻" },
  { status: "rejected", label: "未通过" },
] as const;

function hrefOf({ status, limit }: Pick<ReviewQuery, "status" | "limit">, after?: string): string {
  return hrefWith({ href: home, params: { status, ...limitIn({ limit }) } }, { after });
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
      above={<Breadcrumbs trail={trail} />}
    >
      <PageHeader title="入驻审核" lead={`${regionName(place)} · 等得最久的排在前面`} />
      <Tabs
        label="按状态看"
        items={tabs.map(({ status, label }) => ({
          href: hrefOf({ ...query, status }),
          label,
          current: status === query.status,
        }))}
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
      href={`${home}/${id}`}
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
function Clock({ since, now }: { since: Date; now: Date }) {
  const left = Math.ceil((since.getTime() + promisedDays * dayMs - now.getTime()) / dayMs);
  if (left <= 0) return <StatusTag turn="yours">已超过承诺 {1 - left} 天</StatusTag>;
  return <StatusTag turn="yours">等您审核 · 还剩 {left} 天</StatusTag>;
}

type ReviewProps = {
  frame: Frame;
  application: ApplicationView;
  solutions: readonly OwnSolution[];
  form: FormState;
  /** The others who have it before them. */
  looks: readonly Look[];
  now: Date;
};

const labels: Record<string, string> = Object.fromEntries([
  ...criteria.flatMap(({ code, name }) => [
    [`notes.${code}`, `${name}的意见`],
    [`criteria.${code}`, name],
  ]),
  ["note", "给申请单位的话"],
  ["verdict", "给申请单位的话"],
  ["batchNo", "批次"],
]);

/** Criterion left, evidence right, the note below it; everything in the order of the keyboard. */
export function ReviewPage({ frame, application, solutions, form, looks, now }: ReviewProps) {
  const { id, name, status, submittedAt, claims, decisions } = application;
  const open = application.possible.includes("list");
  const above = <Breadcrumbs trail={[...trail, { href: home, label: "入驻审核" }]} />;
  return (
    <Layout {...frame} title={name} active="/desk/official" wide above={above}>
      <ErrorSummary form={form} labels={labels} />
      <PageHeader
        title={name}
        kicker={regionName(application.regionCode ?? "000000")}
        lead={submittedAt ? `${sayDate(submittedAt)}送审` : undefined}
      />
      <p>
        {open && submittedAt ? <Clock since={submittedAt} now={now} /> : null}
        {open ? null : <StatusTag turn="done">{sayState(status)}</StatusTag>}
      </p>
      {open ? <Looks {...{ looks, now }} /> : <Typed values={form.values} labels={typedLabels} />}
      {claims ? (
        <Notice tone="info" title="认领">
          <p>
            名称或代码与公开资料收录的 <a href={`/providers/${claims.id}`}>{claims.name}</a>{" "}
            相同。通过后归到这家单位名下。
          </p>
        </Notice>
      ) : null}
      <DecisionHistory decisions={decisions} />
      {open ? (
        <form method="post" action={`${home}/${id}`} novalidate data-autosave={`review-${id}`}>
          <HiddenVersion version={application.version} />
          <Criteria {...{ application, solutions, form }} />
          <Verdict form={form} />
        </form>
      ) : (
        <Criteria {...{ application, solutions, form }} closed />
      )}
    </Layout>
  );
}

const typedLabels = Object.fromEntries(
  Object.entries(labels).filter(([name]) => name.startsWith("notes.") || name === "note"),
);

/** Who decides first has decided; so that two do not judge the same one unaware. */
function Looks({ looks, now }: { looks: readonly Look[]; now: Date }) {
  if (looks.length === 0) return <p class="soft">最近一天没有别人打开过这份申请。</p>;
  return (
    <Notice tone="info" title="还有人在看这份申请">
      <ul class="plain-list">
        {looks.map(({ name, authorityName, firstAt, lastAt }) => (
          <li>
            {name}（{authorityName}）{sayAgo(firstAt, now)}打开
            {lastAt.getTime() > firstAt.getTime() ? `，${sayAgo(lastAt, now)}还看过` : ""}
          </li>
        ))}
      </ul>
      <p>先做决定的为准，另一位会看到已经有了决定。动手前最好打个招呼。</p>
    </Notice>
  );
}

function Criteria({
  application,
  solutions,
  form,
  closed,
}: Pick<ReviewProps, "application" | "solutions" | "form"> & { closed?: boolean }) {
  return (
    <>
      {criteria.map(({ code, section, name, question }) => (
        <section class="judge" aria-labelledby={`judge-${code}`}>
          <div>
            <h2 id={`judge-${code}`}>{name}</h2>
            <p>{question}</p>
          </div>
          <div class="judge-evidence">
            <h3>申请单位的材料</h3>
            <EvidenceOf {...{ section, application, solutions }} />
          </div>
          {closed ? null : (
            <div class="judge-answer">
              <RadioGroup
                name={`criteria.${code}`}
                label="符合吗"
                inline
                options={[
                  { value: "yes", label: "符合" },
                  { value: "no", label: "不符合" },
                ]}
                form={form}
              />
              <TextArea
                name={`notes.${code}`}
                label="意见"
                hint="不符合时必填，申请单位会看到"
                rows={2}
                optional
                form={form}
              />
            </div>
          )}
        </section>
      ))}
    </>
  );
}

function Verdict({ form }: { form: FormState }) {
  return (
    <section class="judge-verdict" aria-labelledby="verdict-title">
      <h2 id="verdict-title">决定</h2>
      <TextArea
        name="note"
        label="给申请单位的话"
        hint="退回和不予入驻时必填：说明原因、怎么改、可以怎样申诉"
        rows={4}
        max={2000}
        form={form}
      />
      <TextField
        name="batchNo"
        label="批次"
        hint="通过时写在名单上；不填就用当月，例如 2026-11"
        size="short"
        optional
        form={form}
      />
      <div class="actions">
        <SubmitButton name="verdict" value="listed" wait="正在列入名单…">
          通过，列入名单
        </SubmitButton>
        <SubmitButton plain name="verdict" value="returned" wait="正在退回…">
          退回修改
        </SubmitButton>
        <SubmitButton plain name="verdict" value="rejected" wait="正在保存决定…">
          不予入驻
        </SubmitButton>
      </div>
      <p class="soft">
        列入名单后三年有效，企业马上能搜到。每个决定都留有记录，申请单位会收到消息。
      </p>
    </section>
  );
}
