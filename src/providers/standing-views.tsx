import { regionName } from "../taxonomy/regions.ts";
import {
  Breadcrumbs,
  Card,
  Details,
  EmptyState,
  Notice,
  PageHeader,
  StatusTag,
  StatusTabs,
} from "../web/components.tsx";
import { DateField, TextArea, TextField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { DataList, Pager } from "../web/lists.tsx";
import { hrefWith } from "../web/links.ts";
import type { Frame } from "../web/page.tsx";
import { sayDate, sayTime } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import type { StandingView } from "./standing-schema.ts";
import type { Standing } from "./standing-store.ts";

type Found = Standing & Pick<StandingView, "status" | "possible">;

const home = "/official/providers";
const desk = { href: "/desk/official", label: "主管部门工作台" };
const tabs = [
  { status: undefined, label: "全部" },
  { status: "listed", label: "已入驻" },
  { status: "suspended", label: "暂停服务" },
  { status: "imported", label: "公开资料收录" },
  { status: "removed", label: "已退出" },
] as const;

export function StandingsPage({
  frame,
  query,
  box,
  standings,
  next,
  place,
}: {
  frame: Frame;
  query: { q: string; status?: string | undefined; after?: string | undefined };
  box: FormState;
  standings: readonly Found[];
  next: string | null;
  place: string;
}) {
  const base = { href: home, params: query.q ? { q: query.q } : {} };
  const same = { status: query.status };
  return (
    <Layout {...frame} title="服务商名单" active={desk.href} above={<Breadcrumbs trail={[desk]} />}>
      <PageHeader title="服务商名单" lead={regionName(place)} />
      <form class="form find" action={home}>
        {query.status ? <input type="hidden" name="status" value={query.status} /> : null}
        <TextField name="q" label="按名称找" type="search" form={box} />
        <SubmitButton plain>搜索</SubmitButton>
      </form>
      <StatusTabs
        tabs={tabs}
        current={query.status}
        hrefOf={(status) => hrefWith(base, { status })}
      />
      {standings.length === 0 && box.errors.length === 0 ? (
        <EmptyState title={query.q ? "没有名称相符的服务商" : "这里还没有服务商"}>
          {query.q
            ? "换个短一点的名字，或者看看别的状态。"
            : "申请审核通过、或批量导入以后，会出现在这里。"}
        </EmptyState>
      ) : null}
      <StandingCards standings={standings} />
      <Pager
        first={query.after ? hrefWith(base, same) : undefined}
        next={next ? hrefWith(base, { ...same, after: next }) : undefined}
      />
    </Layout>
  );
}

function StandingCards({ standings }: { standings: readonly Found[] }) {
  return (
    <div class="cards">
      {standings.map((one) => (
        <Card
          title={one.name}
          href={`${home}/${one.id}`}
          level={2}
          aside={<State status={one.status} />}
          meta={
            <>
              <span>{one.legalName}</span>
              <span>{one.regionCode ? regionName(one.regionCode) : "地区未知"}</span>
              {one.validUntil ? <span>有效期到 {sayDate(one.validUntil)}</span> : null}
            </>
          }
        />
      ))}
    </div>
  );
}

function State({ status }: { status: Found["status"] }) {
  if (status === "listed") return <StatusTag turn="done">已入驻</StatusTag>;
  const turn = status === "suspended" || status === "removed" ? "stopped" : "theirs";
  return <StatusTag turn={turn}>{sayState(status)}</StatusTag>;
}

type Sent = { what: "suspend" | "lift" | "remove" } & FormState;

export function StandingPage({
  frame,
  found,
  solutions,
  sent,
}: {
  frame: Frame;
  found: Found;
  solutions: readonly { id: string; name: string }[];
  sent: Sent | undefined;
}) {
  const { id, name, status, possible } = found;
  const above = <Breadcrumbs trail={[desk, { href: home, label: "服务商名单" }]} />;
  const formOf = (what: Sent["what"]): FormState =>
    sent?.what === what ? sent : { values: {}, errors: [] };
  return (
    <Layout {...frame} title={name} active={desk.href} above={above}>
      <ErrorSummary
        form={sent ?? { values: {}, errors: [] }}
        labels={{ reason: "原因", until: "暂停到" }}
        idOf={(field) => `${sent?.what}-${field}`}
      />
      <PageHeader title={name} kicker={<State status={status} />} />
      <Facts found={found} />
      {solutions.length > 0 ? (
        <Details summary={`已发布的方案（${solutions.length} 个）`}>
          <ul class="plain-list">
            {solutions.map((one) => (
              <li>
                {one.name} <a href={`/solutions/${one.id}/tags`}>看系统读到的能力</a>
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
      {status === "suspended" ? <Suspended found={found} /> : null}
      {possible.includes("lift") ? (
        <>
          <h2>恢复服务</h2>
          <p>恢复后企业马上能搜到、能邀请。</p>
          <ActForm {...{ id, what: "lift", form: formOf("lift") }} submit="恢复服务" />
        </>
      ) : null}
      {possible.includes("suspend") ? (
        <Details summary="暂停服务" open={sent?.what === "suspend"}>
          <p>暂停后马上搜不到，不能被邀请，已经交的报价也不能被选定；正在做的合作不受影响。</p>
          <ActForm {...{ id, what: "suspend", form: formOf("suspend") }} submit="暂停服务" until />
        </Details>
      ) : null}
      {possible.includes("remove") ? (
        <Details summary="移出名单" open={sent?.what === "remove"}>
          <p>移出后页面不再公开。对方可以重新申请，由您再审核。</p>
          <ActForm {...{ id, what: "remove", form: formOf("remove") }} submit="移出名单" />
        </Details>
      ) : null}
    </Layout>
  );
}

function Facts({ found }: { found: Found }) {
  const { id, legalName, uscc, regionCode, batchNo, listedAt, validUntil, status } = found;
  const open = status !== "removed";
  return (
    <>
      <DataList
        rows={[
          { label: "单位全称", value: legalName },
          { label: "统一社会信用代码", value: uscc },
          { label: "所在地区", value: regionCode && regionName(regionCode) },
          { label: "批次", value: batchNo },
          { label: "入驻日期", value: listedAt && sayDate(listedAt) },
          { label: "有效期到", value: validUntil && sayDate(validUntil) },
          ...(open ? [] : [{ label: "移出原因", value: found.removedReason }]),
        ]}
      />
      <p class="actions">
        {open ? <a href={`/providers/${id}`}>看公开的页面</a> : null}
        <a href={`/official/audit?thing=${id}`}>看变动记录</a>
      </p>
    </>
  );
}

function Suspended({ found }: { found: Found }) {
  const { suspendedReason, suspendedUntil } = found;
  const end = suspendedUntil ? `到 ${sayTime(suspendedUntil)} 自动恢复。` : "没有设期限。";
  return <Notice tone="yours" title="暂停服务中" text={`${suspendedReason}。${end}`} />;
}

function ActForm({
  id,
  what,
  form,
  submit,
  until,
}: {
  id: string;
  what: Sent["what"];
  form: FormState;
  submit: string;
  until?: boolean;
}) {
  return (
    <form class="form" method="post" action={`${home}/${id}/${what}`} novalidate>
      <TextArea
        name="reason"
        id={`${what}-reason`}
        label="原因"
        hint="服务商会看到，也会留在记录里"
        rows={3}
        form={form}
      />
      {until ? (
        <DateField
          name="until"
          id={`${what}-until`}
          label="暂停到"
          hint="到这一天结束时自动恢复；不填就等您来恢复"
          optional
          form={form}
        />
      ) : null}
      <SubmitButton plain={what !== "lift"}>{submit}</SubmitButton>
    </form>
  );
}
