import type { OwnSolution } from "../solutions/own-schema.ts";
import { regionName } from "../taxonomy/regions.ts";
import { Breadcrumbs, Notice, PageHeader, StatusTag } from "../web/components.tsx";
import { RadioGroup } from "../web/choice-fields.tsx";
import { TextArea, TextField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import { Typed } from "../web/typed.tsx";
import { sayAgo, sayDate } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import type { Look } from "./look-store.ts";
import { criteria } from "./criteria.ts";
import { EvidenceOf } from "./evidence.tsx";
import { DecisionHistory } from "./history.tsx";
import { Clock, deskTrail, queueHome } from "./queue-views.tsx";
import { SameCodeNotice } from "./same-code.tsx";
import type { ReviewView } from "./schema.ts";

const trail = [...deskTrail, { href: queueHome, label: "入驻审核" }];

type ReviewProps = {
  frame: Frame;
  application: ReviewView;
  solutions: readonly OwnSolution[];
  form: FormState;
  /** The region that the official's authority is in charge of. */
  place: string;
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
export function ReviewPage(props: ReviewProps) {
  const { frame, application, form, looks, now } = props;
  const { id, name, status, submittedAt, claims, decisions } = application;
  const open = application.possible.includes("list");
  const above = <Breadcrumbs trail={trail} />;
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
        {open || status === "draft" ? null : <StatusTag turn="done">{sayState(status)}</StatusTag>}
      </p>
      {status === "draft" ? (
        <Notice
          tone="info"
          title="这家服务商的账号已注销"
          text={
            decisions.length > 0
              ? "申请随之撤回，不用再审。审过的材料和决定留在这里备查。"
              : "申请随之撤回，不用再审。材料没有审过，已经抹去。"
          }
        />
      ) : null}
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
        <form method="post" action={`${queueHome}/${id}`} novalidate data-autosave={`review-${id}`}>
          <HiddenVersion version={application.version} />
          <Criteria {...props} />
          <Verdict form={form} />
        </form>
      ) : (
        <Criteria {...props} closed />
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
  place,
  closed,
}: ReviewProps & { closed?: boolean }) {
  return (
    <>
      {criteria.map(({ code, section, name, question }) => (
        <section class="judge" aria-labelledby={`judge-${code}`}>
          <div>
            <h2 id={`judge-${code}`}>{name}</h2>
            <p>{question}</p>
          </div>
          <div class="judge-evidence">
            {code === "identity" && !closed ? (
              <SameCodeNotice {...application.sameCode} place={place} />
            ) : null}
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
