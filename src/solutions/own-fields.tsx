import { categories } from "../taxonomy/categories.ts";
import { deployments } from "../taxonomy/deployments.ts";
import { firmSizes, sizeName } from "../taxonomy/firm-size.ts";
import { industryName, industrySections } from "../taxonomy/industries.ts";
import { regionName, regions } from "../taxonomy/regions.ts";
import { scenes } from "../taxonomy/scenes.ts";
import { Details } from "../web/components.tsx";
import { CheckboxGroup, RadioGroup } from "../web/choice-fields.tsx";
import { MoneyField, TextArea, TextField } from "../web/fields.tsx";
import { errorOf, type FormState } from "../web/form.tsx";
import { solutionLabels as labels } from "./complete.ts";

type Fields = { form: FormState };

export function SolutionFields({ form }: Fields) {
  return (
    <>
      <TextField
        name="name"
        label={labels.name}
        hint="老板一看就懂的名字，例如“手机扫码报工”"
        form={form}
      />
      <TextArea
        name="summary"
        label={labels.summary}
        hint="谁、用什么、解决什么，例如“工人用手机扫码报工，老板当天看到进度”"
        rows={2}
        max={120}
        form={form}
      />
      <RadioGroup
        name="category"
        label={labels.category}
        options={categories.map(({ code, name, description }) => ({
          value: code,
          label: name,
          hint: description,
        }))}
        form={form}
      />
      <CheckboxGroup
        name="scenes"
        label={labels.scenes}
        hint="最多选 8 个，选真正能解决的"
        inline
        options={scenes.map(({ code, name }) => ({ value: code, label: name }))}
        form={form}
      />
      <TextArea
        name="description"
        label={labels.description}
        hint="怎么用、装什么、要厂里配合什么"
        rows={8}
        max={5000}
        form={form}
      />
      <Price form={form} />
      <Terms form={form} />
      <More form={form} />
    </>
  );
}

/** What an owner asks before the price: where it runs, whose the data is, who helps. */
function Terms({ form }: Fields) {
  return (
    <>
      <CheckboxGroup
        name="deployment"
        label={labels.deployment}
        options={deployments.map(({ code, name }) => ({ value: code, label: name }))}
        form={form}
      />
      <TextArea
        name="dataPromise"
        label={labels.dataPromise}
        hint="数据归谁、怎么导出、不用了怎么办"
        rows={3}
        form={form}
      />
      <TextArea
        name="supportPromise"
        label={labels.supportPromise}
        hint="多久答复、谁来处理、收不收费"
        rows={3}
        form={form}
      />
    </>
  );
}

function Price({ form }: Fields) {
  return (
    <fieldset>
      <legend>
        <strong>价格</strong>
        <span class="soft">（三项至少填一项）</span>
      </legend>
      <MoneyField
        name="oneOffFen"
        label={labels.oneOffFen}
        hint="从多少起；可以写 28000，也可以写 2.8万；免费写 0"
        optional
        form={form}
      />
      <MoneyField name="yearlyFen" label={labels.yearlyFen} optional form={form} />
      <TextField
        name="priceNote"
        label={labels.priceNote}
        hint="怎么计价、哪些另收费"
        optional
        form={form}
      />
      <TextField
        name="trialDays"
        label={labels.trialDays}
        inputmode="numeric"
        size="short"
        optional
        form={form}
      />
    </fieldset>
  );
}

const provinces = [...regions.values()].filter(
  ({ level }) => level === "country" || level === "province",
);
const folded = [
  "secondaryCategories",
  "serviceRegions",
  "industries",
  "sizes",
  "pains",
  "benefits",
  "scenarios",
  "weeksToStart",
];

/** Not needed to publish, but each helps the right firms to find it. */
function More({ form }: Fields) {
  const open = folded.some((name) => errorOf(form, name));
  return (
    <Details summary="写得更细，更容易被合适的企业找到（可不填）" open={open}>
      <TextArea
        name="pains"
        label={labels.pains}
        hint="用老板的话，一行一条，例如“月底算计件工资要两天”"
        rows={4}
        optional
        form={form}
      />
      <TextArea
        name="benefits"
        label={labels.benefits}
        hint="一行一条，有数字最好"
        rows={4}
        optional
        form={form}
      />
      <TextArea
        name="scenarios"
        label={labels.scenarios}
        hint="一行一条，例如“冲压车间工序报工”"
        rows={4}
        optional
        form={form}
      />
      <ForWhom form={form} />
    </Details>
  );
}

function ForWhom({ form }: Fields) {
  return (
    <>
      <TextField
        name="weeksToStart"
        label={labels.weeksToStart}
        inputmode="numeric"
        size="short"
        optional
        form={form}
      />
      <CheckboxGroup
        name="secondaryCategories"
        label={labels.secondaryCategories}
        inline
        optional
        options={categories.map(({ code, name }) => ({ value: code, label: name }))}
        form={form}
      />
      <CheckboxGroup
        name="sizes"
        label={labels.sizes}
        inline
        optional
        options={firmSizes.map((size) => ({ value: size, label: sizeName(size) }))}
        form={form}
      />
      <CheckboxGroup
        name="serviceRegions"
        label={labels.serviceRegions}
        hint="不选就按单位的服务地区"
        inline
        optional
        options={withChosen(
          form,
          "serviceRegions",
          provinces.map(({ code, short }) => ({ value: code, label: short })),
          regionName,
        )}
        form={form}
      />
      <CheckboxGroup
        name="industries"
        label={labels.industries}
        inline
        optional
        options={withChosen(
          form,
          "industries",
          industrySections.map(({ code, name }) => ({ value: code, label: name })),
          industryName,
        )}
        form={form}
      />
    </>
  );
}

type Option = { value: string; label: string };

/** Finer codes, set through the API, are kept and shown. */
function withChosen(
  form: FormState,
  name: string,
  options: readonly Option[],
  say: (code: string) => string,
): Option[] {
  const chosen = [form.values[name] ?? []].flat();
  const finer = chosen.filter((code) => !options.some(({ value }) => value === code));
  return [...options, ...finer.map((code) => ({ value: code, label: say(code) }))];
}
