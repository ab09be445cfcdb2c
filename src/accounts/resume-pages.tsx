import type { Context } from "hono";
import type { Child } from "hono/jsx";
import type { AppEnv } from "../http.ts";
import { Details, PageHeader } from "../web/components.tsx";
import { type FormState, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { adminDesk, desks } from "../web/links.ts";
import type { Actor } from "./actor.ts";
import { deedAt } from "./deeds.ts";
import { textOf } from "./firm-form.tsx";
import { NewOrganisationPage } from "./organisation-views.tsx";
import { ownPath } from "./own-path.ts";
import { carriedIn, carry, type Sent } from "./sent.ts";
import { SignInPage } from "./sign-views.tsx";

/** Who followed a link comes back to it; what was sent goes along through signing in or registering. */
export async function askToSignIn(c: Context<AppEnv>) {
  const { pathname, search } = new URL(c.req.url);
  if (c.req.method === "GET" || c.req.method === "HEAD")
    return c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
  const sent = await carry(c);
  const values = { next: pathname, ...(sent === undefined ? {} : { sent }) };
  const flash = { tone: "info", text: "请先登录：您还没有登录，或者登录已过期。" } as const;
  return c.html(<SignInPage form={{ values, errors: [] }} flash={flash} />, 401);
}

/** Who is signed in and has no firm yet registers one; what he had sent goes along. */
export async function askForFirm(c: Context<AppEnv>) {
  const sent = await carry(c);
  const values = { kind: "sme", next: c.req.path, ...(sent === undefined ? {} : { sent }) };
  return begun(c, <NewOrganisationPage actor={c.var.actor} form={{ values, errors: [] }} />);
}

/** A page on that way, come to by a form: it holds what was typed, and can be come back to. */
export function begun(c: Context<AppEnv>, page: Child) {
  c.header("cache-control", "private, no-cache");
  return c.html(<>{page}</>);
}

/** What was sent before is shown to be sent again; else one goes where one wanted to go. */
export function goOn(
  c: Context<AppEnv>,
  values: FormState["values"],
  actor: Actor,
  home = homeOf(actor),
) {
  const sent = carriedIn(values);
  if (sent) return begun(c, <ResumePage {...{ sent, actor }} />);
  return c.redirect(ownPath(textOf(values, "next"), home), 303);
}

/** The desk of the first organisation, or the administrator's; who has none begins with the account page. */
export function homeOf(actor: Actor): string {
  const [first] = actor?.memberships ?? [];
  if (first) return desks[first.kind].href;
  return actor?.administrator ? adminDesk.href : "/me";
}

/** Sent again by the person, not by us: he sees that it was not done, and may think better of it. */
function ResumePage({ sent: { to, fields }, actor }: { sent: Sent; actor: Actor }) {
  const isNeed = to === "/requests/new";
  // Codes, numbers and what the page itself had put there say nothing without their fields.
  const texts = fields
    .filter(([name, value]) => name !== "sent" && /\p{Script=Han}/u.test(value))
    .map(([, value]) => value);
  return (
    <Layout title="接着刚才的事" actor={actor} undone>
      <PageHeader
        title="接着刚才的事"
        lead={
          isNeed
            ? "您刚才写的内容都还在。"
            : texts.length > 0
              ? "您刚才填写的内容都还在，还没有提交。"
              : `您刚才要办的事（${deedAt(to)}）还没有办，请再确认一次。`
        }
      />
      {actor && !isNeed ? (
        <p>
          现在登录的是{actor.name}（{actor.email}）。刚才在这台设备上操作的如果不是您，请不要提交。
        </p>
      ) : null}
      {texts.length === 0 ? null : (
        <Details summary="刚才写的内容" open>
          {texts.map((text) => (
            <p class="break-words whitespace-pre-wrap">{text}</p>
          ))}
        </Details>
      )}
      <form method="post" action={to}>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <SubmitButton>接着{deedAt(to)}</SubmitButton>
          <a href={isNeed ? "/match" : to}>
            {isNeed ? "换个说法重写" : "不提交了，回到刚才的页面"}
          </a>
        </div>
      </form>
    </Layout>
  );
}
