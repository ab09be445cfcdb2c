import { Hono } from "hono";
import { type AppEnv, byOf } from "../http.ts";
import { Notice, PageHeader } from "../web/components.tsx";
import { SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { sayDate } from "../web/say.ts";
import type { Actor } from "./actor.ts";
import { chooseOrganisation } from "./identify.ts";
import { acceptInvitation, getInvitation } from "./invitation-service.ts";
import type { Invitation } from "./invitation-store.ts";
import { signedIn } from "./me-routes.ts";

export const invitationPages = new Hono<AppEnv>()
  .get("/:token", async (c) => {
    const token = c.req.param("token");
    const { actor, db, now } = c.var;
    const invitation = await getInvitation(db, token, now());
    if (invitation.acceptedBy !== null && actor?.id === invitation.acceptedBy)
      return c.redirect(`/organisations/${invitation.organisationId}`, 303);
    return c.html(<InvitationPage {...{ actor, invitation, token }} />);
  })
  .post("/:token", async (c) => {
    const what = { token: c.req.param("token"), person: signedIn(c), now: c.var.now() };
    const organisationId = await acceptInvitation(c.var.db, byOf(c), what);
    chooseOrganisation(c, organisationId);
    return c.redirect(`/organisations/${organisationId}?done=joined`, 303);
  });

type Props = { actor: Actor; invitation: Invitation; token: string };

function InvitationPage({ actor, invitation, token }: Props) {
  const { organisation, inviter, email, expiresAt } = invitation;
  const title = `${inviter ?? "有人"}邀请您加入「${organisation}」`;
  return (
    <Layout title={title} actor={actor}>
      <PageHeader title={title} lead={`邀请发给 ${email}，${sayDate(expiresAt)}前有效。`} />
      <Answer {...{ actor, invitation, token }} />
    </Layout>
  );
}

function Answer({ actor, invitation, token }: Props) {
  const path = `/invitations/${token}`;
  const next = encodeURIComponent(path);
  if (invitation.acceptedAt !== null)
    return <Notice tone="error" text="这份邀请已经有人接受过了。需要的话，请对方再发一份。" />;
  if (!actor)
    return (
      <>
        <p>请先用收到邀请的邮箱登录。还没有账号的，先注册一个。</p>
        <p class="actions">
          <a class="btn" href={`/sign-in?next=${next}`}>
            登录
          </a>
          <a href={`/sign-up?next=${next}`}>注册</a>
        </p>
      </>
    );
  if (actor.email !== invitation.email)
    return (
      <>
        <Notice
          tone="yours"
          text={`您现在登录的是 ${actor.email}，与收到邀请的邮箱不同。请退出后换 ${invitation.email} 登录，或者请对方重新邀请您现在的邮箱。`}
        />
        <form method="post" action="/sign-out">
          <input type="hidden" name="next" value={path} />
          <SubmitButton plain>退出登录</SubmitButton>
        </form>
      </>
    );
  return (
    <form method="post" action={path}>
      <p>加入后，您可以代表它办事。它的成员能看到您的姓名和邮箱。</p>
      <div class="actions">
        <SubmitButton wait="正在加入，请稍等…">加入「{invitation.organisation}」</SubmitButton>
      </div>
    </form>
  );
}
