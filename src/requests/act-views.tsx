import type { Child } from "hono/jsx";
import { regionName } from "../taxonomy/regions.ts";
import { beginning } from "../text.ts";
import { Breadcrumbs, EmptyState, Notice, PageHeader } from "../web/components.tsx";
import { CheckboxGroup } from "../web/choice-fields.tsx";
import { TextArea } from "../web/fields.tsx";
import { ErrorSummary, FormPage, type FormState, SubmitButton } from "../web/form.tsx";
import { Icon } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import type { RequestView } from "./schema.ts";

export type Act = {
  title: string;
  submit: string;
  wait: string;
  intro: Child;
  /** The label of the reason it asks for; nothing where none is owed. */
  reason?: string;
};

/** One act that needs a second thought: what it means, the reason, the button. */
export function ActPage({
  frame,
  request,
  act,
  path,
  form,
  trail,
  version,
}: {
  frame: Frame;
  request: RequestView;
  act: Act;
  path: string;
  form: FormState;
  /** Of an official, who comes another way. */
  trail?: readonly { href: string; label: string }[];
  /** Where only what was read is acted on. */
  version?: number;
}) {
  const at = `/requests/${request.id}`;
  return (
    <FormPage
      {...frame}
      title={act.title}
      active={trail ? "/desk/official" : "/requests"}
      above={<Breadcrumbs trail={trail ?? ownTrail(request)} />}
      form={form}
      labels={act.reason ? { reason: act.reason } : {}}
      action={`${at}/${path}`}
      submit={act.submit}
      wait={act.wait}
      version={version}
      intro={act.intro}
      cancel={{ href: at, label: "不做了，回去" }}
    >
      {act.reason ? (
        <TextArea name="reason" label={act.reason} max={1000} rows={4} form={form} />
      ) : null}
    </FormPage>
  );
}

function ownTrail({ id, title }: RequestView) {
  return [
    { href: "/requests", label: "我的需求" },
    { href: `/requests/${id}`, label: beginning(title, 16, "…") },
  ];
}

export type Candidate = {
  id: string;
  name: string;
  regionCode: string | null;
  intro: string;
  invited: boolean;
  solutionName?: string;
  reason?: string;
};

/** Whom to invite: those that fit, or by name. */
export function InvitePage({
  frame,
  request,
  words,
  found,
  form,
}: {
  frame: Frame;
  request: RequestView;
  words: string;
  found: readonly Candidate[];
  form: FormState;
}) {
  const at = `/requests/${request.id}`;
  return (
    <Layout
      {...frame}
      title="邀请服务商报价"
      active="/requests"
      above={<Breadcrumbs trail={ownTrail(request)} />}
    >
      <ErrorSummary form={form} labels={{ providers: "服务商" }} />
      <PageHeader
        title="邀请服务商报价"
        lead="一次最多 20 家。只能邀请已经入驻、经过核验的服务商。"
      />
      <Search {...{ at, words }} />
      {words.length > longestName ? (
        <EmptyState title="写得太长了，没有找">
          最多 {longestName} 个字，您写了 {words.length} 个字。请只写服务商名称里的几个字。
        </EmptyState>
      ) : found.length === 0 ? (
        <EmptyState
          title={words ? `没有找到名称里有“${words}”的服务商` : "还没有找到做这些事的服务商"}
        >
          {words
            ? "换个短一点的名字试试。公开资料收录、还没有入驻的服务商不能邀请。"
            : "可以按名称找。就算不邀请，所有入驻的服务商也都能看到这条需求。"}
        </EmptyState>
      ) : (
        <InviteForm {...{ at, found, form, words }} />
      )}
    </Layout>
  );
}

/** More than any name has: nothing is looked for by it. */
export const longestName = 120;

function Search({ at, words }: { at: string; words: string }) {
  return (
    <search>
      <form class="find" action={`${at}/invite`}>
        <input
          class="input"
          type="search"
          name="q"
          value={words}
          aria-label="服务商名称"
          placeholder="按名称找服务商"
        />
        <button class="btn btn-plain" type="submit">
          <Icon name="search" />
          搜索
        </button>
        {words ? <a href={`${at}/invite`}>看合适的</a> : null}
      </form>
    </search>
  );
}

function InviteForm({
  at,
  found,
  form,
  words,
}: {
  at: string;
  found: readonly Candidate[];
  form: FormState;
  words: string;
}) {
  const open = found.filter(({ invited }) => !invited);
  const told = found.filter(({ invited }) => invited);
  return (
    <div class="mt-6">
      {told.length > 0 ? (
        <Notice tone="info" text={`已经邀请过：${told.map(({ name }) => name).join("、")}。`} />
      ) : null}
      {open.length > 0 ? (
        <form class="form" method="post" action={`${at}/invite`}>
          <input type="hidden" name="q" value={words} />
          <CheckboxGroup
            name="providers"
            label={words ? "找到的服务商" : "做过这些事的服务商"}
            form={form}
            options={open.map(({ id, name, regionCode, solutionName, intro, reason }) => ({
              value: id,
              label: name,
              hint: [
                regionCode ? regionName(regionCode, "short") : "",
                solutionName ? `方案：${solutionName}` : beginning(intro, 60, "…"),
                reason ?? "",
              ]
                .filter(Boolean)
                .join(" · "),
            }))}
          />
          <SubmitButton wait="正在发出邀请…">邀请报价</SubmitButton>
        </form>
      ) : null}
    </div>
  );
}
