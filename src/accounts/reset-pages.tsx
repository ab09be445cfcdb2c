import { Hono } from "hono";
import { AppError } from "../errors.ts";
import { type AppEnv, fieldErrors, statusFor } from "../http.ts";
import { Notice, PageHeader } from "../web/components.tsx";
import { readForm } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { sayFailure, sayField } from "../words.ts";
import { textOf } from "./firm-form.tsx";
import { reset, resetRequest } from "./schema.ts";
import { requestReset, resetPassword } from "./sign-in.ts";
import { ForgotPage, ResetPage } from "./sign-views.tsx";

export const resetPages = new Hono<AppEnv>()
  .get("/forgot", (c) => c.html(<ForgotPage form={{ values: {}, errors: [] }} />))
  .post("/forgot", async (c) => {
    const values = await readForm(c);
    const input = resetRequest.safeParse(values);
    if (!input.success) {
      const errors = fieldErrors(input.error, values);
      return c.html(<ForgotPage form={{ values, errors }} />, 400);
    }
    await requestReset(c, input.data.email);
    return c.html(<SentPage email={input.data.email} outbox={c.var.settings.development} />);
  })
  .get("/reset", (c) => {
    const token = c.req.query("token") ?? "";
    return c.html(<ResetPage form={{ values: { token }, errors: [] }} />);
  })
  .post("/reset", async (c) => {
    const { newPassword, ...values } = await readForm(c);
    const form = { values, errors: [] };
    const given = { token: textOf(values, "token"), newPassword };
    const input = reset.safeParse(given);
    if (!input.success) {
      const errors = fieldErrors(input.error, given).filter(({ pointer }) => pointer !== "/token");
      if (errors.length > 0) return c.html(<ResetPage form={{ values, errors }} />, 400);
      const ended = { pointer: "/token", code: "link_ended", params: {} };
      const flash = { tone: "error", text: sayField(ended, "zh") } as const;
      return c.html(<ResetPage form={form} flash={flash} />, 400);
    }
    try {
      await resetPassword(c, input.data);
      return c.redirect("/sign-in?done=reset", 303);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const [field] = error.fields;
      const text = field ? sayField(field, "zh") : sayFailure(error, "zh");
      const flash = { tone: "error", text } as const;
      return c.html(<ResetPage form={form} flash={flash} />, statusFor(error));
    }
  });

function SentPage({ email, outbox }: { email: string; outbox: boolean }) {
  return (
    <Layout title="请查收邮件">
      <PageHeader title="请查收邮件" lead={`如果 ${email} 注册过，重设密码的链接已经发出。`} />
      <p>链接一小时内有效，只能用一次。没收到的话，请看看垃圾邮件，或检查邮箱有没有写错。</p>
      {outbox ? (
        <Notice tone="info">
          <p>
            这是开发服务器，邮件不会真的寄出：<a href="/dev/mail">看发件箱</a>。
          </p>
        </Notice>
      ) : null}
      <p class="actions">
        <a class="btn" href="/sign-in">
          返回登录
        </a>
        <a href="/forgot">换一个邮箱</a>
      </p>
    </Layout>
  );
}
