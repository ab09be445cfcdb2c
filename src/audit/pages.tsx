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
import { SealLine } from "./seal-line.tsx";
import { readSealState, type SealState } from "./seal-store.ts";
import { hrefOf, sayCounts, sayKind, sayThing, thingWords } from "./say.ts";

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
  import: z
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
  const { db } = c.var;
  const [{ items, next }, seals] = await Promise.all([
    listEvents(db, place, asked),
    readSealState(db),
  ]);
  const shown = { frame: await frameOf(c), query: asked, items, next, place, seals };
  return c.html(<AuditPage {...shown} />);
});

/** Read-only. */
function AuditPage({
  frame,
  query: asked,
  items,
  next,
  place,
  seals,
}: {
  frame: Frame;
  query: AuditQuery;
  items: readonly Told[];
  next: string | null;
  place: string;
  seals: SealState;
}) {
  const { thingKind, thing, kind, import: run } = asked;
  const kept = { ...(thing && { thing }), ...(kind && { kind }), ...(run && { import: run }) };
  const base = { href: home, params: kept };
  const names = [...new Set(items.flatMap(({ name }) => name ?? []))];
  const above = <Breadcrumbs trail={[{ href: "/desk/official", label: "主管部门工作台" }]} />;
  return (
    <Layout {...frame} title="变动记录" active="/desk/official" wide above={above}>
      <PageHeader
        title="变动记录"
        lead={`${regionName(place)} · 谁在什么时候做了什么，只能看，不能改`}
      />
      <SealLine state={seals} />
      {thing ? (
        <p>
          只看{names.length === 1 ? `“${names[0]}”` : "一件事"}的记录。<a href={home}>看全部</a>
        </p>
      ) : null}
      {run ? (
        <p>
          这一批导入写入的每一条。<a href={home}>看全部</a>
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
      {items.length === 0 ? (
        <EmptyState title="还没有记录" />
      ) : (
        <Events items={items} alone={thing !== undefined} />
      )}
      <Pager
        first={asked.after ? hrefWith(base, { thingKind }) : undefined}
        next={next ? hrefWith(base, { thingKind, after: next }) : undefined}
      />
    </Layout>
  );
}

function Events({ items, alone }: { items: readonly Told[]; alone: boolean }) {
  return (
    <Table
      caption="变动记录"
      hideCaption
      stacked
      columns={[{ label: "时间" }, { label: "做了什么" }, { label: "谁" }, { label: "记录" }]}
      rows={items.map((told) => [
        sayTime(told.at),
        <What told={told} />,
        [told.organisation, told.actor?.startsWith("system:") ? "系统" : told.actor]
          .filter(Boolean)
          .join(" · ") || "系统",
        told.counts ? (
          <a href={`${home}?import=${told.thingId}`}>看这一批的每一条</a>
        ) : alone ? (
          ""
        ) : (
          <a href={`${home}?thing=${told.thingId}`}>
            只看这一件<span class="sr-only">{told.name}</span>
          </a>
        ),
      ])}
    />
  );
}

/** The thing by its name and leading to it, then what was done. */
function What({ told }: { told: Told }) {
  const { kind, thingKind, name, counts } = told;
  const href = hrefOf(told);
  const said = name === null ? null : `“${name}”`;
  return (
    <span>
      {sayThing(thingKind)}
      {href ? <a href={href}>{said}</a> : said}：{sayKind(kind)}
      {counts ? <span class="soft">（{sayCounts(counts)}）</span> : null}
    </span>
  );
}
