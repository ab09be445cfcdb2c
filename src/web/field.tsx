import type { Child } from "hono/jsx";
import { errorOf, type FormState, sayError } from "./form.tsx";
import { Icon } from "./icon.tsx";

export type FieldProps = {
  name: string;
  /** Where several forms of a page ask for what has one name: each field has an id of its own. */
  id?: string | undefined;
  label: string;
  hint?: Child;
  form: FormState;
  optional?: boolean | undefined;
};

export function single(form: FormState, name: string): string {
  const value = form.values[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

export function idOf({ id, name }: Pick<FieldProps, "id" | "name">): string {
  return id ?? name;
}

export function Optional({ optional }: Pick<FieldProps, "optional">) {
  return optional ? <span class="soft">（可不填）</span> : null;
}

export function HintAndError({ id, name, label, hint, form }: FieldProps) {
  const error = errorOf(form, name);
  const own = idOf({ id, name });
  return (
    <>
      {hint ? (
        <p class="field-hint" id={`${own}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p class="field-error" id={`${own}-error`}>
          <Icon name="warning" />
          <span>
            <span class="sr-only">错误：</span>
            {sayError(error, label)}
          </span>
        </p>
      ) : null}
    </>
  );
}

/** Ties hint and error to the control, so that a screen reader says them. */
export function tie({ id, name, hint, form }: FieldProps, more?: string) {
  const wrong = errorOf(form, name) !== undefined;
  const own = idOf({ id, name });
  const ids = [hint ? `${own}-hint` : "", wrong ? `${own}-error` : "", more ?? ""].filter(Boolean);
  return {
    "aria-describedby": ids.length > 0 ? ids.join(" ") : undefined,
    "aria-invalid": wrong ? ("true" as const) : undefined,
  };
}

/** One control with its label, hint and error, in this order. */
export function Field({ field, children }: { field: FieldProps; children: Child }) {
  const { name, form } = field;
  return (
    <div class={errorOf(form, name) ? "field field-wrong" : "field"}>
      <label class="field-label" for={idOf(field)}>
        {field.label}
        <Optional {...field} />
      </label>
      <HintAndError {...field} />
      {children}
    </div>
  );
}
