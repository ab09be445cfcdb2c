import type { Child } from "hono/jsx";
import { regionName } from "../taxonomy/regions.ts";
import { Breadcrumbs, PageHeader } from "../web/components.tsx";
import { DateField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";
import { sayCount } from "../web/say.ts";

const desk = { href: "/desk/official", label: "主管部门工作台" };

type ReportProps = {
  frame: Frame;
  title: string;
  lead: Child;
  place?: string;
  path: string;
  form: FormState;
  /** Besides the period. */
  fields?: Child;
  children: Child;
};

/** Around every report: what it counts, for where and when. */
export function Report({ frame, title, lead, place, path, form, fields, children }: ReportProps) {
  return (
    <Layout {...frame} title={title} active={desk.href} wide above={<Breadcrumbs trail={[desk]} />}>
      <ErrorSummary form={form} labels={{ from: "从", to: "到", scene: "场景" }} />
      <PageHeader
        title={title}
        lead={
          <>
            {place ? `${regionName(place)} · ` : ""}
            {lead}
          </>
        }
      />
      <form class="filter-row no-print" action={path}>
        <DateField name="from" label="从" form={form} />
        <DateField name="to" label="到" form={form} />
        {fields}
        <SubmitButton plain>看这段时间</SubmitButton>
      </form>
      <div class="report">{children}</div>
    </Layout>
  );
}

type Row = { label: Child; value: number };

/** Bars on one scale; the same numbers stand in the table below. */
export function Bars({ caption, rows }: { caption: string; rows: readonly Row[] }) {
  const scale = Math.max(...rows.map(({ value }) => value), 1);
  return (
    <figure class="before-after bars">
      <figcaption>{caption}</figcaption>
      {rows.map(({ label, value }) => (
        <div class="measure-row">
          <span>{label}</span>
          <svg
            class="measure-bar"
            viewBox="0 0 100 10"
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <rect class="bar-rest" width="100" height="10" />
            <rect class="bar-after" width={(value / scale) * 100} height="10" />
          </svg>
          <span class="measure-value">{sayCount(value)}</span>
        </div>
      ))}
    </figure>
  );
}
