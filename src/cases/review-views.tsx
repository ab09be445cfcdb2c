import { regionName } from "../taxonomy/regions.ts";
import {
  Breadcrumbs,
  Card,
  EmptyState,
  Notice,
  PageHeader,
  StatusTabs,
} from "../web/components.tsx";
import { CheckboxGroup } from "../web/choice-fields.tsx";
import { TextArea } from "../web/fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { hrefWith, limitIn } from "../web/links.ts";
import { Pager } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayAgo } from "../web/say.ts";
import { CaseBody, CaseState } from "./body.tsx";
import type { CaseReviewQuery, OwnCase } from "./own-schema.ts";

const home = "/official/cases";
const desk = { href: "/desk/official", label: "主管部门工作台" };
const tabs = [
  { status: "in_review", label: "待审核" },
  { status: "published", label: "已发布" },
  { status: "rejected", label: "未采用" },
] as const;

function hrefOf(
  { status, limit }: Pick<CaseReviewQuery, "status" | "limit">,
  after?: string,
): string {
  return hrefWith({ href: home, params: { status, ...limitIn({ limit }) } }, { after });
}

export function CaseQueuePage({
  frame,
  query,
  cases,
  next,
  place,
  now,
}: {
  frame: Frame;
  query: CaseReviewQuery;
  cases: readonly OwnCase[];
  next: string | null;
  place: string;
  now: Date;
}) {
  return (
    <Layout {...frame} title="案例审核" active={desk.href} above={<Breadcrumbs trail={[desk]} />}>
      <PageHeader title="案例审核" lead={regionName(place)} />
      <StatusTabs
        tabs={tabs}
        current={query.status}
        hrefOf={(status) => hrefOf({ ...query, status })}
      />
      {cases.length === 0 ? (
        <EmptyState title={query.status === "in_review" ? "没有等着审核的案例" : "这里还没有"}>
          服务商和企业送审的案例会出现在这里。
        </EmptyState>
      ) : null}
      <div class="cards">
        {cases.map((one) => (
          <Card
            title={one.title}
            href={`${home}/${one.id}`}
            level={2}
            aside={<CaseState status={one.status} />}
            meta={
              <>
                <span>{one.proposerName}推荐</span>
                <span>{one.origin === "engagement" ? "来自验收过的合作" : "单位推荐"}</span>
                <span>{sayAgo(one.updatedAt, now)}</span>
                {one.featured ? <span>首页案例</span> : null}
              </>
            }
          >
            <p>{one.summary}</p>
          </Card>
        ))}
      </div>
      <Pager
        first={query.after ? hrefOf(query) : undefined}
        next={next ? hrefOf(query, next) : undefined}
      />
    </Layout>
  );
}

type Props = { frame: Frame; found: OwnCase; form: FormState };
const labels = { note: "给对方的话", reason: "撤下的原因" };

export function CaseReviewPage({ frame, found, form }: Props) {
  const above = <Breadcrumbs trail={[desk, { href: home, label: "案例审核" }]} />;
  return (
    <Layout {...frame} title={found.title} active={desk.href} above={above} islands={["count"]}>
      <ErrorSummary form={form} labels={labels} />
      <PageHeader
        title={found.title}
        kicker={<CaseState status={found.status} />}
        lead={found.proposerName ? `${found.proposerName}推荐` : undefined}
      />
      {found.reviewNote ? <Notice title="上次的意见" text={found.reviewNote} /> : null}
      <CaseBody found={found} />
      {found.possible.includes("publish") ? <Verdict {...{ found, form }} /> : null}
      {found.status === "published" ? <Published {...{ found, form }} /> : null}
    </Layout>
  );
}

function Verdict({ found, form }: Pick<Props, "found" | "form">) {
  return (
    <form class="form judge-verdict" method="post" action={`${home}/${found.id}`} novalidate>
      <h2>决定</h2>
      <HiddenVersion version={found.version} />
      <TextArea
        name="note"
        label={labels.note}
        hint="退回和不采用时必填：哪里说不清、数据怎么补"
        rows={3}
        max={2000}
        form={form}
      />
      <CheckboxGroup
        name="featured"
        label="放到首页"
        optional
        options={[
          { value: "yes", label: "设为首页案例", hint: "前后数据清楚、同行看得懂的才放首页" },
        ]}
        form={form}
      />
      <div class="actions">
        <SubmitButton name="verdict" value="published" wait="正在发布…">
          发布案例
        </SubmitButton>
        <SubmitButton plain name="verdict" value="returned">
          退回修改
        </SubmitButton>
        <SubmitButton plain name="verdict" value="rejected">
          不采用
        </SubmitButton>
      </div>
    </form>
  );
}

function Published({ found, form }: Pick<Props, "found" | "form">) {
  return (
    <>
      <form class="actions" method="post" action={`${home}/${found.id}/feature`}>
        <a href={`/cases/${found.id}`}>看公开的页面</a>
        <SubmitButton plain name="featured" value={found.featured ? "no" : "yes"}>
          {found.featured ? "从首页案例里取下" : "设为首页案例"}
        </SubmitButton>
      </form>
      <form class="form" method="post" action={`${home}/${found.id}/withdraw`} novalidate>
        <TextArea name="reason" label={labels.reason} hint="推荐单位会看到" rows={2} form={form} />
        <SubmitButton plain>撤下这个案例</SubmitButton>
      </form>
    </>
  );
}
