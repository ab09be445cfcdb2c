import { Hono } from "hono";
import { z } from "zod";
import { officeOf } from "../applications/door.ts";
import type { AppEnv } from "../http.ts";
import { regionName } from "../taxonomy/regions.ts";
import { Breadcrumbs, EmptyState, PageHeader, Tabs } from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import { Pager, Table } from "../web/lists.tsx";
import { hrefWith } from "../web/links.ts";
import { type Frame, frameOf } from "../web/page.tsx";
import { sayTime } from "../web/say.ts";
import { type AuditQuery, listEvents, overseen, type Told } from "./read-store.ts";
import { sayKind, thingWords } from "./say.ts";

const home = "/official/audit";
const query = z.object({
  thingKind: z
    .enum(overseen)
    .optional()
    .catch(() => undefined),
  kind: z
    .string()
    .max(60)
    .optional()
    .catch(() => undefined),
  thing: z
    .uuid()
    .optional()
    .catch(() => undefined),
  after: z
    .uuid()
    .optional()
    .catch(() => undefined),
});

export const auditPages = new Hono<AppEnv>().get(home, async (c) => {
  const { regionCode: place } = officeOf(c.var.actor);
  const asked = { ...query.parse(c.req.query()), limit: 50 };
  const { items, next } = await listEvents(c.var.db, place, asked);
  return c.html(<AuditPage {...{ frame: await frameOf(c), query: asked, items, next, place }} />);
});

/** Read-only. */
function AuditPage({
  frame,
  query: asked,
  items,
  next,
  place,
}: {
  frame: Frame;
  query: AuditQuery;
  items: readonly Told[];
  next: string | null;
  place: string;
}) {
  const { thingKind, thing, kind } = asked;
  const base = { href: home, params: { ...(thing && { thing }), ...(kind && { kind }) } };
  const above = <Breadcrumbs trail={[{ href: "/desk/official", label: "主管部门工作台" }]} />;
  return (
    <Layout {...frame} title="变动记录" active="/desk/official" wide above={above}>
      <PageHeader
        title="变动记录"
        lead={`${regionName(place)} · 谁在什么时候做了什么，只能看，不能改`}
      />
      {thing ? (
        <p>
          只看一件事的记录。<a href={home}>看全部</a>
        </p>
      ) : null}
      <Tabs
        label="按种类看"
        items={[undefined, ...overseen].map((one) => ({
          href: hrefWith(base, { thingKind: one }),
          label: one ? thingWords[one] : "全部",
          current: one === thingKind,
        }))}
      />
      {items.length === 0 ? <EmptyState title="还没有记录" /> : <Events items={items} />}
      <Pager
        first={asked.after ? hrefWith(base, { thingKind }) : undefined}
        next={next ? hrefWith(base, { thingKind, after: next }) : undefined}
      />
    </Layout>
  );
}

function Events({ items }: { items: readonly Told[] }) {
  return (
    <Table
      caption="变动记录"
      hideCaption
      stacked
      columns={[{ label: "时间" }, { label: "做了什么" }, { label: "谁" }, { label: "编号" }]}
      rows={items.map(({ at, kind, thingKind, thingId, actor, organisation }) => [
        sayTime(at),
        <a href={`${home}?thing=${thingId}`}>
          {overseen.some((one) => one === thingKind) ? wordOf(thingKind) : thingKind}：
          {sayKind(kind)}
        </a>,
        [organisation, actor?.startsWith("system:") ? "系统" : actor].filter(Boolean).join(" · "),
        <span class="small">{thingId.slice(-8)}</span>,
      ])}
    />
  );
}

function wordOf(thingKind: string): string {
  const known = overseen.find((one) => one === thingKind);
  return known ? thingWords[known] : thingKind;
}
