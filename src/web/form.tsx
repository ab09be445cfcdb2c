import type { Context } from "hono";
import type { Child } from "hono/jsx";
import { AppError, type FieldError } from "../errors.ts";
import { sayField } from "../words.ts";
import { Layout, type Island, type LayoutProps } from "./layout.tsx";
import { Meanwhile } from "./meanwhile.tsx";

export type FormState = {
  values: Record<string, string | string[]>;
  errors: FieldError[];
  /** What stands there now, when it was changed while the form was open. */
  saved?: Record<string, string | string[]> | undefined;
};

/** The text fields of a form: a blank one is left out, so `optional()` means what it says. Those named in `repeated` are always lists. */
export async function readForm(
  c: Context,
  repeated: readonly string[] = [],
): Promise<FormState["values"]> {
  const body = await c.req.parseBody({ all: true }).catch(() => {
    throw new AppError("unreadable");
  });
  // No keyboard types a NUL, and no database holds one.
  if (
    Object.entries(body)
      .flat(2)
      .some((one) => typeof one === "string" && one.includes("\0"))
  )
    throw new AppError("unreadable");
  const filled = Object.entries(body).flatMap(([name, value]): [string, string | string[]][] => {
    const texts = [value].flat().filter((one) => typeof one === "string" && one !== "");
    const given = texts.filter((one): one is string => typeof one === "string");
    const [first] = given;
    if (first === undefined || repeated.includes(name)) return [];
    return [[name, given.length > 1 ? given : first]];
  });
  const lists = repeated.map((name): [string, string[]] => {
    const values = [body[name] ?? []].flat();
    return [name, values.filter((one): one is string => typeof one === "string" && one !== "")];
  });
  return Object.fromEntries([...filled, ...lists]);
}

/** The errors of one field: `/scenes` and `/scenes/0` belong to `scenes`; a dot in a name is a step down. */
export function errorOf(form: FormState, name: string): FieldError | undefined {
  const own = pointerOf(name);
  return form.errors.find(({ pointer }) => pointer === own || pointer.startsWith(`${own}/`));
}

function pointerOf(name: string) {
  return `/${name.replaceAll(".", "/")}`;
}

export function sayError(error: FieldError, label: string) {
  return sayField({ ...error, params: { ...error.params, label } }, "zh");
}

/** All that is wrong, above the form, each named and a link to its field; or what was changed meanwhile. */
export function ErrorSummary({
  form,
  labels,
  idOf = (field) => field,
}: {
  form: FormState;
  labels: Record<string, string>;
  /** Where the ids of the fields are not their names. */
  idOf?: (field: string) => string;
}) {
  if (form.saved) return <Meanwhile saved={form.saved} typed={form.values} labels={labels} />;
  if (form.errors.length === 0) return null;
  const names = Object.keys(labels);
  const nameOf = (error: FieldError) =>
    names.find((one) => errorOf({ ...form, errors: [error] }, one));
  // In the order of the fields, as the eye meets them.
  const placeOf = (error: FieldError) => names.indexOf(nameOf(error) ?? "") + 1 || names.length + 1;
  const ordered = form.errors.toSorted((one, other) => placeOf(one) - placeOf(other));
  return (
    <div class="error-summary" role="alert" tabindex={-1} id="errors">
      <h2>有 {form.errors.length} 处需要修改</h2>
      <ul>
        {ordered.map((error) => {
          const name = nameOf(error);
          const label = name === undefined ? "" : (labels[name] ?? "");
          const said = sayError(error, label);
          if (name === undefined) return <li>{said}</li>;
          return (
            <li>
              <a href={`#${idOf(name)}`}>{said.includes(label) ? said : `${label}：${said}`}</a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Carries the version a person has seen, so that a stale form is refused; one that comes again keeps its own. */
export function HiddenVersion({
  version,
  form,
}: {
  version: number | string;
  form?: FormState | undefined;
}) {
  const value = form?.values["version"] ?? version;
  return <input type="hidden" name="version" value={String(value)} />;
}

/** Says what happens. `wait` is shown when it takes longer than a second. */
export function SubmitButton({
  children,
  wait = "正在保存，请稍等…",
  name,
  value,
  plain,
}: {
  children: Child;
  wait?: string;
  name?: string | undefined;
  value?: string | undefined;
  plain?: boolean | undefined;
}) {
  return (
    <button
      class={plain ? "btn btn-plain" : "btn"}
      type="submit"
      name={name}
      value={value}
      data-wait={wait}
    >
      {children}
    </button>
  );
}

/** First in a form whose first button takes something away: Enter in a field presses that one. */
export function DefaultButton() {
  return <button class="sr-only" type="submit" tabindex={-1} aria-hidden="true" />;
}

export type FormPageProps = Omit<LayoutProps, "children" | "islands"> & {
  form: FormState;
  labels: Record<string, string>;
  action: string;
  submit: string;
  wait?: string | undefined;
  intro?: Child;
  version?: number | string | undefined;
  files?: boolean | undefined;
  /** Keeps a draft on this device under this name until it is sent. */
  draft?: string | undefined;
  /** `apart`: on a page of its own, so that this one stays. */
  cancel?: { href: string; label: string; apart?: boolean } | undefined;
  islands?: readonly Island[] | undefined;
  children: Child;
};

/** A page that is one form: heading, errors, fields, one button. */
export function FormPage({
  form,
  labels,
  action,
  submit,
  wait,
  intro,
  version,
  files,
  draft,
  cancel,
  children,
  islands,
  ...layout
}: FormPageProps) {
  const title = form.errors.length > 0 ? `有内容需要修改：${layout.title}` : layout.title;
  return (
    <Layout {...layout} title={title} islands={islands ?? ["count", "money"]}>
      <ErrorSummary form={form} labels={labels} />
      <h1>{layout.title}</h1>
      {intro ? <div class="prose">{intro}</div> : null}
      <form
        class="form"
        method="post"
        action={action}
        enctype={files ? "multipart/form-data" : undefined}
        novalidate
        data-autosave={draft}
      >
        {version === undefined ? null : <HiddenVersion version={version} form={form} />}
        {children}
        <div class="actions">
          <SubmitButton {...(wait ? { wait } : {})}>{submit}</SubmitButton>
          {cancel ? (
            <a href={cancel.href} {...(cancel.apart ? { target: "_blank", rel: "noopener" } : {})}>
              {cancel.label}
            </a>
          ) : null}
        </div>
      </form>
    </Layout>
  );
}
