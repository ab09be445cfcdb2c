import { Breadcrumbs, Details, Notice, PageHeader, StatusTag } from "../web/components.tsx";
import { HiddenVersion, SubmitButton } from "../web/form.tsx";
import { LongText } from "../web/long-text.tsx";
import { Layout } from "../web/layout.tsx";
import { type Task, TaskList } from "../web/lists.tsx";
import type { Frame, Values } from "../web/page.tsx";
import { Typed } from "../web/typed.tsx";
import { sayDate } from "../web/say.ts";
import { Section } from "../web/section.tsx";
import { solutionLabels } from "../solutions/complete.ts";
import type { OwnSolution } from "../solutions/own-schema.ts";
import { promisedDays } from "./criteria.ts";
import { proofRows } from "./form-values.ts";
import { DecisionHistory } from "./history.tsx";
import { EvidenceOf } from "./evidence.tsx";
import type { ApplicationView } from "./schema.ts";
import { type FieldName, fieldLabels, type SectionCode, sectionNames } from "./sections.ts";
import { Held, isBarred } from "./held.tsx";
import { remarkOn } from "./section-views.tsx";

const trail = [{ href: "/desk/provider", label: "服务商工作台" }];

/** Before the first step: what will be asked, and the one button. */
export function BeginPage({ frame, name }: { frame: Frame; name: string }) {
  return (
    <Layout {...frame} title="申请入驻" above={<Breadcrumbs trail={trail} />}>
      <PageHeader
        title="申请入驻"
        lead={`通过审核后，企业能搜到“${name}”的方案，邀请您报价。不收费。`}
      />
      <ul class="plain-list">
        <li>要填：单位信息、服务能力、至少一个方案、三条承诺；案例和资质有就写。</li>
        <li>随填随存，可以分几次填完，也可以请同事一起填。</li>
        <li>
          送审后 {promisedDays} 个自然日内有结果。<a href="/join">看审核标准</a>
        </li>
      </ul>
      <form method="post" action="/desk/provider/application">
        <SubmitButton wait="正在准备申请…">开始申请</SubmitButton>
      </form>
    </Layout>
  );
}

type Props = {
  frame: Frame;
  application: ApplicationView;
  solutions: readonly OwnSolution[];
  /** What was written into a part that is closed since. */
  typed?: Values | undefined;
};

export function ApplicationPage({ frame, application, solutions, typed }: Props) {
  const { status, decisions } = application;
  const mayWrite = application.possible.includes("submit");
  return (
    <Layout {...frame} title="申请入驻" above={<Breadcrumbs trail={trail} />}>
      <PageHeader title="申请入驻" lead={application.name} />
      {typed ? <Typed values={typed} labels={typedLabels} /> : null}
      <Standing {...{ application }} />
      {mayWrite ? <Held application={application} /> : null}
      {application.claims && mayWrite ? <Claim {...application.claims} /> : null}
      {mayWrite ? <TaskList tasks={tasksOf(application, solutions)} /> : null}
      {mayWrite ? <Submit application={application} /> : null}
      <Details summary="审核人员会看到的内容">
        {application.sections.map(({ code }) => (
          <Section id={`see-${code}`} title={sectionNames[code]}>
            <EvidenceOf {...{ section: code, application, solutions }} />
          </Section>
        ))}
      </Details>
      <DecisionHistory decisions={decisions} />
      {status === "rejected" ? (
        <form class="actions" method="post" action="/desk/provider/application">
          <SubmitButton>重新申请</SubmitButton>
        </form>
      ) : null}
    </Layout>
  );
}

const typedLabels: Readonly<Record<string, string>> = {
  ...fieldLabels,
  ...Object.fromEntries(
    Array.from({ length: proofRows }, (_, at) => [
      [`proof.${at}.title`, `案例或资质 ${at + 1}`],
      [`proof.${at}.detail`, `说明 ${at + 1}`],
      [`proof.${at}.url`, `链接 ${at + 1}`],
    ]).flat(),
  ),
};

function Standing({ application }: { application: ApplicationView }) {
  const { status, decisions, submittedAt, batchNo, validUntil } = application;
  const note = decisions.at(-1)?.note ?? "";
  if (status === "submitted" && submittedAt)
    return (
      <Notice tone="info" title="等主管部门审核">
        <p>
          {sayDate(submittedAt)}送审，{sayDate(submittedAt.getTime() + promisedDays * 86_400_000)}
          前会有结果。审核期间不能修改。
        </p>
      </Notice>
    );
  if (status === "returned")
    return (
      <Notice tone="yours" title="退回修改，等您改好再送审">
        <LongText text={note} />
        <p>标着“需要修改”的部分改好就行，其余已经通过。</p>
      </Notice>
    );
  if (status === "rejected")
    return (
      <Notice tone="error" title="这次没有通过">
        <LongText text={note} />
      </Notice>
    );
  if (status === "listed")
    return (
      <Notice tone="success" title="已通过，正在名单上">
        <p>
          批次 {batchNo}，有效期到 {validUntil ? sayDate(validUntil) : "—"}。
          <a href={`/providers/${application.providerId}`}>看企业看到的页面</a>
        </p>
      </Notice>
    );
  return (
    <p>
      <StatusTag turn="yours">草稿，等您填完送审</StatusTag>
    </p>
  );
}

function Claim({ id, name }: { id: string; name: string }) {
  return (
    <Notice tone="info" title="公开资料里已经有您的单位">
      <p>
        <a href={`/providers/${id}`}>{name}</a>
        ：审核通过后这一条会归到您名下，上面的方案和案例由您接着维护，不会重复。
      </p>
    </Notice>
  );
}

function tasksOf(application: ApplicationView, solutions: readonly OwnSolution[]): Task[] {
  return application.sections.map(({ code, state, missing, open }): Task => {
    const label = code === "proof" ? `${sectionNames[code]}（可不填）` : sectionNames[code];
    if (!open) return { label, state: "done", hint: "已通过，不用再改" };
    const href =
      code === "solutions" ? "/desk/provider/solutions" : `/desk/provider/application/${code}`;
    const remark = remarkOn(code, application);
    if (remark) return { label, href, state: "returned", hint: remark };
    if (code === "proof" && application.proof.length === 0)
      return { label, href, state: "optional", hint: "没有就空着，不影响送审" };
    const words = { not_started: "todo", incomplete: "partial", complete: "done" } as const;
    return { label, href, state: words[state], hint: hintOf(code, missing, solutions) };
  });
}

/** What is missing, by the names that stand on the forms. */
function hintOf(
  code: SectionCode,
  missing: readonly string[],
  solutions: readonly OwnSolution[],
): string | undefined {
  if (code === "declarations" && missing.length > 0) return `还有 ${missing.length} 条没有承诺`;
  if (code === "solutions" && missing.length > 0) {
    const [first] = solutions;
    if (!first) return "至少写一个方案";
    return `“${first.name}”还缺：${sayFields(first.missing)}`;
  }
  const named = missing.filter(isField).map((name) => fieldLabels[name]);
  return named.length > 0 ? `还缺：${named.join("、")}` : undefined;
}

export function sayFields(names: readonly string[]): string {
  return names.map((name) => (name === "oneOffFen" ? "价格" : (labels[name] ?? name))).join("、");
}
const labels: Readonly<Record<string, string>> = solutionLabels;

function isField(name: string): name is FieldName {
  return Object.hasOwn(fieldLabels, name);
}

/** Nothing to press before everything is there. */
function Submit({ application }: { application: ApplicationView }) {
  const open = application.sections.filter(({ missing }) => missing.length > 0);
  if (open.length > 0)
    return (
      <p class="soft">
        还差 {open.length} 部分：{open.map(({ code }) => sectionNames[code]).join("、")}
        。填好后这里会出现送审按钮。
      </p>
    );
  if (isBarred(application)) return <p class="soft">代码的事办好后，这里会出现送审按钮。</p>;
  return (
    <form class="actions" method="post" action="/desk/provider/application/submit">
      <HiddenVersion version={application.version} />
      <SubmitButton wait="正在送审…">
        {application.status === "returned" ? "改好了，再次送审" : "送审"}
      </SubmitButton>
      <span class="soft">送审后不能再改，直到有结果。</span>
    </form>
  );
}
