import type { Child } from "hono/jsx";
import { Field, type FieldProps, HintAndError, idOf, Optional, single, tie } from "./field.tsx";
import { errorOf } from "./form.tsx";

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
      <select class="input select" id={idOf(field)} name={field.name} {...tie(field)}>
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
  const { name, form } = field;
  const own = idOf(field);
  return (
    <fieldset class={errorOf(form, name) ? "field field-wrong" : "field"} {...tie(field)}>
      <legend class="field-label">
        {field.label}
        <Optional {...field} />
      </legend>
      <HintAndError {...field} />
      <div class={inline ? "choices choices-inline" : "choices"}>
        {options.map(({ value, label: said, hint: more }, at) => {
          // The first one carries the field's own id: the error summary leads there.
          const id = at === 0 ? own : `${own}-${at + 1}`;
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
