import type { Person } from "../accounts/actor.ts";
import { keptDays } from "../matching/forget-service.ts";
import { Breadcrumbs, Notice, PageHeader } from "../web/components.tsx";
import { SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import type { Frame } from "../web/page.tsx";

type Props = { frame: Frame; person: Person; parts: readonly (string | null)[] };

export function OwnDataPage({ frame, person, parts }: Props) {
  const above = <Breadcrumbs trail={[{ href: "/me", label: "我的账号" }]} />;
  return (
    <Layout {...frame} title="我的个人信息" above={above}>
      <PageHeader
        title="我的个人信息"
        lead="本平台存着的与您有关的信息，您随时可以下载一份带走。"
      />
      <section>
        <h2>下载</h2>
        {person.sessionId === null ? (
          <Notice tone="info" title="用令牌不能下载" text="请用浏览器登录以后再下载。" />
        ) : (
          <Download parts={parts} />
        )}
      </section>
      <section>
        <h2>里面有什么</h2>
        <div class="prose">
          <ul>
            <li>账号：姓名、邮箱、注册时间，加入了哪些单位，登录的设备，访问令牌的用途和期限</li>
            <li>
              您写的：找方案时说的难题（保存 {keptDays}{" "}
              天）和当时的推荐，您发布的需求，您的提问、回答、报价和评价
            </li>
            <li>您收到的：站内消息、邀请，以及给您发过哪些邮件</li>
            <li>您同意过的：把联系方式给选定的服务商</li>
            <li>
              您做过的：每一次操作的时间和对象；在主管部门工作的，还有您的审核、导入和词库改动
            </li>
          </ul>
        </div>
        <p>
          密码和令牌本身不在里面，它们只存了无法还原的摘要。别人的姓名、邮箱和电话也不在里面；单位的资料属于单位：您退出以后，为它写的需求和报价只列编号和时间。
        </p>
      </section>
      <section>
        <h2>不再使用</h2>
        <p>
          您可以注销账号，抹去这些信息。<a href="/me/erase">注销账号</a>
        </p>
      </section>
    </Layout>
  );
}

function Download({ parts }: Pick<Props, "parts">) {
  return (
    <>
      <p>
        文件是 JSON
        格式，用记事本就能打开，也可以导入别的系统。里面有您的个人信息，请保存在自己的设备上。每次下载都会记录下来。
      </p>
      {parts.length > 1 ? <p>内容很多，分 {parts.length} 份下载，从最近的开始。</p> : null}
      {parts.map((before, i) => (
        // The answer is a file: the page stays, and nothing would tell it that the wait is over.
        <form method="post" action="/me/data" data-many>
          {before === null ? null : <input type="hidden" name="before" value={before} />}
          <div class="actions">
            <SubmitButton plain={i > 0}>
              下载我的个人信息{parts.length > 1 ? `（第 ${i + 1} 份）` : ""}
            </SubmitButton>
          </div>
        </form>
      ))}
    </>
  );
}
