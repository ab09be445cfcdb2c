import { CheckboxGroup, RadioGroup, SelectField } from "./choice-fields.tsx";
import { DateField, FileField, MoneyField, TextArea, TextField } from "./fields.tsx";
import { ErrorSummary, type FormState, HiddenVersion, SubmitButton } from "./form.tsx";

const wrong: FormState = {
  values: {
    "guide.name": "<b>恒达</b>",
    "guide.budget": "4.8万",
    "guide.scenes": ["quality"],
    "guide.place": "a",
  },
  errors: [
    { pointer: "/guide/uscc", code: "required", params: {} },
    { pointer: "/guide/scenes/0", code: "invalid", params: {} },
  ],
};
const labels = { "guide.uscc": "统一社会信用代码", "guide.scenes": "想解决的问题" };

export function FormParts() {
  const options = [
    { value: "production", label: "生产管控", hint: "报工、进度、计件" },
    { value: "quality", label: "质量管理" },
  ];
  return (
    <>
      <h2>表单</h2>
      <form class="max-w-[44rem]" method="post" action="/dev/guide" data-autosave="guide">
        <HiddenVersion version={1} />
        <ErrorSummary form={wrong} labels={labels} />
        <TextField name="guide.name" label="企业名称" form={wrong} autocomplete="organization" />
        <TextField
          name="guide.uscc"
          label="统一社会信用代码"
          hint="营业执照右上角的 18 位代码"
          size="medium"
          form={wrong}
        />
        <TextArea name="guide.text" label="您想解决什么问题" max={500} form={wrong} />
        <MoneyField
          name="guide.budget"
          label="预算"
          hint="可以写 48000，也可以写 4.8万"
          form={wrong}
        />
        <CheckboxGroup name="guide.scenes" label="想解决的问题" options={options} form={wrong} />
        <RadioGroup
          name="guide.place"
          label="安装方式"
          inline
          options={[
            { value: "a", label: "用云端的" },
            { value: "b", label: "装在厂里" },
          ]}
          form={wrong}
        />
        <SelectField
          name="guide.region"
          label="所在地区"
          optional
          options={[
            { value: "330200", label: "宁波市", group: "浙江省" },
            { value: "320500", label: "苏州市", group: "江苏省" },
          ]}
          form={wrong}
        />
        <DateField name="guide.day" label="希望什么时候上线" form={wrong} />
        <FileField name="guide.file" label="营业执照照片" accept="image/*" form={wrong} />
        <div class="actions">
          <SubmitButton>保存并继续</SubmitButton>
          <SubmitButton plain name="later" value="1">
            存为草稿
          </SubmitButton>
        </div>
      </form>
    </>
  );
}
