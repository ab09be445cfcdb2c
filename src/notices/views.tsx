import { EmptyState, PageHeader } from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import { Pager } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayAgo } from "../web/say.ts";
import { sayNotice } from "./say.ts";

type Item = { id: string; kind: string; params: unknown; createdAt: Date; readAt: Date | null };

/** What happened, newest first; pressing one marks it as read and leads to the thing. */
export function NoticesPage({
  frame,
  items,
  next,
  after,
  now,
}: {
  frame: Frame;
  items: readonly Item[];
  next: string | null;
  after: string | undefined;
  now: Date;
}) {
  return (
    <Layout {...frame} title="消息" active="/notices">
      <PageHeader title="消息" lead={frame.unread > 0 ? `${frame.unread} 条未读` : undefined} />
      {frame.unread > 0 ? (
        <form method="post" action="/notices/read">
          <button class="btn btn-plain" type="submit">
            全部标为已读
          </button>
        </form>
      ) : null}
      {items.length === 0 ? (
        <EmptyState title="还没有消息">需求、报价、合作或审核有进展时，会在这里告诉您。</EmptyState>
      ) : null}
      <ul class="notices">
        {items.map((item) => (
          <li class={item.readAt ? undefined : "notice-unread"}>
            <form method="post" action={`/notices/${item.id}/read`}>
              <button type="submit">
                <span>
                  {item.readAt ? null : <span class="notice-new">未读</span>}
                  {sayNotice(item.kind, item.params)}
                </span>
                <span class="soft">{sayAgo(item.createdAt, now)}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
      <Pager
        first={after ? "/notices" : undefined}
        next={next ? `/notices?after=${next}` : undefined}
      />
    </Layout>
  );
}
