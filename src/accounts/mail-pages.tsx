import { Hono } from "hono";
import { AppError } from "../errors.ts";
import type { AppEnv } from "../http.ts";
import { Card, EmptyState, PageHeader } from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import { sayTime } from "../web/say.ts";
import { listMails } from "./store.ts";

/** On a development server nothing is mailed: what would be can be read here. */
export const mailPages = new Hono<AppEnv>().get("/dev/mail", async (c) => {
  if (!c.var.settings.development) throw new AppError("not_found");
  const mails = await listMails(c.var.db, 100);
  return c.html(
    <Layout title="发件箱" actor={c.var.actor}>
      <PageHeader
        title="发件箱"
        lead="开发服务器不寄邮件，最近的 100 封在这里，链接可以直接打开。"
      />
      {mails.length === 0 ? (
        <EmptyState title="还没有邮件">申请重设密码或邀请同事后，邮件会出现在这里。</EmptyState>
      ) : (
        mails.map((mail) => <MailCard {...mail} />)
      )}
    </Layout>,
  );
});

type Mail = Awaited<ReturnType<typeof listMails>>[number];

function MailCard({ recipient, subject, body, createdAt }: Mail) {
  const lines = body.split("\n").filter((line) => line !== "");
  return (
    <Card title={subject} level={2} meta={`寄给 ${recipient} · ${sayTime(createdAt)}`}>
      {lines.map((line) =>
        /^https?:\/\/\S+$/.test(line) ? (
          <p>
            <a href={line}>{line}</a>
          </p>
        ) : (
          <p>{line}</p>
        ),
      )}
    </Card>
  );
}
