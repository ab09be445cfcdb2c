import { parseWan, parseYuan, upperEnd } from "../money.ts";
import { Field, type FieldProps, idOf, single, tie } from "./field.tsx";
import { sayMoney } from "./say.ts";

export type TextFieldProps = FieldProps & {
  type?: "text" | "email" | "tel" | "url" | "password" | "search" | undefined;
  autocomplete?: string | undefined;
  inputmode?: "numeric" | "decimal" | "text" | undefined;
  /** How much is expected: the box shows it. */
  size?: "short" | "medium" | undefined;
  /** What may be typed, offered while one types; anything else may be typed too. */
  offered?: readonly string[] | undefined;
};

export function TextField({
  type = "text",
  autocomplete,
  inputmode,
  size,
  offered,
  ...field
}: TextFieldProps) {
  const list = offered && `${idOf(field)}-offered`;
  return (
    <Field field={field}>
      <input
        class={size ? `input input-${size}` : "input"}
        id={idOf(field)}
        name={field.name}
        type={type}
        value={type === "password" ? "" : single(field.form, field.name)}
        autocomplete={autocomplete ?? "off"}
        inputmode={inputmode}
        list={list}
        {...tie(field)}
      />
      {offered ? (
        <datalist id={list}>
          {offered.map((one) => (
            <option>{one}</option>
          ))}
        </datalist>
      ) : null}
    </Field>
  );
}

/** With `max` it says how much may be written; the island counts while one types. */
export function TextArea({
  rows = 5,
  max,
  ...field
}: FieldProps & { rows?: number; max?: number | undefined }) {
  const count = `${idOf(field)}-count`;
  return (
    <Field field={field}>
      <textarea
        class="input"
        id={idOf(field)}
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
  const said = `${idOf(field)}-said`;
  return (
    <Field field={field}>
      <div class="with-unit">
        <input
          class="input input-short"
          id={idOf(field)}
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
        <output class="soft" id={said} for={idOf(field)}>
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
        id={idOf(field)}
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
        id={idOf(field)}
        name={field.name}
        type="file"
        accept={accept}
        multiple={multiple}
        {...tie(field, again ? `${idOf(field)}-again` : undefined)}
      />
      {again ? (
        <p class="field-hint" id={`${idOf(field)}-again`}>
          如果已选过文件，请重新选一次。
        </p>
      ) : null}
    </Field>
  );
}
