import { RadioGroup } from "../web/choice-fields.tsx";
import { TextField } from "../web/fields.tsx";
import { FormPage, type FormState } from "../web/form.tsx";
import type { LayoutProps } from "../web/layout.tsx";
import { passwordLength } from "./auth.ts";
import { FirmFields, firmLabels, textOf } from "./firm-form.tsx";
import { GoingOn, Next, OtherWay } from "./going-on.tsx";

type Props = { form: FormState; flash?: LayoutProps["flash"] };

export function SignInPage({ form, flash }: Props) {
  return (
    <FormPage
      title="登录"
      undone
      form={form}
      flash={flash}
      labels={{ email: "邮箱", password: "密码" }}
      action="/sign-in"
      submit="登录"
      wait="正在登录，请稍等…"
      cancel={forgotten(form)}
      intro={
        <>
          <GoingOn form={form} after="登录" />
          <OtherWay
            to="/sign-up"
            form={form}
            ask="还没有账号？"
            label="注册一个"
            end="，不收费。"
          />
        </>
      }
    >
      <Next form={form} />
      <TextField name="email" label="邮箱" type="email" autocomplete="username" form={form} />
      <TextField
        name="password"
        label="密码"
        type="password"
        autocomplete="current-password"
        form={form}
      />
    </FormPage>
  );
}

/** Where somebody was going, and what he sent there, stays with this page: the way to a new password leaves it open. */
function forgotten({ values }: FormState) {
  return textOf(values, "next") === undefined
    ? { href: "/forgot", label: "忘了密码" }
    : { href: "/forgot", label: "忘了密码（另开一页，设好再回到这一页登录）", apart: true };
}

/** Who comes from an invitation joins a firm that is here already. */
export function isInvited(values: FormState["values"]): boolean {
  return textOf(values, "next")?.startsWith("/invitations/") === true;
}

function OwnFirm({ form }: Props) {
  return (
    <>
      <RadioGroup name="kind" label="您是哪一方" form={form} options={kinds} />
      <div class="own-firm">
        <h2>您的单位</h2>
        <FirmFields form={form} nameField="organisation" />
      </div>
    </>
  );
}

const kinds = [
  { value: "sme", label: "我是企业", hint: "想找人帮忙解决生产、经营里的难题" },
  { value: "provider", label: "我是服务商", hint: "提供软件、设备或服务，想入驻和报价" },
  { value: "none", label: "我是受邀加入的，或者以后再填", hint: "下面的单位信息不用填" },
];

export function SignUpPage({ form }: Props) {
  const labels = {
    ...firmLabels,
    name: "您的姓名",
    email: "邮箱",
    password: "密码",
    kind: "您是哪一方",
    organisation: firmLabels.name,
  };
  return (
    <FormPage
      title="注册"
      undone
      form={form}
      labels={labels}
      action="/sign-up"
      submit="注册"
      wait="正在注册，请稍等…"
      intro={
        <>
          <GoingOn form={form} after="注册" />
          <OtherWay to="/sign-in" form={form} ask="已经有账号？" label="直接登录" end="。" />
        </>
      }
    >
      <Next form={form} />
      <TextField name="name" label="您的姓名" autocomplete="name" form={form} />
      <TextField
        name="email"
        label="邮箱"
        type="email"
        autocomplete="username"
        hint="用来登录和收通知"
        form={form}
      />
      <TextField
        name="password"
        label="密码"
        type="password"
        autocomplete="new-password"
        hint={`至少 ${passwordLength.least} 位，越长越安全`}
        form={form}
      />
      {isInvited(form.values) ? null : <OwnFirm form={form} />}
    </FormPage>
  );
}

export function ForgotPage({ form }: Props) {
  return (
    <FormPage
      title="忘了密码"
      form={form}
      labels={{ email: "邮箱" }}
      action="/forgot"
      submit="发送重设链接"
      cancel={{ href: "/sign-in", label: "返回登录" }}
      intro={<p>填注册时用的邮箱，我们发一个链接给您，打开它就能设新密码。</p>}
    >
      <TextField name="email" label="邮箱" type="email" autocomplete="username" form={form} />
    </FormPage>
  );
}

export function ResetPage({ form, flash }: Props) {
  return (
    <FormPage
      title="设置新密码"
      form={form}
      flash={flash}
      labels={{ newPassword: "新密码" }}
      action="/reset"
      submit="启用新密码"
      cancel={{ href: "/forgot", label: "重新申请链接" }}
      intro={<p>设好以后，所有设备上都要用新密码重新登录。</p>}
    >
      <input type="hidden" name="token" value={textOf(form.values, "token") ?? ""} />
      <TextField
        name="newPassword"
        label="新密码"
        type="password"
        autocomplete="new-password"
        hint={`至少 ${passwordLength.least} 位，越长越安全`}
        form={form}
      />
    </FormPage>
  );
}
