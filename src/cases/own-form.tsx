import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { industryOptions, regionOptions, withCurrent } from "../web/choices.ts";
import { SelectField } from "../web/choice-fields.tsx";
import { DateField, TextArea, TextField } from "../web/fields.tsx";
import { type FormState, HiddenVersion, SubmitButton } from "../web/form.tsx";
import { textIn } from "../web/page.tsx";
import { caseLabels as labels, type OwnCase } from "./own-schema.ts";
import { measureRows } from "./own-values.ts";

const home = "/desk/cases";
export type Choices = readonly { id: string; name: string }[];
export type EditFormProps = { found: OwnCase; form: FormState; choices: Choices };

const rows = Array.from({ length: measureRows }, (_, at) => at);
export const formLabels: Record<string, string> = {
  ...labels,
  ...Object.fromEntries(
    rows.flatMap((at) => [
      [`measures.${at}.label`, `第 ${at + 1} 项的名称`],
      [`measures.${at}.before`, `第 ${at + 1} 项之前的数`],
      [`measures.${at}.after`, `第 ${at + 1} 项之后的数`],
      [`measures.${at}.unit`, `第 ${at + 1} 项的单位`],
      [`measures.${at}.period`, `第 ${at + 1} 项的统计期`],
      [`measures.${at}.method`, `第 ${at + 1} 项怎么测的`],
    ]),
  ),
};

/** The case while it is with its proposer: its firm, its story, its figures, the consent. */
export function EditForm({ found, form, choices }: EditFormProps) {
  const missing = found.missing.map((name) => formLabels[name] ?? name);
  return (
    <form
      class="form"
      method="post"
      action={`${home}/${found.id}`}
      novalidate
      data-autosave={`case-${found.id}`}
    >
      <HiddenVersion version={found.version} form={form} />
      <Firm {...{ found, form, choices }} />
      <Story form={form} />
      <Measures form={form} />
      <DateField
        name="consentOn"
        label={labels.consentOn}
        hint="公开企业名称和数据要企业同意；日期会公开，姓名不公开"
        form={form}
      />
      <TextField
        name="consentBy"
        label={labels.consentBy}
        hint="姓名和职务，只给审核人员看"
        size="medium"
        form={form}
      />
      {missing.length > 0 ? <p class="soft">送审前还缺：{missing.join("、")}。</p> : null}
      <div class="actions">
        <SubmitButton name="then" value="submit" wait="正在送审…">
          保存并送审
        </SubmitButton>
        <SubmitButton plain name="then" value="keep">
          先存着
        </SubmitButton>
      </div>
    </form>
  );
}

function Firm({ found, form, choices }: EditFormProps) {
  return (
    <>
      <TextField name="title" label={labels.title} form={form} />
      {found.origin === "engagement" ? (
        <p class="soft">来自验收过的合作，方案：{found.solutionName ?? "未指定"}</p>
      ) : (
        <SelectField
          name="solutionId"
          label={labels.solutionId}
          options={choices.map(({ id, name }) => ({ value: id, label: name }))}
          form={form}
        />
      )}
      <TextField name="smeName" label={labels.smeName} form={form} />
      <SelectField
        name="regionCode"
        label={labels.regionCode}
        options={withCurrent(regionOptions, textIn(form.values, "regionCode"), regionName)}
        form={form}
      />
      <SelectField
        name="industryCode"
        label={labels.industryCode}
        optional
        options={withCurrent(industryOptions, textIn(form.values, "industryCode"), industryName)}
        form={form}
      />
      <TextField
        name="headcount"
        label={labels.headcount}
        inputmode="numeric"
        size="short"
        optional
        form={form}
      />
    </>
  );
}

function Story({ form }: { form: FormState }) {
  return (
    <>
      <TextArea name="summary" label={labels.summary} rows={2} max={200} form={form} />
      <TextArea name="problem" label={labels.problem} rows={4} max={3000} form={form} />
      <TextArea name="approach" label={labels.approach} rows={5} max={3000} form={form} />
      <TextArea name="outcome" label={labels.outcome} rows={4} max={3000} form={form} />
    </>
  );
}

function Measures({ form }: { form: FormState }) {
  return (
    <fieldset id="measures">
      <legend>
        <strong>前后数据</strong>
        <span class="soft">（至少一项，同一个单位、同样的统计期）</span>
      </legend>
      {rows.map((at) => {
        const name = (part: string) => `measures.${at}.${part}`;
        return (
          <details class="fold" open={at === 0 || textIn(form.values, name("label")) !== ""}>
            <summary>第 {at + 1} 项</summary>
            <div class="fold-body">
              <TextField
                name={name("label")}
                label="指标"
                hint={at === 0 ? "例如“月底算工资用时”" : undefined}
                form={form}
              />
              <TextField
                name={name("before")}
                label="之前"
                inputmode="decimal"
                size="short"
                form={form}
              />
              <TextField
                name={name("after")}
                label="之后"
                inputmode="decimal"
                size="short"
                form={form}
              />
              <TextField
                name={name("unit")}
                label="单位"
                hint="小时、%、件/天"
                size="short"
                form={form}
              />
              <TextField
                name={name("period")}
                label="统计期"
                hint="例如“上线前后各三个月”"
                form={form}
              />
              <TextField
                name={name("method")}
                label="怎么测的"
                hint="例如“财务记录的工时”"
                form={form}
              />
            </div>
          </details>
        );
      })}
    </fieldset>
  );
}
