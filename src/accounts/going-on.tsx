import type { FormState } from "../web/form.tsx";
import { deedAt } from "./deeds.ts";
import { textOf } from "./firm-form.tsx";

/** Where the person wanted to go and what he had sent there, carried along. */
export function Next({ form }: { form: FormState }) {
  return (
    <>
      {["next", "sent"].map((name) => {
        const value = textOf(form.values, name);
        return value === undefined ? null : <input type="hidden" name={name} value={value} />;
      })}
    </>
  );
}

type Props = { to: string; form: FormState; ask: string; label: string; end: string };

/** From signing in to registering and back: a link, or with what was sent a form that takes it along. */
export function OtherWay({ to, form, ask, label, end }: Props) {
  if (textOf(form.values, "sent") !== undefined)
    return (
      <form method="post" action={to}>
        <Next form={form} />
        <p>
          {ask}
          <button class="link-button" type="submit" name="begin" value="yes">
            {label}
          </button>
          {end}
        </p>
      </form>
    );
  const next = textOf(form.values, "next");
  return (
    <p>
      {ask}
      <a href={next === undefined ? to : `${to}?next=${encodeURIComponent(next)}`}>{label}</a>
      {end}
    </p>
  );
}

const goals = [
  ["/requests/new?", "接着发布需求，刚才写的内容都还在"],
  ["/requests/new", "接着发布需求"],
  ["/requests", "接着看您的需求"],
  ["/desk/provider/application", "接着申请入驻"],
  ["/desk/provider", "回到服务商工作台"],
  ["/invitations/", "就能加入邀请您的单位"],
] as const;

/** Who was led here on the way to something is told that it goes on from there. */
export function GoingOn({ form, after }: { form: FormState; after: string }) {
  const next = textOf(form.values, "next");
  if (next === undefined || next === "/") return null;
  const isSent = textOf(form.values, "sent") !== undefined;
  const goal = isSent
    ? `接着${deedAt(next)}，刚才填写的内容都还在`
    : (goals.find(([path]) => next.startsWith(path))?.[1] ?? "回到刚才的页面");
  return (
    <p>
      {after}以后{goal}。
    </p>
  );
}
