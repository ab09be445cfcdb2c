import type { FormState } from "../web/form.tsx";
import { textOf } from "./firm-form.tsx";

/** Where the person wanted to go, carried along. */
export function Next({ form }: { form: FormState }) {
  const next = textOf(form.values, "next");
  return next === undefined ? null : <input type="hidden" name="next" value={next} />;
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
  const goal = goals.find(([path]) => next.startsWith(path))?.[1] ?? "回到刚才的页面";
  return (
    <p>
      {after}以后{goal}。
    </p>
  );
}
