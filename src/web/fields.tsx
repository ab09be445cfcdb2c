import type { Child } from "hono/jsx";
import { parseWan, parseYuan, upperEnd } from "../money.ts";
import { errorOf, type FormState, sayError } from "./form.tsx";
import { Icon } from "./icon.tsx";
import { sayMoney } from "./say.ts";

type FieldProps = {
  name: string;
  label: string;
  hint?: Child;
  form: FormState;
  optional?: boolean | undefined;
};

function single(form: FormState, name: string): string {
  const value = form.values[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

function FieldErrorText({ name, label, form }: FieldProps) {
  const error = errorOf(form, name);
  if (!error) return null;
  return (
    <p class="field-error" id={`${name}-error`}>
      <Icon name="warning" />
      <span>
        <span class="sr-only">错误：</span>
        {sayError(error, label)}
      </span>
    </p>
  );
}

/** Ties hint and error to the control, so that a screen reader says them. */
function tie({ name, hint, form }: FieldProps, more?: string) {
  const wrong = errorOf(form, name) !== undefined;
  const ids = [hint ? `${name}-hint` : "", wrong ? `${name}-error` : "", more ?? ""].filter(
    Boolean,
  );
  return {
    "aria-describedby": ids.length > 0 ? ids.join(" ") : undefined,
    "aria-invalid": wrong ? ("true" as const) : undefined,
  };
}

/** One control with its label, hint and error, in this order. */
function Field({ field, children }: { field: FieldProps; children: Child }) {
  const { name, label, hint, form, optional } = field;
  return (
    <div class={errorOf(form, name) ? "field field-wrong" : "field"}>
      <label class="field-label" for={name}>
        {label}
        {optional ? <span class="soft">（可不填）</span> : null}
      </label>
      {hint ? (
        <p class="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      <FieldErrorText {...field} />
      {children}
    </div>
  );
}

export type TextFieldProps = FieldProps & {
  type?: "text" | "email" | "tel" | "url" | "password" | "search" | undefined;
  autocomplete?: string | undefined;
  inputmode?: "numeric" | "decimal" | "text" | undefined;
  maxlength?: number | undefined;
  /** How much is expected: the box shows it. */
  size?: "short" | "medium" | undefined;
};

export function TextField({
  type = "text",
  autocomplete,
  inputmode,
  maxlength,
  size,
  ...field
}: TextFieldProps) {
  return (
    <Field field={field}>
      <input
        class={size ? `input input-${size}` : "input"}
        id={field.name}
        name={field.name}
        type={type}
        value={type === "password" ? "" : single(field.form, field.name)}
        autocomplete={autocomplete ?? "off"}
        inputmode={inputmode}
        maxlength={maxlength}
        {...tie(field)}
      />
    </Field>
  );
}

/** With `max` it says how much may be written; the island counts while one types. */
export function TextArea({
  rows = 5,
  max,
  ...field
}: FieldProps & { rows?: number; max?: number | undefined }) {
  const count = `${field.name}-count`;
  return (
    <Field field={field}>
      <textarea
        class="input"
        id={field.name}
        name={field.name}
        rows={rows}
        data-max={max}
        {...tie(field, max === undefined ? undefined : count)}
      >
        {/* A parser drops the first line break, so that one of the text would be lost. */}
        {`\n${single(field.form, field.name)}`}
      </textarea>
      {max === undefined ? null : (
        <p class="field-hint" id={count}>
          最多 {max} 字
        </p>
      )}
    </Field>
  );
}

export type Choice = { value: string; label: Child; hint?: Child };

export function SelectField({
  options,
  empty = "请选择",
  ...field
}: FieldProps & {
  options: readonly { value: string; label: string; group?: string | undefined }[];
  empty?: string;
}) {
  const chosen = single(field.form, field.name);
  const groups = [...new Set(options.map(({ group }) => group))];
  const choices = (group: string | undefined) =>
    options
      .filter((option) => option.group === group)
      .map(({ value, label }) => (
        <option value={value} selected={value === chosen}>
          {label}
        </option>
      ));
  return (
    <Field field={field}>
      <select class="input select" id={field.name} name={field.name} {...tie(field)}>
        <option value="" selected={chosen === ""}>
          {empty}
        </option>
        {groups.map((group) =>
          group === undefined ? (
            choices(group)
          ) : (
            <optgroup label={group}>{choices(group)}</optgroup>
          ),
        )}
      </select>
    </Field>
  );
}

export function RadioGroup(
  props: FieldProps & { options: readonly Choice[]; inline?: boolean | undefined },
) {
  return <ChoiceGroup {...props} type="radio" chosen={[single(props.form, props.name)]} />;
}

export function CheckboxGroup(
  props: FieldProps & { options: readonly Choice[]; inline?: boolean | undefined },
) {
  return (
    <ChoiceGroup {...props} type="checkbox" chosen={[props.form.values[props.name] ?? []].flat()} />
  );
}

function ChoiceGroup({
  type,
  options,
  chosen,
  inline,
  ...field
}: FieldProps & {
  type: "radio" | "checkbox";
  options: readonly Choice[];
  chosen: readonly string[];
  inline?: boolean | undefined;
}) {
  const { name, label, hint, form, optional } = field;
  return (
    <fieldset class={errorOf(form, name) ? "field field-wrong" : "field"} {...tie(field)}>
      <legend class="field-label">
        {label}
        {optional ? <span class="soft">（可不填）</span> : null}
      </legend>
      {hint ? (
        <p class="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      <FieldErrorText {...field} />
      <div class={inline ? "choices choices-inline" : "choices"}>
        {options.map(({ value, label: said, hint: more }, at) => {
          // The first one carries the field's own id: the error summary leads there.
          const id = at === 0 ? name : `${name}-${at + 1}`;
          return (
            <div class="choice">
              <input
                type={type}
                id={id}
                name={name}
                value={value}
                checked={chosen.includes(value)}
                aria-describedby={more ? `${id}-more` : undefined}
              />
              <label for={id}>{said}</label>
              {more ? (
                <p class="field-hint" id={`${id}-more`}>
                  {more}
                </p>
              ) : null}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

/**
 * Typed in 元 (4.8万 and 五万 are understood too) or, as a bare number, in 万元; says the amount in
 * words beside it. `most`: a budget, of a span the upper end.
 */
export function MoneyField({
  unit = "元",
  most,
  ...field
}: FieldProps & { unit?: "元" | "万元"; most?: boolean }) {
  const typed = single(field.form, field.name);
  const given = most ? upperEnd(typed) : typed;
  const fen = unit === "元" ? parseYuan(given) : parseWan(given);
  const said = `${field.name}-said`;
  return (
    <Field field={field}>
      <div class="with-unit">
        <input
          class="input input-short"
          id={field.name}
          name={field.name}
          type="text"
          inputmode="decimal"
          value={typed}
          autocomplete="off"
          data-yuan={said}
          data-unit={unit}
          data-most={most ? "" : undefined}
          {...tie(field, said)}
        />
        <span>{unit}</span>
        <output class="soft" id={said} for={field.name}>
          {fen === undefined ? "" : `${most ? "最多" : "即"} ${sayMoney(fen)}`}
        </output>
      </div>
    </Field>
  );
}

/** A day, or with `time` a minute, both as the clock in China shows it. */
export function DateField({
  time,
  min,
  max,
  ...field
}: FieldProps & {
  time?: boolean | undefined;
  min?: string | undefined;
  max?: string | undefined;
}) {
  return (
    <Field field={field}>
      <input
        class="input input-medium"
        id={field.name}
        name={field.name}
        type={time ? "datetime-local" : "date"}
        value={single(field.form, field.name)}
        min={min}
        max={max}
        {...tie(field)}
      />
    </Field>
  );
}

/** Needs `files` on its form page. A file that was chosen before an error has to be chosen again: the page says so. */
export function FileField({
  accept,
  multiple,
  ...field
}: FieldProps & { accept?: string | undefined; multiple?: boolean | undefined }) {
  const again = field.form.errors.length > 0;
  return (
    <Field field={field}>
      <input
        class="input input-file"
        id={field.name}
        name={field.name}
        type="file"
        accept={accept}
        multiple={multiple}
        {...tie(field, again ? `${field.name}-again` : undefined)}
      />
      {again ? (
        <p class="field-hint" id={`${field.name}-again`}>
          如果已选过文件，请重新选一次。
        </p>
      ) : null}
    </Field>
  );
}
