import { Hono } from "hono";
import { z } from "zod";
import { signedIn } from "../accounts/me-routes.ts";
import { type AppEnv, byOf, idOf } from "../http.ts";
import { Breadcrumbs, Card, Details, EmptyState, PageHeader } from "../web/components.tsx";
import { readForm, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { hrefWith } from "../web/links.ts";
import { Pager } from "../web/lists.tsx";
import { type Frame, frameOf, parsed } from "../web/page.tsx";
import { sayTime } from "../web/say.ts";
import { forgetOwnWords, keptDays } from "./forget-service.ts";
import { ownHref } from "./kept-note.tsx";
import { listOwnMatches, type OwnMatch } from "./own-store.ts";

const pageQuery = z.object({ after: z.uuid().optional() });
const own = { href: ownHref, params: {} };
const done = {
  one: "这段话已抹去，找不回来了。",
  all: "写过的话都已抹去，找不回来了。",
};

/** At /me/matches. */
export const ownMatchPages = new Hono<AppEnv>()
  .get("/", async (c) => {
    const { after } = parsed(pageQuery, c.req.query());
    const list = await listOwnMatches(c.var.db, signedIn(c).id, { after, limit: 20 });
    return c.html(<OwnMatchesPage {...{ frame: await frameOf(c, done), after, ...list }} />);
  })
  .post("/forget", async (c) => {
    await forgetOwnWords(c.var.db, byOf(c), signedIn(c).id);
    return c.redirect(`${ownHref}?done=all`, 303);
  })
  // Sent twice, it is forgotten as well.
  .post("/:id/forget", async (c) => {
    await forgetOwnWords(c.var.db, byOf(c), signedIn(c).id, idOf(c));
    // Back to the page of the list where it stood.
    const { after } = pageQuery.catch({}).parse(await readForm(c));
    return c.redirect(hrefWith(own, { after, done: "one" }), 303);
  });

type Props = {
  frame: Frame;
  items: readonly OwnMatch[];
  next: string | null;
  after: string | undefined;
};

function OwnMatchesPage({ frame, items, next, after }: Props) {
  return (
    <Layout
      {...frame}
      title="我写过的难题"
      above={<Breadcrumbs trail={[{ href: "/me", label: "我的账号" }]} />}
    >
      <PageHeader
        title="我写过的难题"
        lead={`保存 ${keptDays} 天后自动抹去，用来发布需求的跟需求一起保存。您可以随时自己先抹去。`}
      />
      {items.length === 0 ? <NoneKept after={after} /> : null}
      <div class="cards">
        {items.map((item) => (
          <Written {...item} after={after} />
        ))}
      </div>
      <Pager
        first={after ? ownHref : undefined}
        next={next ? hrefWith(own, { after: next }) : undefined}
      />
      {items.length > 0 ? (
        <Details summary="全部抹去">
          <p>
            您写过的话、引用这些话的推荐理由，以及人数、预算和期限都会抹去，找不回来。已经发布的需求不受影响。
          </p>
          <form method="post" action={`${ownHref}/forget`}>
            <SubmitButton plain wait="正在抹去…">
              抹去我写过的所有话
            </SubmitButton>
          </form>
        </Details>
      ) : null}
    </Layout>
  );
}

function NoneKept({ after }: Pick<Props, "after">) {
  return after ? (
    <EmptyState title="这一页没有了" action={{ href: ownHref, label: "看最近写的" }}>
      更早写的已经抹去了。
    </EmptyState>
  ) : (
    <EmptyState title="现在没有留着的" action={{ href: "/match", label: "说说难题，找方案" }}>
      您还没有写过，或者写过的已经抹去了。
    </EmptyState>
  );
}

function Written({ id, createdAt, text, requestId, after }: OwnMatch & Pick<Props, "after">) {
  return (
    <Card
      title={sayTime(createdAt)}
      meta={requestId ? <a href={`/requests/${requestId}`}>已用来发布需求</a> : undefined}
    >
      <p class="clamp break-words">{text}</p>
      <div class="actions">
        <a href={`/matches/${id}`}>
          看当时的推荐<span class="sr-only">：{sayTime(createdAt)}</span>
        </a>
      </div>
      <Details
        summary={
          <>
            抹去这段话<span class="sr-only">：{sayTime(createdAt)}</span>
          </>
        }
      >
        <p>
          这段话和引用它的推荐理由都会抹去，找不回来。
          {requestId ? "已经发布的需求不受影响。" : ""}
        </p>
        <form method="post" action={`${ownHref}/${id}/forget`}>
          {after ? <input type="hidden" name="after" value={after} /> : null}
          <SubmitButton plain wait="正在抹去…">
            确定抹去<span class="sr-only">：{sayTime(createdAt)}</span>
          </SubmitButton>
        </form>
      </Details>
    </Card>
  );
}
