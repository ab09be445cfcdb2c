import type { Reader } from "../requests/store.ts";
import { DateField, MoneyField, TextArea, TextField } from "../web/fields.tsx";
import { ErrorSummary, FormPage, type FormState, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import { sayYuan } from "../web/say.ts";
import type { EngagementView } from "./schema.ts";
import { RatingForm, ReplyForm } from "./rating-views.tsx";
import { placeOf } from "./views.tsx";

type Side = Reader["as"];
type Rated = EngagementView & { rating: { reply: string | null } | null };

/** What this side can do now: the one thing that is its turn, then the way out. */
export function Acts({ side, whole, form }: { side: Side; whole: Rated; form: FormState }) {
  const at = `/engagements/${whole.id}`;
  return (
    <>
      <Turn {...{ side, whole, form, at }} />
      {["agreed", "in_delivery", "delivered"].includes(whole.status) ? (
        <p class="actions">
          {side !== "provider" && whole.status === "agreed" ? (
            <a href={`/requests/${whole.requestId}/undo-award`}>
              {side === "sme" ? "改选别家" : "撤销选定"}（选定后一天之内）
            </a>
          ) : null}
          {side === "official" ? (
            <a href={`/proposals/${whole.proposalId}/disqualify`}>取消服务商的资格</a>
          ) : null}
          <a href={`${at}/end`}>提前结束这次合作</a>
        </p>
      ) : null}
    </>
  );
}

function Turn({
  side,
  whole,
  form,
  at,
}: {
  side: Side;
  whole: Rated;
  form: FormState;
  at: string;
}) {
  const { status, rating } = whole;
  if (side === "provider" && status === "agreed")
    return (
      <form method="post" action={`${at}/start`}>
        <SubmitButton wait="正在保存…">开工</SubmitButton>
        <p class="small">开工以后企业不能再改选，阶段和金额也不能再改。</p>
      </form>
    );
  if (side === "provider" && status === "in_delivery")
    return (
      <form class="form" method="post" action={`${at}/deliver`} novalidate>
        <TextArea
          name="note"
          label="做好了什么"
          hint="企业照着它验收：装了什么、教了谁、怎么看效果。"
          max={2000}
          rows={4}
          form={form}
        />
        <SubmitButton wait="正在通知企业…">交付，请企业验收</SubmitButton>
      </form>
    );
  if (side === "sme" && status === "delivered")
    return (
      <form method="post" action={`${at}/accept`}>
        <div class="actions">
          <SubmitButton wait="正在保存…">验收通过</SubmitButton>
          <a href={`${at}/reject`}>还有问题，退回去</a>
        </div>
        <p class="small">验收通过以后不能收回；有没做好的，先退回去。</p>
      </form>
    );
  if (side === "sme" && status === "accepted" && !rating)
    return <RatingForm id={whole.id} form={form} />;
  if (side === "provider" && rating && rating.reply === null)
    return <ReplyForm id={whole.id} form={form} />;
  return null;
}

/** An act that owes the other side a reason. */
export function ReasonPage({
  frame,
  side,
  engagement,
  path,
  form,
}: {
  frame: Frame;
  side: Side;
  engagement: EngagementView;
  path: "reject" | "end";
  form: FormState;
}) {
  const at = `/engagements/${engagement.id}`;
  const words = {
    reject: {
      title: "退回去再做",
      label: "没做好的地方",
      submit: "退回",
      intro: "说清楚哪里没做好，服务商会收到通知，改好后再请您验收。",
    },
    end: {
      title: "提前结束合作",
      label: "为什么结束",
      submit: "结束合作",
      intro: "结束后不能恢复，对方会看到原因。已经付的钱请双方自己商量。",
    },
  }[path];
  return (
    <FormPage
      {...frame}
      title={words.title}
      {...placeOf(side, engagement)}
      form={form}
      labels={{ reason: words.label }}
      action={`${at}/${path}`}
      submit={words.submit}
      wait="正在通知对方…"
      intro={<p>{words.intro}</p>}
      cancel={{ href: at, label: "不做了，回去" }}
    >
      <TextArea name="reason" label={words.label} max={1000} rows={4} form={form} />
    </FormPage>
  );
}

/** The total in parts; a row left blank is none. */
export function MilestonesPage({
  frame,
  engagement,
  form,
  rows,
}: {
  frame: Frame;
  engagement: EngagementView;
  form: FormState;
  rows: number;
}) {
  const at = `/engagements/${engagement.id}`;
  const places = Array.from({ length: rows }, (_, place) => place);
  const labels = milestoneLabels(places);
  return (
    <Layout
      {...frame}
      title="分成几个阶段"
      {...placeOf("provider", engagement)}
      islands={["money"]}
    >
      <ErrorSummary form={form} labels={labels} />
      <h1>分成几个阶段</h1>
      <p class="prose">
        各阶段金额加起来要等于总价 {sayYuan(engagement.totalFen)} 元。开工之后不能再改。
      </p>
      <form class="form" method="post" action={`${at}/milestones`} novalidate>
        <input type="hidden" name="version" value={String(engagement.version)} />
        <input type="hidden" name="rows" value={String(rows)} />
        {places.map((place) => (
          <Milestone {...{ place, form }} />
        ))}
        <div class="actions">
          <SubmitButton>保存阶段</SubmitButton>
          {rows < 20 ? (
            <SubmitButton plain name="act" value="more">
              再加一个阶段
            </SubmitButton>
          ) : null}
          <a href={at}>不改了</a>
        </div>
      </form>
    </Layout>
  );
}

function milestoneLabels(places: readonly number[]): Record<string, string> {
  const each = places.flatMap((place): [string, string][] => [
    [`milestones.${place}.title`, `第 ${place + 1} 阶段做什么`],
    [`milestones.${place}.amountFen`, `第 ${place + 1} 阶段的金额`],
    [`milestones.${place}.dueOn`, `第 ${place + 1} 阶段的日期`],
  ]);
  return { ...Object.fromEntries(each), milestones: "各阶段" };
}

function Milestone({ place, form }: { place: number; form: FormState }) {
  return (
    <fieldset class="field" id={place === 0 ? "milestones" : undefined}>
      <legend class="field-label">第 {place + 1} 阶段</legend>
      <TextField name={`milestones.${place}.title`} label="做什么" form={form} />
      <MoneyField name={`milestones.${place}.amountFen`} label="金额" form={form} />
      <DateField name={`milestones.${place}.dueOn`} label="约定日期" optional form={form} />
    </fieldset>
  );
}
