import { firstYearFen, type ProposalView } from "../proposals/schema.ts";
import { Breadcrumbs, Details } from "../web/components.tsx";
import { TextArea } from "../web/fields.tsx";
import { FormPage, type FormState } from "../web/form.tsx";
import { DataList } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayYuan } from "../web/say.ts";
import { trailOf } from "./choose-views.tsx";
import type { RequestView } from "./schema.ts";

/** The choice, and what the others are told. */
export function AwardPage({
  frame,
  request,
  winner,
  others,
  form,
}: {
  frame: Frame;
  request: RequestView;
  winner: ProposalView;
  others: readonly ProposalView[];
  form: FormState;
}) {
  const labels = { reason: "为什么没有选其他几家", ...labelsOf(others) };
  return (
    <FormPage
      {...frame}
      title={`选定 ${winner.providerName}`}
      active="/requests"
      above={<Breadcrumbs trail={trailOf(request)} />}
      form={form}
      labels={labels}
      action={`/requests/${request.id}/award`}
      submit="选定这家"
      wait="正在选定…"
      cancel={{ href: `/requests/${request.id}/compare`, label: "再比较比较" }}
      intro={
        <p>
          选定后对方会收到通知，开始准备交付；
          {request.contactConsentAt
            ? "并能看到您留的联系方式。"
            : "您没有同意给联系方式，请主动联系对方。"}
          一天之内、对方还没有开工，可以改选。
        </p>
      }
    >
      <input type="hidden" name="proposalId" value={winner.id} />
      <Chosen winner={winner} />
      {others.length > 0 ? (
        <>
          <h2>告诉其他 {others.length} 家</h2>
          <TextArea
            name="reason"
            label={labels.reason}
            hint="一句实在话就好，例如“另一家做过同行，更懂我们的工序”。他们会看到。"
            max={1000}
            rows={3}
            form={form}
          />
          <OwnReasons {...{ others, form }} />
        </>
      ) : null}
    </FormPage>
  );
}

function Chosen({ winner }: { winner: ProposalView }) {
  return (
    <DataList
      rows={[
        { label: "服务商", value: winner.providerName },
        { label: "做法", value: winner.summary },
        { label: "三年合计", value: `${sayYuan(winner.threeYearFen)} 元` },
        { label: "其中第一年", value: `${sayYuan(firstYearFen(winner))} 元` },
        { label: "多久用上", value: winner.weeks === null ? null : `${winner.weeks} 周` },
      ]}
    />
  );
}

function labelsOf(items: readonly ProposalView[]): Record<string, string> {
  return Object.fromEntries(
    items.map(({ id, providerName }) => [`reasons.${id}`, `给 ${providerName} 的原因`]),
  );
}

/** A reason of its own for each; who gets none reads the common one. */
function OwnReasons({ others, form }: { others: readonly ProposalView[]; form: FormState }) {
  const labels = labelsOf(others);
  const opened = Object.keys(labels).some(
    (name) => form.values[name] !== undefined || form.errors.length > 0,
  );
  return (
    <Details summary="给每家单独写原因" open={opened}>
      {Object.entries(labels).map(([name, label]) => (
        <TextArea name={name} label={label} optional max={1000} rows={2} form={form} />
      ))}
    </Details>
  );
}

/** None suits: each is told why. */
export function NonePage({
  frame,
  request,
  items,
  form,
}: {
  frame: Frame;
  request: RequestView;
  items: readonly ProposalView[];
  form: FormState;
}) {
  const labels = { reason: "总的原因", ...labelsOf(items) };
  return (
    <FormPage
      {...frame}
      title="都不合适"
      active="/requests"
      above={<Breadcrumbs trail={trailOf(request)} />}
      form={form}
      labels={labels}
      action={`/requests/${request.id}/reject-all`}
      submit="结束，不选任何一家"
      wait="正在通知各家…"
      cancel={{ href: `/requests/${request.id}/compare`, label: "再比较比较" }}
      intro={
        <p>
          需求会就此结束
          {items.length > 0
            ? `，${items.length} 家服务商都会收到通知和原因。写得具体，下次报价才会更准。`
            : "。已经没有能选的报价，不会再通知谁。"}
        </p>
      }
    >
      <TextArea
        name="reason"
        label={labels.reason}
        hint={items.length > 0 ? "没有单独写的几家看到的就是这一条。" : undefined}
        max={1000}
        rows={3}
        form={form}
      />
      {Object.entries(labelsOf(items)).map(([name, label]) => (
        <TextArea name={name} label={label} optional max={1000} rows={2} form={form} />
      ))}
    </FormPage>
  );
}
