import type { Child } from "hono/jsx";
import { regionName, regions } from "../taxonomy/regions.ts";
import { regionOptions, withCurrent } from "../web/choices.ts";
import { Breadcrumbs, Notice } from "../web/components.tsx";
import { CheckboxGroup, SelectField } from "../web/choice-fields.tsx";
import { TextArea, TextField } from "../web/fields.tsx";
import { FormPage, type FormState } from "../web/form.tsx";
import { type Frame, textIn } from "../web/page.tsx";
import { declarations } from "./declarations.ts";
import { proofRows } from "./form-values.ts";
import type { ApplicationView } from "./schema.ts";
import { fieldLabels, type FieldName, type SectionCode, sectionNames } from "./sections.ts";

type Fields = { form: FormState };

export function SectionPage({
  frame,
  section,
  application,
  form,
}: {
  frame: Frame;
  section: Exclude<SectionCode, "solutions">;
  application: ApplicationView;
  form: FormState;
}) {
  const { intro, Part } = parts[section];
  const trail = [
    { href: "/desk/provider", label: "服务商工作台" },
    { href: "/desk/provider/application", label: "申请入驻" },
  ];
  const action = `/desk/provider/application/${section}`;
  return (
    <FormPage
      {...frame}
      title={sectionNames[section]}
      above={<Breadcrumbs trail={trail} />}
      form={form}
      labels={labelsOf(section)}
      action={action}
      submit="保存这一部分"
      version={application.version}
      draft={`application-${section}`}
      cancel={{ href: "/desk/provider/application", label: "不改了" }}
      intro={intro ? <p>{intro}</p> : undefined}
    >
      <Remarks {...{ section, application }} />
      <Part form={form} />
    </FormPage>
  );
}

/** What the official wants mended here. */
function Remarks({ section, application }: { section: SectionCode; application: ApplicationView }) {
  const note = remarkOn(section, application);
  return note ? <Notice tone="yours" title="审核人员的意见" text={note} /> : null;
}

const sectionByCriterion: Readonly<Record<string, SectionCode>> = {
  identity: "firm",
  capability: "capability",
  solutions: "solutions",
  proof: "proof",
  declarations: "declarations",
};

export function remarkOn(section: SectionCode, { status, decisions }: ApplicationView): string {
  if (status !== "returned") return "";
  const failed = decisions
    .at(-1)
    ?.criteria.filter(({ code, passed }) => !passed && sectionByCriterion[code] === section);
  return failed?.map(({ note }) => note).join("；") ?? "";
}

const fieldsOf = {
  firm: [
    "name",
    "legalName",
    "uscc",
    "regionCode",
    "foundedYear",
    "headcount",
    "intro",
    "websiteUrl",
    "contactName",
    "contactPhone",
  ],
  capability: ["strengths", "serviceRegions"],
  declarations: ["declarations"],
} as const satisfies Partial<Record<SectionCode, readonly FieldName[]>>;

function labelsOf(section: Exclude<SectionCode, "solutions">): Record<string, string> {
  if (section !== "proof")
    return Object.fromEntries(fieldsOf[section].map((name) => [name, fieldLabels[name]]));
  const rows = Array.from({ length: proofRows }, (_, at) => [
    [`proof.${at}.title`, `第 ${at + 1} 项的名称`],
    [`proof.${at}.detail`, `第 ${at + 1} 项的说明`],
    [`proof.${at}.url`, `第 ${at + 1} 项的查询网址`],
  ]).flat();
  return Object.fromEntries(rows);
}

function FirmPart({ form }: Fields) {
  const labels = fieldLabels;
  return (
    <>
      <TextField
        name="name"
        label={labels.name}
        hint="企业在数桥看到的名字，一般用简称或品牌"
        form={form}
        size="medium"
      />
      <TextField name="legalName" label={labels.legalName} hint="营业执照上的全称" form={form} />
      <TextField
        name="uscc"
        label={labels.uscc}
        hint="营业执照上的 18 位代码，空格和小写都可以"
        form={form}
        size="medium"
      />
      <SelectField
        name="regionCode"
        label={labels.regionCode}
        hint="由这里的主管部门审核；不影响您到别处服务"
        form={form}
        options={withCurrent(regionOptions, textIn(form.values, "regionCode"), regionName)}
      />
      <TextField
        name="foundedYear"
        label={labels.foundedYear}
        inputmode="numeric"
        size="short"
        form={form}
      />
      <TextField
        name="headcount"
        label={labels.headcount}
        hint="缴社保的人数，填个数就行"
        inputmode="numeric"
        size="short"
        form={form}
      />
      <FirmMore form={form} />
    </>
  );
}

function FirmMore({ form }: Fields) {
  const labels = fieldLabels;
  return (
    <>
      <TextArea
        name="intro"
        label={labels.intro}
        hint="给谁解决什么问题，例如“给五金小厂做扫码报工，一周上线”"
        rows={2}
        max={200}
        form={form}
      />
      <TextField name="websiteUrl" label={labels.websiteUrl} type="url" optional form={form} />
      <TextField
        name="contactName"
        label={labels.contactName}
        hint="只给审核人员看，不公开"
        size="medium"
        form={form}
      />
      <TextField
        name="contactPhone"
        label={labels.contactPhone}
        hint="只给审核人员看，不公开"
        type="tel"
        size="medium"
        form={form}
      />
    </>
  );
}

const provinces = [...regions.values()].filter(
  ({ level }) => level === "country" || level === "province",
);

function CapabilityPart({ form }: Fields) {
  const chosen = [form.values["serviceRegions"] ?? []].flat();
  const finer = chosen.filter((code) => !provinces.some((one) => one.code === code));
  const options = [
    ...provinces.map(({ code, short }) => ({ value: code, label: short })),
    ...finer.map((code) => ({ value: code, label: regionName(code) })),
  ];
  return (
    <>
      <TextArea
        name="strengths"
        label={fieldLabels.strengths}
        hint="一行写一条，说具体的：做过哪一行、多大的厂、几周能上线"
        rows={6}
        form={form}
      />
      <CheckboxGroup
        name="serviceRegions"
        label={fieldLabels.serviceRegions}
        hint="能上门或远程服务到的地方；不限就选“全国”"
        inline
        options={options}
        form={form}
      />
    </>
  );
}

function ProofPart({ form }: Fields) {
  return (
    <>
      {Array.from({ length: proofRows }, (_, at) => (
        <fieldset>
          <legend>
            <strong>第 {at + 1} 项</strong>
          </legend>
          <TextField
            name={`proof.${at}.title`}
            label="名称"
            hint={at === 0 ? "例如“软件著作权：车间报工系统”“某某厂 2025 年报工项目”" : undefined}
            optional
            form={form}
          />
          <TextArea name={`proof.${at}.detail`} label="说明" rows={3} optional form={form} />
          <TextField
            name={`proof.${at}.url`}
            label="在哪里能查到（网址）"
            type="url"
            optional
            form={form}
          />
        </fieldset>
      ))}
    </>
  );
}

function DeclarationsPart({ form }: Fields) {
  return (
    <CheckboxGroup
      name="declarations"
      label="请逐条读过再勾选"
      options={declarations.map(({ code, name, text }) => ({
        value: code,
        label: <strong>{name}</strong>,
        hint: text,
      }))}
      form={form}
    />
  );
}

const parts: Record<
  Exclude<SectionCode, "solutions">,
  { intro?: string; Part: (fields: Fields) => Child }
> = {
  firm: { Part: FirmPart, intro: "没填完也可以先保存，回头再补。" },
  capability: { Part: CapabilityPart },
  proof: {
    Part: ProofPart,
    intro: "做过的项目、证书、获奖，能查到的写在这里。没有就空着，新企业不会因此被拒绝。",
  },
  declarations: {
    Part: DeclarationsPart,
    intro: "三条都要作出承诺才能送审。承诺会公开，也是以后处理投诉的依据。",
  },
};
