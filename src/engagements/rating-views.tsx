import { RadioGroup } from "../web/choice-fields.tsx";
import { TextArea } from "../web/fields.tsx";
import { ErrorSummary, type FormState, SubmitButton } from "../web/form.tsx";

export const questions = [
  { name: "overall", label: "总的来说" },
  { name: "delivery", label: "按时做完" },
  { name: "quality", label: "好不好用" },
  { name: "service", label: "服务态度" },
  { name: "value", label: "值不值这个钱" },
] as const;

const scores = [
  { value: "5", label: "5 很满意" },
  { value: "4", label: "4 满意" },
  { value: "3", label: "3 一般" },
  { value: "2", label: "2 不满意" },
  { value: "1", label: "1 很不满意" },
];

/** Five questions and a few words, once. */
export function RatingForm({ id, form }: { id: string; form: FormState }) {
  const labels = {
    ...Object.fromEntries(questions.map(({ name, label }) => [name, label])),
    text: "说说用得怎么样",
  };
  return (
    <form class="form" method="post" action={`/engagements/${id}/rating`} novalidate id="rating">
      <h2>评价</h2>
      <ErrorSummary form={form} labels={labels} />
      <p class="soft">评价公开显示，只能评一次，对方可以回复一次。</p>
      {questions.map(({ name, label }) => (
        <RadioGroup name={name} label={label} inline options={scores} form={form} />
      ))}
      <TextArea name="text" label={labels.text} optional max={2000} rows={4} form={form} />
      <SubmitButton wait="正在发出评价…">发出评价</SubmitButton>
    </form>
  );
}

export function ReplyForm({ id, form }: { id: string; form: FormState }) {
  return (
    <form class="form" method="post" action={`/engagements/${id}/rating/reply`} novalidate>
      <TextArea
        name="reply"
        label="回复企业的评价"
        hint="公开显示，只能回复一次。"
        max={1000}
        rows={3}
        form={form}
      />
      <SubmitButton wait="正在发出回复…">发出回复</SubmitButton>
    </form>
  );
}
