import { fieldErrors } from "../http.ts";
import { parseCount } from "../counts.ts";
import { parseYuan } from "../money.ts";
import type { z } from "zod";
import { type FirmSize, firmSizes, sizeName } from "../taxonomy/firm-size.ts";
import { industryName } from "../taxonomy/industries.ts";
import { regionName } from "../taxonomy/regions.ts";
import { industryOptions, regionOptions, withCurrent } from "../web/choices.ts";
import { SelectField } from "../web/choice-fields.tsx";
import { MoneyField, TextField } from "../web/fields.tsx";
import type { FormState } from "../web/form.tsx";
import type { FieldError } from "../errors.ts";
import type { Organisation } from "./organisation-store.ts";

type Values = FormState["values"];

export const firmLabels = {
  name: "单位名称",
  uscc: "统一社会信用代码",
  regionCode: "所在地区",
  industryCode: "行业",
  headcount: "从业人数",
  revenueFen: "上一年营业收入",
  assetsFen: "资产总额",
  contactName: "联系人",
  contactPhone: "联系电话",
};

export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return Array.isArray(value) ? value[0] : value;
}

/** What stands in the firm's fields as the schema of the API wants it; a number that is none is NaN. */
export function firmOf(values: Values): Record<string, string | number | undefined> {
  const text = (name: string) => textOf(values, name);
  return {
    uscc: text("uscc"),
    regionCode: text("regionCode"),
    industryCode: text("industryCode"),
    headcount: numberOf(text("headcount")),
    revenueFen: yuanOf(text("revenueFen")),
    assetsFen: yuanOf(text("assetsFen")),
    contactName: text("contactName"),
    contactPhone: text("contactPhone"),
  };
}

function numberOf(typed: string | undefined): number | undefined {
  return typed === undefined ? undefined : (parseCount(typed) ?? Number.NaN);
}

function yuanOf(typed: string | undefined): number | undefined {
  return typed === undefined ? undefined : (parseYuan(typed) ?? Number.NaN);
}

const numbers = ["/headcount", "/revenueFen", "/assetsFen"];

/** The errors of a form, where a word in a number's place is said to be one. */
export function formErrors(error: z.core.$ZodError, input: unknown): FieldError[] {
  return fieldErrors(error, input).map((one) =>
    one.code === "invalid_type" && numbers.includes(one.pointer)
      ? { ...one, code: "not_a_number" }
      : one,
  );
}

/** What the form shows of an organisation before anybody changes it. */
export function valuesOf(firm: Organisation): Record<string, string> {
  const { name, uscc, regionCode, industryCode, headcount, contactName, contactPhone } = firm;
  const given = { name, uscc, regionCode, industryCode, contactName, contactPhone };
  const filled = Object.entries(given).filter((entry): entry is [string, string] => !!entry[1]);
  return {
    ...Object.fromEntries(filled),
    ...(headcount === null ? {} : { headcount: String(headcount) }),
    ...(firm.revenueFen === null ? {} : { revenueFen: String(firm.revenueFen / 100) }),
    ...(firm.assetsFen === null ? {} : { assetsFen: String(firm.assetsFen / 100) }),
  };
}

/** The firm's own facts. `figures` asks for those too that the size rule needs beside headcount. */
export function FirmFields({
  form,
  nameField = "name",
  figures,
}: {
  form: FormState;
  nameField?: string;
  figures?: boolean;
}) {
  const labels = firmLabels;
  return (
    <>
      <TextField
        name={nameField}
        label={labels.name}
        form={form}
        hint="营业执照上的全称"
        autocomplete="organization"
      />
      <TextField
        name="uscc"
        label={labels.uscc}
        form={form}
        optional
        hint="营业执照上的 18 位代码，空格和小写都可以"
        size="medium"
      />
      <SelectField
        name="regionCode"
        label={labels.regionCode}
        form={form}
        optional
        options={withCurrent(regionOptions, textOf(form.values, "regionCode"), regionName)}
      />
      <SelectField
        name="industryCode"
        label={labels.industryCode}
        form={form}
        optional
        options={withCurrent(industryOptions, textOf(form.values, "industryCode"), industryName)}
      />
      <TextField
        name="headcount"
        label={labels.headcount}
        form={form}
        optional
        inputmode="numeric"
        size="short"
        hint="填个数就行，例如 60。企业规模由我们按国家划型标准算，不用您选。"
      />
      {figures ? <FigureFields form={form} /> : null}
    </>
  );
}

function FigureFields({ form }: { form: FormState }) {
  const labels = firmLabels;
  return (
    <>
      <MoneyField name="revenueFen" label={labels.revenueFen} form={form} optional />
      <MoneyField name="assetsFen" label={labels.assetsFen} form={form} optional />
      <TextField name="contactName" label={labels.contactName} form={form} optional size="medium" />
      <TextField
        name="contactPhone"
        label={labels.contactPhone}
        form={form}
        optional
        type="tel"
        size="medium"
      />
    </>
  );
}

/** One size, or those that remain possible and what would settle it. */
export function saySizes(sizes: readonly FirmSize[]): string {
  const names = sizes.map(sizeName);
  if (names.length === 1) return `${names[0]}企业`;
  if (names.length === firmSizes.length) return "还算不出来：请补上行业、从业人数和营业收入";
  return `${names.join("或")}企业（补上营业收入等数字后可以确定）`;
}
