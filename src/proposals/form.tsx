import { AppError, type FieldError } from "../errors.ts";
import { parseYuan } from "../money.ts";
import { parseCount } from "../counts.ts";
import { SelectField } from "../web/choice-fields.tsx";
import { MoneyField, TextArea, TextField } from "../web/fields.tsx";
import type { FormState } from "../web/form.tsx";
import { parsed, textIn, type Values } from "../web/page.tsx";
import { sayExact } from "../web/say.ts";
import { type ProposalDraft, proposalDraft, type ProposalView } from "./schema.ts";

export const proposalLabels = {
  solutionId: "用您的哪个方案",
  summary: "一句话说您怎么做",
  plan: "具体做法",
  weeks: "多久用上",
  oneOffFen: "一次性费用",
  yearlyFen: "每年费用",
  implementationFen: "实施费",
  trainingFen: "培训费",
  interfacesFen: "接口费",
  exitFen: "退出费",
};

const amounts = [
  { name: "oneOffFen", hint: "软件、设备一次买断的钱", times: 1 },
  { name: "yearlyFen", hint: "年费、续费、维护费，三年按三次算", times: 3 },
  { name: "implementationFen", hint: "上门安装、配置、搬数据", times: 1 },
  { name: "trainingFen", hint: "教会工人和管理人员", times: 1 },
  { name: "interfacesFen", hint: "和企业现有软件、设备对接", times: 1 },
  { name: "exitFen", hint: "三年后不用了，把数据带走要花的钱", times: 1 },
] as const;

/** What the form holds, as the API's schema has it; a blank amount is nothing to pay. */
export function proposalIn(values: Values): ProposalDraft {
  const text = (name: string) => textIn(values, name);
  const weeks = parseCount(text("weeks"), "周");
  const errors: FieldError[] = [];
  if (weeks === undefined)
    errors.push({ pointer: "/weeks", code: "not_a_number", params: { example: 2 } });
  const fen = amounts.map(({ name }): [string, number] => {
    const amount = text(name) === "" ? 0 : parseYuan(text(name));
    if (amount === undefined)
      errors.push({ pointer: `/${name}`, code: "not_an_amount", params: {} });
    return [name, amount ?? 0];
  });
  if (text("act") === "submit" && amounts.every(({ name }) => text(name) === ""))
    errors.push({ pointer: "/oneOffFen", code: "no_price", params: {} });
  try {
    const draft = parsed(proposalDraft, {
      solutionId: text("solutionId") || null,
      summary: text("summary"),
      plan: text("plan"),
      weeks: weeks ?? null,
      ...Object.fromEntries(fen),
    });
    if (errors.length === 0) return draft;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    errors.push(...error.fields);
  }
  throw new AppError("invalid", { fields: errors });
}

function typedYuan(fen: number): string {
  return fen === 0 ? "" : String(fen / 100);
}

export function proposalValues(proposal: ProposalView): Values {
  return {
    solutionId: proposal.solutionId ?? "",
    summary: proposal.summary,
    plan: proposal.plan,
    weeks: proposal.weeks === null ? "" : String(proposal.weeks),
    ...Object.fromEntries(amounts.map(({ name }) => [name, typedYuan(proposal[name])])),
  };
}

/** What it costs to get, to keep and to leave, with the sum of three years below. */
export function ProposalFields({
  form,
  solutions,
}: {
  form: FormState;
  solutions: readonly { id: string; name: string }[];
}) {
  const labels = proposalLabels;
  return (
    <>
      <h2>怎么做</h2>
      <TextField
        name="summary"
        label={labels.summary}
        hint="企业先看到这一句，例如“手机扫码报工，两周上线”"
        form={form}
      />
      <TextArea
        name="plan"
        label={labels.plan}
        hint="分几步、谁来做、企业要配合什么、做不到什么。请不要写联系方式。"
        max={5000}
        form={form}
      />
      {solutions.length > 0 ? (
        <SelectField
          name="solutionId"
          label={labels.solutionId}
          optional
          form={form}
          options={solutions.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <TextField
        name="weeks"
        label={labels.weeks}
        hint="从选定到能用，几周"
        size="short"
        inputmode="numeric"
        form={form}
      />
      <h2>一共要花多少钱</h2>
      <p class="soft">企业按三年总花费比较各家。没有的就空着，写了的以后不能再加。</p>
      {amounts.map(({ name, hint }) => (
        <MoneyField name={name} label={labels[name]} hint={hint} optional form={form} />
      ))}
      <Total form={form} />
    </>
  );
}

/** Said by the server; with script it follows what is typed. */
function Total({ form }: { form: FormState }) {
  const total = amounts.reduce(
    (sum, { name, times }) => sum + times * (parseYuan(textIn(form.values, name)) ?? 0),
    0,
  );
  const parts = amounts.map(({ name, times }) => `${name}:${times}`).join(" ");
  return (
    <p class="total">
      三年合计{" "}
      <output id="total" data-total={parts} for={amounts.map(({ name }) => name).join(" ")}>
        {sayExact(total)}
      </output>
    </p>
  );
}
