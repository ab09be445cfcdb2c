import { categories } from "../taxonomy/categories.ts";
import { scenes } from "../taxonomy/scenes.ts";
import { Card, Details, EmptyState, Notice, StatusTag } from "../web/components.tsx";
import { CheckboxGroup, RadioGroup } from "../web/choice-fields.tsx";
import { TextArea, TextField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Pager } from "../web/lists.tsx";
import { type Frame, textIn } from "../web/page.tsx";
import { sayTime } from "../web/say.ts";
import { phraseLists } from "./change.ts";
import { listHints, listNames, sayChange } from "./say.ts";
import type { Draft } from "./service.ts";
import type { Version } from "./store.ts";
import { home, LexiconFrame, ReadOnlyNotice, sayVersion } from "./views.tsx";

type Names = (code: string) => string;
export type DraftProps = { frame: Frame; draft: Draft; nameOf: Names; may: boolean };

export function DraftPage({ frame, draft, nameOf, may }: DraftProps) {
  const { edits } = draft;
  return (
    <LexiconFrame
      {...{ frame, edits: edits.length, tab: `${home}/draft`, title: "待发布的改动" }}
      lead="改动先放在这里，看过影响、发布以后才起作用。"
    >
      <ReadOnlyNotice may={may} />
      {edits.length === 0 ? (
        <EmptyState
          title="没有待发布的改动"
          action={{ href: home, label: may ? "去词库里改" : "看词库" }}
        />
      ) : (
        <div class="cards">
          {edits.map(({ id, at, author, change }) => (
            <Card level={2} title={sayChange(change, nameOf)} meta={`${author} · ${sayTime(at)}`}>
              {may ? (
                <form method="post" action={`${home}/edits/${id}/drop`}>
                  <SubmitButton plain>不改了</SubmitButton>
                </form>
              ) : null}
            </Card>
          ))}
        </div>
      )}
      {edits.length > 0 && may ? (
        <p class="actions">
          <a class="btn" href={`${home}/preview`}>
            看看会影响什么
          </a>
        </p>
      ) : null}
    </LexiconFrame>
  );
}

const labels = {
  name: "名字",
  category: "类别",
  scenes: "场景",
  owner: listNames.owner,
  called: listNames.called,
  weak: listNames.weak,
  vendor: listNames.vendor,
};

export function NewCapabilityPage({
  frame,
  edits,
  form,
}: {
  frame: Frame;
  edits: number;
  form: FormState;
}) {
  return (
    <LexiconFrame
      {...{ frame, edits, tab: home, title: "新增一种能力" }}
      trail={[{ href: home, label: "词库" }]}
    >
      <ErrorSummary form={form} labels={labels} />
      <form class="form" method="post" action={`${home}/new`} novalidate>
        <TextField name="name" label={labels.name} form={form} size="medium" />
        <RadioGroup
          name="category"
          label={labels.category}
          form={form}
          inline
          options={categories.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <CheckboxGroup
          name="scenes"
          label={labels.scenes}
          hint="最多四个，第一个选中的算主要场景"
          form={form}
          inline
          options={scenes.map(({ code, name }) => ({ value: code, label: name }))}
        />
        {phraseLists.map((list) => (
          <TextArea
            name={list}
            label={listNames[list]}
            hint={`${listHints[list]}。一行一个`}
            rows={4}
            form={form}
            {...(list === "called" || list === "weak" ? { optional: true } : {})}
          />
        ))}
        <div class="actions">
          <SubmitButton>记下这个能力</SubmitButton>
          <a href={home}>不加了</a>
        </div>
      </form>
    </LexiconFrame>
  );
}

type VersionsProps = {
  frame: Frame;
  edits: number;
  draftVersion: number;
  published: number;
  items: readonly Version[];
  next: number | null;
  after: number | undefined;
  nameOf: Names;
  may: boolean;
  form: FormState;
};

export function VersionsPage(props: VersionsProps) {
  const { frame, edits, published, items, next, after, may, form } = props;
  return (
    <LexiconFrame
      {...{ frame, edits, tab: `${home}/versions`, title: "历次版本" }}
      lead={`现在用的是${sayVersion(published)}。恢复旧版会生成一个新版本，历史不会被改写。`}
    >
      <ReadOnlyNotice may={may} />
      <ErrorSummary form={form} labels={{ reason: "为什么恢复" }} />
      {items.length === 0 ? (
        <EmptyState
          title="还没有发布过改动，用的是随系统发布的原版"
          action={may ? { href: home, label: "去词库里改" } : undefined}
        />
      ) : null}
      {items.map((version) => (
        <OneVersion {...props} version={version} />
      ))}
      {next === null && published > 0 && may ? <Restore {...props} number={0} /> : null}
      <Pager
        first={after === undefined ? undefined : `${home}/versions`}
        next={next === null ? undefined : `${home}/versions?after=${next}`}
      />
    </LexiconFrame>
  );
}

function OneVersion(props: VersionsProps & { version: Version }) {
  const { version, published, nameOf, may } = props;
  const { number, at, author, organisation, reason, restores, edits: changes, readAt } = version;
  const current = number === published;
  return (
    <Card
      title={sayVersion(number)}
      level={2}
      aside={current ? <StatusTag turn="done">正在用</StatusTag> : undefined}
      meta={`${sayTime(at)} · ${organisation} · ${author}`}
    >
      <p>{reason}</p>
      {restores === null ? null : <p>恢复到{sayVersion(restores)}。</p>}
      {current && readAt === null ? (
        <Notice tone="info" text="方案正在按这一版重读，几分钟内完成。" />
      ) : null}
      {changes.length > 0 ? (
        <Details summary={`改了 ${changes.length} 处`}>
          <ul class="plain-list">
            {changes.map((change) => (
              <li>{sayChange(change, nameOf)}</li>
            ))}
          </ul>
        </Details>
      ) : null}
      {may && !current ? <Restore {...props} number={number} /> : null}
    </Card>
  );
}

function Restore({ number, draftVersion, form }: VersionsProps & { number: number }) {
  const isSent = form.values["number"] === String(number);
  return (
    <Details summary={`恢复到${sayVersion(number)}`} open={isSent}>
      <form class="form" method="post" action={`${home}/versions/${number}/restore`} novalidate>
        <HiddenVersion version={draftVersion} />
        <label class="field-label">
          为什么恢复
          <input
            class="input"
            name="reason"
            value={isSent ? textIn(form.values, "reason") : ""}
            aria-invalid={isSent && form.errors.length > 0 ? "true" : undefined}
          />
        </label>
        <SubmitButton plain>恢复到{sayVersion(number)}</SubmitButton>
      </form>
    </Details>
  );
}
