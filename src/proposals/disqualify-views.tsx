import type { State } from "../db/states.ts";
import { regionTrail } from "../requests/office-views.tsx";
import type { RequestView } from "../requests/schema.ts";
import { Breadcrumbs } from "../web/components.tsx";
import { TextArea } from "../web/fields.tsx";
import { FormPage, type FormState } from "../web/form.tsx";
import { DataList } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayExact } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import type { ProposalView } from "./schema.ts";

const label = "取消资格的原因";

/** What it means for each of them, the reason, the button. */
export function DisqualifyPage({
  frame,
  request,
  proposal,
  running,
  form,
}: {
  frame: Frame;
  request: RequestView;
  proposal: ProposalView;
  /** How far the winner's work is. */
  running: State<"engagement"> | undefined;
  form: FormState;
}) {
  const at = `/proposals/${proposal.id}`;
  return (
    <FormPage
      {...frame}
      title={`取消 ${proposal.providerName} 的报价资格`}
      active="/desk/official"
      above={<Breadcrumbs trail={regionTrail(request)} />}
      form={form}
      labels={{ reason: label }}
      action={`${at}/disqualify`}
      submit="取消资格"
      wait="正在取消资格…"
      version={proposal.version}
      intro={running ? <WinnerIntro running={running} /> : <Intro />}
      cancel={{ href: at, label: "不做了，回去" }}
    >
      <div class="mb-6">
        <DataList
          rows={[
            { label: "需求", value: request.title },
            { label: "企业", value: request.organisationName },
            { label: "服务商", value: proposal.providerName },
            { label: "三年合计", value: sayExact(proposal.threeYearFen) },
            {
              label: "现在",
              value: [proposal.status, running]
                .flatMap((one) => (one ? sayState(one) : []))
                .join("，"),
            },
          ]}
        />
      </div>
      <TextArea
        name="reason"
        label={label}
        hint="写清楚查到了什么、依据哪一条。服务商和企业都会看到，也会留在记录里。"
        max={1000}
        rows={4}
        form={form}
      />
    </FormPage>
  );
}

function Intro() {
  return (
    <p>
      取消后企业不能再选这份报价，这一步不能撤销。服务商和企业都会收到通知，看到下面的原因；其他报价不受影响。
    </p>
  );
}

function WinnerIntro({ running }: { running: State<"engagement"> }) {
  const begun = running === "agreed" ? "服务商还没有开工。" : "服务商已经开工。";
  return (
    <>
      <p>
        企业已经选定这一家，{begun}
        取消后选定作废，合作提前结束，需求回到比较报价，其他报价恢复原样，由企业重新选；这一家不能再选，也看不到企业的联系方式了。
      </p>
      <p>
        这一步不能撤销。服务商和企业都会收到通知，看到下面的原因；其他参与的服务商也会收到通知。
        {running === "agreed" ? "" : "已经付的钱由双方自己商量。"}
      </p>
    </>
  );
}
