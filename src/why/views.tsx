import type { Capability } from "../matching/lexicon-schema.ts";
import type { Lead } from "../requests/lead-store.ts";
import type { OwnSolutionRow } from "../solutions/own-store.ts";
import { deployments } from "../taxonomy/deployments.ts";
import { scenes } from "../taxonomy/scenes.ts";
import { industryOptions, regionOptions } from "../web/choices.ts";
import { Breadcrumbs, Details, Notice, PageHeader } from "../web/components.tsx";
import { SelectField } from "../web/choice-fields.tsx";
import { MoneyField, TextField } from "../web/fields.tsx";
import { Bar, tidy } from "../web/figures.tsx";
import { ErrorSummary, type FormState, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import type { WhyPart, WhyView } from "./schema.ts";

type Props = {
  frame: Frame;
  own: OwnSolutionRow;
  capabilities: readonly Capability[];
  leads: readonly Lead[];
  form: FormState;
  found?: WhyView;
};

const labels = {
  capability: "要解决什么",
  scene: "场景",
  regionCode: "对方在哪里",
  industryCode: "对方是什么行业",
  deployment: "对方要的安装方式",
  headcount: "对方有多少人",
  budget: "对方的预算",
  request: "或者一条公开的需求",
};

export function WhyPage({ frame, own, capabilities, leads, form, found }: Props) {
  const trail = [{ href: `/desk/provider/solutions/${own.id}`, label: own.name }];
  return (
    <Layout
      {...frame}
      title={`排第几、差在哪：${own.name}`}
      active="/desk/provider"
      islands={["money"]}
      above={<Breadcrumbs trail={trail} />}
    >
      <ErrorSummary form={form} labels={labels} />
      <PageHeader
        title="在一类需求里排第几、差在哪"
        lead="按公开的规则算给您看。只看得到自己的方案，看不到别家的。"
      />
      {found ? <Found found={found} solutionId={own.id} /> : null}
      {found ? (
        <Details summary="换一类需求看看">
          <AskForm {...{ own, capabilities, leads, form }} />
        </Details>
      ) : (
        <AskForm {...{ own, capabilities, leads, form }} />
      )}
    </Layout>
  );
}

function AskForm({
  own,
  capabilities,
  leads,
  form,
}: Pick<Props, "own" | "capabilities" | "leads" | "form">) {
  // An address may name it by its code.
  const named = capabilities.find(({ code }) => code === form.values["capability"])?.name;
  const values = named === undefined ? form.values : { ...form.values, capability: named };
  const shown = { ...form, values };
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], form: shown });
  return (
    <form class="form" action={`/solutions/${own.id}/why`}>
      <TextField
        {...field("capability")}
        hint="写几个字，从提示里选一项，例如 扫码报工。不写，就请选一个场景"
        offered={capabilities.map(({ name }) => name)}
      />
      <SelectField
        {...field("scene")}
        empty="不指定"
        options={scenes.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <SelectField {...field("regionCode")} optional empty="不指定" options={regionOptions} />
      <SelectField {...field("industryCode")} optional empty="不指定" options={industryOptions} />
      <SelectField
        {...field("deployment")}
        optional
        empty="不指定"
        options={deployments.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextField {...field("headcount")} optional inputmode="numeric" size="short" />
      <MoneyField {...field("budget")} most optional />
      {leads.length > 0 ? (
        <SelectField
          {...field("request")}
          hint="选了它，上面几项就不看了"
          optional
          empty="不选"
          options={leads.map(({ id, title }) => ({ value: id, label: title }))}
        />
      ) : null}
      <SubmitButton wait="正在比对…">看看排第几</SubmitButton>
    </form>
  );
}

function Found({ found, solutionId }: { found: WhyView; solutionId: string }) {
  const { asked, offMarket, blocked, parts, score } = found;
  if (offMarket)
    return (
      <Notice tone="yours" title={asked} text={`${offMarket}。`}>
        <p>
          <a href={`/desk/provider/solutions/${solutionId}`}>去看这个方案</a>
        </p>
      </Notice>
    );
  const mends = parts.flatMap(({ mend, name, most, points }) =>
    mend === null ? [] : [{ mend, name, lost: most - points }],
  );
  return (
    <section aria-labelledby="found">
      <h2 id="found">{asked}</h2>
      <p class="lead">{sayPlace(found)}</p>
      {blocked ? (
        <Notice tone="error" title={`被列为不合适：${blocked.detail}`} text={`${blocked.mend}。`} />
      ) : null}
      {score === null ? null : <Bar score={score} parts={parts.map(toBar)} />}
      <h3>可以改的</h3>
      {mends.length === 0 ? (
        <p>没有明显要改的。</p>
      ) : (
        <ul class="plain-list">
          {mends.map(({ mend, name, lost }) => (
            <li>
              {mend}。
              <span class="soft">
                （{name}，还差 {tidy(lost)} 分）
              </span>
            </li>
          ))}
        </ul>
      )}
      <p class="actions">
        <a class="btn" href={`/desk/provider/solutions/${solutionId}`}>
          去改方案
        </a>
        <a href={`/solutions/${solutionId}/tags`}>更正读到的能力</a>
        <a href="/ranking">看排序规则</a>
      </p>
    </section>
  );
}

function sayPlace({ place, of, isShown, blocked }: WhyView): string {
  if (isShown && place !== null)
    return of === 1 ? "推荐的只有您这一个方案。" : `排在第 ${place}，一共推荐 ${of} 个方案。`;
  if (blocked) return `没有推荐，因为有一条硬条件不合。一共推荐 ${of} 个方案。`;
  return `没有推荐：和这类需求对得上的太少。一共推荐 ${of} 个方案。`;
}

function toBar({ name, points, most, detail }: WhyPart) {
  return { label: `${name}（最多 ${most} 分）`, points, detail };
}
