import { sayCategory } from "../web/catalogue.tsx";
import { Card, EmptyState } from "../web/components.tsx";
import { TextArea } from "../web/fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Table } from "../web/lists.tsx";
import { sayCount } from "../web/say.ts";
import type { DraftProps } from "./draft-views.tsx";
import type { Preview } from "./preview.ts";
import { sayChange } from "./say.ts";
import { home, LexiconFrame, sayVersion } from "./views.tsx";

type PreviewProps = DraftProps & { preview: Preview; form: FormState };

export function PreviewPage({ frame, draft, nameOf, preview, form }: PreviewProps) {
  const { edits } = draft;
  return (
    <LexiconFrame
      {...{ frame, edits: edits.length, tab: `${home}/draft`, title: "发布以后会怎样" }}
      trail={[{ href: `${home}/draft`, label: "待发布的改动" }]}
    >
      <ErrorSummary form={form} labels={{ reason: "为什么改" }} />
      {edits.length === 0 ? (
        <EmptyState title="没有待发布的改动" action={{ href: home, label: "去词库里改" }} />
      ) : (
        <>
          <Effects {...{ edits, nameOf, preview }} />
          <form class="form" method="post" action={`${home}/publish`} novalidate>
            <HiddenVersion version={form.values["version"]?.toString() ?? draft.version} />
            <TextArea
              name="reason"
              label="为什么改"
              hint="会和版本一起留下，以后的人靠它看懂"
              rows={3}
              form={form}
            />
            <SubmitButton wait="正在发布…">发布为{sayVersion(draft.published + 1)}</SubmitButton>
          </form>
        </>
      )}
    </LexiconFrame>
  );
}

/** What will be read otherwise, needs and solutions. */
function Effects({
  edits,
  nameOf,
  preview: { needs, solutions },
}: Pick<PreviewProps, "nameOf" | "preview"> & Pick<PreviewProps["draft"], "edits">) {
  return (
    <>
      <ul class="plain-list">
        {edits.map(({ change }) => (
          <li>{sayChange(change, nameOf)}</li>
        ))}
      </ul>
      <h2>
        {needs.changed.length === 0
          ? `试读了 ${needs.read} 条需求，读法都没变`
          : `试读了 ${needs.read} 条需求，${needs.changed.length} 条读法会变`}
      </h2>
      {needs.changed.map(({ requestId, text, before, after }) => (
        <Card
          title={text.length > 60 ? `${text.slice(0, 60)}…` : text}
          href={requestId === null ? undefined : `/requests/${requestId}`}
          meta={requestId === null ? "内置的样例" : "企业发布的需求"}
        >
          <p>改之前：{sayReading(before)}</p>
          <p>改之后：{sayReading(after)}</p>
        </Card>
      ))}
      <Solutions solutions={solutions} />
    </>
  );
}

function sayReading({ category, capabilities }: { category: string; capabilities: string[] }) {
  const wanted = capabilities.length === 0 ? "没有读懂" : capabilities.join("、");
  return `${sayCategory(category)} · ${wanted}`;
}

function Solutions({ solutions }: Pick<Preview, "solutions">) {
  const { read, isCapped, changed, first } = solutions;
  const least = isCapped ? "至少 " : "";
  return (
    <section aria-labelledby="solutions">
      <h2 id="solutions">
        {changed === 0 ? "没有方案的读法会变" : `${least}${sayCount(changed)} 个方案的读法会变`}
      </h2>
      <p class="soft">
        文字里有这些词的方案{isCapped ? `先看了 ${sayCount(read)} 个` : `共 ${sayCount(read)} 个`}
        。发布后几分钟内，所有方案会按新词库重读。
      </p>
      {first.length > 0 ? (
        <Table
          caption="读法会变的方案"
          hideCaption
          stacked
          columns={[{ label: "方案" }, { label: "多读出" }, { label: "不再读出" }]}
          rows={first.map(({ id, name, providerName, gained, lost }) => [
            <>
              <a href={`/solutions/${id}`}>{name}</a>
              <span class="soft"> {providerName}</span>
            </>,
            gained.join("、") || (lost.length === 0 ? "只是轻重变了" : ""),
            lost.join("、"),
          ])}
        />
      ) : null}
    </section>
  );
}
