import { categories } from "../taxonomy/categories.ts";
import { regionName } from "../taxonomy/regions.ts";
import { isScene, sceneName, scenes } from "../taxonomy/scenes.ts";
import { beginning } from "../text.ts";
import { Card, EmptyState, PageHeader, StatusTag } from "../web/components.tsx";
import { SelectField } from "../web/choice-fields.tsx";
import type { FormState } from "../web/form.tsx";
import { CategoryMark } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { hrefWith, limitIn } from "../web/links.ts";
import { Pager } from "../web/lists.tsx";
import { ProviderTabs } from "../web/desk-tabs.tsx";
import type { Frame } from "../web/page.tsx";
import { sayBand, sayCount, sayDay, sayDeadline } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import type { Lead } from "./lead-store.ts";

type Filter = { category?: string | undefined; scene?: string | undefined };

/** What a provider may answer, each with the reason why he sees it. */
export function LeadsPage({
  frame,
  items,
  next,
  filter,
  after,
  limit,
  applied,
  listed,
  now,
}: {
  frame: Frame;
  items: readonly Lead[];
  next: string | null;
  filter: Filter;
  after: string | undefined;
  limit: number;
  /** Before that there is nothing behind the other tabs. */
  applied: boolean;
  /** Only a listed provider may propose. */
  listed: boolean;
  now: Date;
}) {
  const base = { href: "/leads", params: limitIn({ limit }) };
  return (
    <Layout {...frame} title="可以报价的需求" active="/desk/provider">
      {applied ? <ProviderTabs current="/leads" /> : null}
      <PageHeader
        title="可以报价的需求"
        lead="邀请您的排在最前，然后是您的方案正好能做的，再后面是其他。"
      />
      {listed ? <FilterForm filter={filter} /> : null}
      {items.length === 0 ? <NoLeads {...{ filter, listed }} /> : null}
      <div class="cards">
        {items.map((lead) => (
          <LeadCard {...{ lead, now }} />
        ))}
      </div>
      <Pager
        first={after ? hrefWith(base, filter) : undefined}
        next={next ? hrefWith(base, { ...filter, after: next }) : undefined}
      />
    </Layout>
  );
}

function FilterForm({ filter }: { filter: Filter }) {
  const form: FormState = {
    values: { category: filter.category ?? "", scene: filter.scene ?? "" },
    errors: [],
  };
  return (
    <form class="filter-row" action="/leads">
      <SelectField
        name="category"
        label="类别"
        empty="全部"
        form={form}
        options={categories.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <SelectField
        name="scene"
        label="场景"
        empty="全部"
        form={form}
        options={scenes.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <button class="btn btn-plain" type="submit">
        只看这些
      </button>
    </form>
  );
}

function NoLeads({ filter, listed }: { filter: Filter; listed: boolean }) {
  if (!listed)
    return (
      <EmptyState title="入驻后才能报价" action={{ href: "/join", label: "看怎么入驻" }}>
        通过所在地主管部门核验后，您能看到所有正在征集报价的需求。
      </EmptyState>
    );
  if (filter.category || filter.scene)
    return (
      <EmptyState title="没有这样的需求" action={{ href: "/leads", label: "看全部需求" }}>
        换一个类别或场景试试。
      </EmptyState>
    );
  return (
    <EmptyState title="现在没有正在征集报价的需求">
      有企业发布或邀请您时，您会收到消息。方案写得越具体，企业越容易找到您。
    </EmptyState>
  );
}

function LeadCard({ lead, now }: { lead: Lead; now: Date }) {
  const mine = lead.ownStatus;
  const waits = mine === null || mine === "draft" || mine === "withdrawn";
  return (
    <Card
      level={2}
      title={lead.title}
      href={`/requests/${lead.id}`}
      aside={
        <StatusTag turn={waits ? (lead.invited ? "yours" : "theirs") : "done"}>
          {mine === null
            ? lead.invited
              ? "邀请您报价"
              : "可以报价"
            : `您的报价：${sayState(mine)}`}
        </StatusTag>
      }
      meta={
        <>
          {lead.category ? <CategoryMark code={lead.category} /> : null}
          <span>{lead.organisationName}</span>
          {lead.regionCode ? <span>{regionName(lead.regionCode, "short")}</span> : null}
          {lead.headcount === null ? null : <span>{sayCount(lead.headcount)} 人</span>}
          {lead.budgetMaxFen === null ? null : <span>预算 {sayBand(null, lead.budgetMaxFen)}</span>}
          {lead.wantedBy === null ? null : <span>希望 {sayDay(lead.wantedBy)}前用上</span>}
        </>
      }
    >
      <p class="break-words">{beginning(lead.text, 90, "…")}</p>
      {lead.closesAt ? (
        <p>
          截止 {sayDeadline(lead.closesAt, now)}。已有 {lead.proposalCount} 份报价。
        </p>
      ) : null}
      <p class="small">为什么给您看：{reasonOf(lead)}</p>
    </Card>
  );
}

function reasonOf({ invited, inviteReason, fitting, solutionName }: Lead): string {
  const names = fitting.map((code) => (isScene(code) ? sceneName(code) : code)).join("、");
  const fits = names ? `企业想管好${names}，您的“${solutionName ?? ""}”正是做这个的` : "";
  if (!invited) return fits || "正在征集报价，所有入驻的服务商都能看到";
  return [inviteReason ? `企业邀请了您：${inviteReason}` : "企业邀请了您", fits]
    .filter(Boolean)
    .join("；");
}
