type Mail = { recipient: string; subject: string; body: string };

export const resetSubject = "重设您的数桥密码";

export function resetMail(recipient: string, publicUrl: string, token: string): Mail {
  return {
    recipient,
    subject: resetSubject,
    body: `您好！

请在一小时内打开下面的链接，设置新的密码。链接只能用一次。

${new URL(`/reset?token=${encodeURIComponent(token)}`, publicUrl).href}

如果不是您本人申请的，不用理会这封邮件，原来的密码不变。

数桥`,
  };
}

export function invitationMail(
  recipient: string,
  { inviter, organisation, link }: Record<"inviter" | "organisation" | "link", string>,
): Mail {
  return {
    recipient,
    subject: `${inviter}邀请您加入「${organisation}」`,
    body: `您好！

${inviter}邀请您在数桥加入「${organisation}」。请在七天内打开下面的链接，用这个邮箱登录或注册后确认加入。

${link}

如果您不认识对方，不用理会这封邮件。

数桥`,
  };
}
