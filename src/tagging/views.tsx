import type { Capability } from "../matching/lexicon-schema.ts";
import { sayScene } from "../web/catalogue.tsx";
import { Breadcrumbs, EmptyState, Notice, PageHeader } from "../web/components.tsx";
import { SelectField } from "../web/choice-fields.tsx";
import { TextArea } from "../web/fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { Table } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayDate } from "../web/say.ts";
import type { TagsView, TagView } from "./schema.ts";
import type { Side } from "./service.ts";

type Props = {
  frame: Frame;
  side: Side;
  view: TagsView;
  form: FormState;
  capabilities: readonly Capability[];
};

export function TagsPage({ frame, side, view, form, capabilities }: Props) {
  const { solution, version } = view;
  const own = side.as === "provider";
  const above = own
    ? { href: `/desk/provider/solutions/${solution.id}`, label: solution.name }
    : { href: `/solutions/${solution.id}`, label: solution.name };
  return (
    <Layout
      {...frame}
      title={`读到的能力：${solution.name}`}
      active={own ? "/desk/provider" : "/desk/official"}
      above={<Breadcrumbs trail={[above]} />}
    >
      <ErrorSummary
        form={form}
        labels={{ add: "加上一种能力", reason: "为什么", remove: "去掉" }}
      />
      <PageHeader
        title="系统读到这个方案能做什么"
        lead="推荐靠它。读得不对可以更正：更正会留下记录，以后重读文字也不会改回去。"
      />
      {own ? (
        <Notice tone="info">
          <p>
            文字里写明白的，比手工加上的更管用。
            <a href={`/solutions/${solution.id}/why`}>看看在一类需求里排第几、差在哪</a>
          </p>
        </Notice>
      ) : null}
      <form class="form" method="post" action={`/solutions/${solution.id}/tags`} novalidate>
        <HiddenVersion version={version} />
        <Tables view={view} />
        <SelectField
          name="add"
          label="加上一种能力"
          form={form}
          optional
          empty="不加"
          options={optionsOf(capabilities, view)}
        />
        <TextArea
          name="reason"
          label="为什么"
          hint={own ? "主管部门会看到" : "服务商会看到，也会留在记录里"}
          rows={3}
          form={form}
        />
        <SubmitButton>更正</SubmitButton>
      </form>
    </Layout>
  );
}

function Tables({ view: { tags, removed } }: Pick<Props, "view">) {
  return (
    <>
      {tags.length === 0 ? (
        <EmptyState title="还没有读到能力">简介里写清楚解决什么问题，保存后会再读一遍。</EmptyState>
      ) : (
        <Table
          caption="读到的能力"
          columns={[{ label: "能力" }, { label: "更正" }]}
          rows={tags.map((tag) => [<Named tag={tag} />, <Tick tag={tag} />])}
        />
      )}
      {removed.length > 0 ? (
        <Table
          caption="已经去掉的"
          columns={[{ label: "能力" }, { label: "更正" }]}
          rows={removed.map((tag) => [<Named tag={tag} />, <Tick tag={tag} />])}
        />
      ) : null}
    </>
  );
}

function Named({ tag }: { tag: TagView }) {
  const { name, strength } = tag;
  const facts = [strength === null ? "" : sayStrength(strength), saySource(tag)];
  return (
    <>
      {name}
      <br />
      <span class="soft small">{facts.filter((fact) => fact !== "").join(" · ")}</span>
    </>
  );
}

function sayStrength(strength: number): string {
  if (strength >= 0.6) return "主要做这个";
  return strength >= 0.35 ? "也做这个" : "沾一点边";
}

function saySource({ correction }: TagView): string {
  if (!correction) return "从文字里读到";
  const { madeBy, organisation, reason, at, wanted } = correction;
  const who = madeBy === "official" ? organisation : "服务商";
  return `${who}${sayDate(at)}${wanted ? "加上" : "去掉"}：${reason}`;
}

function Tick({ tag: { code, name, correction, mayChange } }: { tag: TagView }) {
  if (!mayChange) return <span class="soft">由主管部门更正，要改请联系他们</span>;
  const [field, label] = correction ? ["undo", "取消这条更正"] : ["remove", "不是，去掉"];
  return (
    <label class="facet">
      <input type="checkbox" name={field} value={code} />
      <span>
        {label}
        <span class="sr-only">：{name}</span>
      </span>
    </label>
  );
}

function optionsOf(capabilities: readonly Capability[], { tags }: TagsView) {
  const has = new Set(tags.map(({ code }) => code));
  return capabilities
    .filter(({ code }) => !has.has(code))
    .map(({ code, name, scenes }) => ({
      value: code,
      label: name,
      group: sayScene(scenes[0] ?? ""),
    }));
}
