import { longestNeed } from "../matching/schema.ts";
import { categories } from "../taxonomy/categories.ts";
import { deployments } from "../taxonomy/deployments.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { scenes } from "../taxonomy/scenes.ts";
import { industryOptions, regionOptions, withCurrent } from "../web/choices.ts";
import { CheckboxGroup, RadioGroup, SelectField } from "../web/choice-fields.tsx";
import { DateField, MoneyField, TextArea, TextField } from "../web/fields.tsx";
import type { FormState } from "../web/form.tsx";
import { textIn } from "../web/page.tsx";

export const requestLabels = {
  text: "您想解决什么问题",
  title: "一句话标题",
  category: "属于哪一类",
  scenes: "想管好哪些事",
  industryCode: "行业",
  regionCode: "所在城市",
  headcount: "多少人",
  budget: "预算上限",
  deployment: "安装方式",
  wantedBy: "希望什么时候用上",
  closesAt: "报价截止时间",
  sealed: "报价什么时候能看",
  contactName: "联系人",
  contactPhone: "联系电话",
  contactConsent: "联系方式给谁看",
};

/** Hidden fields come from the match and from the page itself. */
export function RequestFields({ form }: { form: FormState }) {
  return (
    <>
      {["key", "matchId", "invite", "deadline"].map((name) => (
        <input type="hidden" name={name} value={textIn(form.values, name)} />
      ))}
      <h2>要解决的问题</h2>
      <TextArea
        name="text"
        label={requestLabels.text}
        hint="像跟人说话一样写就行：现在怎么做、哪里不顺、想变成什么样。"
        max={longestNeed}
        form={form}
      />
      <TextField
        name="title"
        label={requestLabels.title}
        hint="服务商先看到这一句。不填就取您上面那段话里的一句。"
        form={form}
      />
      <RadioGroup
        name="category"
        label={requestLabels.category}
        form={form}
        options={categories.map(({ code, name, description }) => ({
          value: code,
          label: name,
          hint: description,
        }))}
      />
      <CheckboxGroup
        name="scenes"
        label={requestLabels.scenes}
        hint="可以选几项，至少一项"
        inline
        form={form}
        options={scenes.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <FirmPart form={form} />
      <TermsPart form={form} />
      <ContactPart form={form} />
    </>
  );
}

function FirmPart({ form }: { form: FormState }) {
  const { values } = form;
  return (
    <>
      <h2>您的企业</h2>
      <SelectField
        name="regionCode"
        label={requestLabels.regionCode}
        form={form}
        options={withCurrent(regionOptions, textIn(values, "regionCode"), regionName)}
      />
      <SelectField
        name="industryCode"
        label={requestLabels.industryCode}
        optional
        form={form}
        options={withCurrent(industryOptions, textIn(values, "industryCode"), industryName)}
      />
      <TextField
        name="headcount"
        label={requestLabels.headcount}
        hint="填个大概就行，例如 60"
        optional
        size="short"
        inputmode="numeric"
        form={form}
      />
    </>
  );
}

function TermsPart({ form }: { form: FormState }) {
  const deadline = textIn(form.values, "deadline");
  return (
    <>
      <h2>您的条件</h2>
      <MoneyField
        name="budget"
        label={requestLabels.budget}
        hint="填 5 就是 5 万元。服务商会看到，报价更有谱。"
        unit="万元"
        most
        optional
        form={form}
      />
      <RadioGroup
        name="deployment"
        label={requestLabels.deployment}
        optional
        form={form}
        options={[
          { value: "", label: "都可以" },
          ...deployments.map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <DateField
        name="wantedBy"
        label={requestLabels.wantedBy}
        hint={deadline === "" ? undefined : `您写的是「${deadline}」，我们先替您填了日子，可以改。`}
        optional
        form={form}
      />
      <DateField
        name="closesAt"
        label={requestLabels.closesAt}
        hint="北京时间。到点就不再收报价，早一分钟都来得及，到点那一刻就晚了。"
        time
        form={form}
      />
      <RadioGroup
        name="sealed"
        label={requestLabels.sealed}
        form={form}
        options={[
          {
            value: "yes",
            label: "截止后一起看",
            hint: "截止前您只知道收到几份，谁也看不到内容，对各家公平。",
          },
          {
            value: "no",
            label: "收到就能看",
            hint: "报价一到您就能打开。服务商之间仍然互相看不到。",
          },
        ]}
      />
    </>
  );
}

function ContactPart({ form }: { form: FormState }) {
  return (
    <>
      <h2>联系方式</h2>
      <p class="soft">选定服务商之前，任何服务商都看不到您的联系方式，有问题会在这里问您。</p>
      <TextField
        name="contactName"
        label={requestLabels.contactName}
        optional
        size="medium"
        autocomplete="name"
        form={form}
      />
      <TextField
        name="contactPhone"
        label={requestLabels.contactPhone}
        optional
        size="medium"
        type="tel"
        autocomplete="tel"
        form={form}
      />
      <CheckboxGroup
        name="contactConsent"
        label={requestLabels.contactConsent}
        form={form}
        options={[
          {
            value: "yes",
            label: "我同意：选定之后，把联系人和电话交给被选定的那一家服务商",
            hint: "只用于这条需求。不勾选也能发布，选定后由您自己联系对方。",
          },
        ]}
      />
    </>
  );
}
