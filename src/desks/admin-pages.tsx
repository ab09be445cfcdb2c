import { Hono } from "hono";
import { z } from "zod";
import { SealLine } from "../audit/seal-line.tsx";
import { readSealState, type SealState } from "../audit/seal-store.ts";
import type { AppEnv } from "../http.ts";
import { readMonthsAhead } from "../jobs/month-store.ts";
import { warningOf } from "../jobs/months.ts";
import { regionName } from "../taxonomy/regions.ts";
import { EmptyState, Notice, PageHeader } from "../web/components.tsx";
import { TextField } from "../web/fields.tsx";
import { type FormState, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { hrefWith } from "../web/links.ts";
import { Pager, Table } from "../web/lists.tsx";
import { type Frame, frameOf, searchedIn } from "../web/page.tsx";
import { sayDate } from "../web/say.ts";
import { listPeople } from "./store.ts";

const query = z.object({
  after: z
    .uuid()
    .optional()
    .catch(() => undefined),
});

export const adminDeskPages = new Hono<AppEnv>().get("/desk/admin", async (c) => {
  const { q, box } = searchedIn(c, 100);
  const asked = { ...query.parse(c.req.query()), q };
  const { db } = c.var;
  const isAsked = box.errors.length === 0;
  const [{ items, next }, seals, months] = await Promise.all([
    isAsked ? listPeople(db, { ...asked, limit: 50 }) : { items: [], next: null },
    readSealState(db),
    readMonthsAhead(db, c.var.now()),
  ]);
  const warning = warningOf(months)?.detail;
  const shown = { frame: await frameOf(c), query: asked, box, people: items, next, seals, warning };
  return c.html(<AdminDesk {...shown} />, isAsked ? 200 : 400);
});

type People = Awaited<ReturnType<typeof listPeople>>["items"];
const kinds: Readonly<Record<string, string>> = {
  sme: "企业",
  provider: "服务商",
  authority: "主管部门",
};

function AdminDesk({
  frame,
  query: asked,
  box,
  people,
  next,
  seals,
  warning,
}: {
  frame: Frame;
  query: z.output<typeof query> & { q: string };
  box: FormState;
  people: People;
  next: string | null;
  seals: SealState;
  warning: string | undefined;
}) {
  const base = { href: "/desk/admin", params: asked.q ? { q: asked.q } : {} };
  return (
    <Layout {...frame} title="系统管理" active="/desk/admin" wide>
      <PageHeader
        title="人员和身份"
        lead="主管部门和管理员的身份由运维人员在服务器上用命令任命，这里只看不改。"
      />
      {seals.misfit ? <SealLine state={seals} /> : null}
      {warning ? <Notice tone="error" title="存放数据的分区快用完了" text={warning} /> : null}
      <form class="form find" action="/desk/admin">
        <TextField name="q" label="按姓名或邮箱找" type="search" form={box} />
        <SubmitButton plain>搜索</SubmitButton>
      </form>
      {box.errors.length > 0 ? null : people.length === 0 ? (
        <EmptyState title="没有符合的人" action={{ href: "/desk/admin", label: "看全部人员" }}>
          换个短一点的姓名，或者邮箱里的一段。
        </EmptyState>
      ) : (
        <Table
          caption="人员和身份"
          hideCaption
          stacked
          columns={[{ label: "姓名" }, { label: "邮箱" }, { label: "身份" }, { label: "注册日期" }]}
          rows={people.map(({ name, email, createdAt, administrator, places }) => [
            name,
            <span class="inline-block md:min-w-64">{email}</span>,
            sayRoles(administrator, places),
            sayDate(createdAt),
          ])}
        />
      )}
      <Pager
        first={asked.after ? hrefWith(base, {}) : undefined}
        next={next ? hrefWith(base, { after: next }) : undefined}
      />
    </Layout>
  );
}

function sayRoles(administrator: boolean, places: People[number]["places"]): string {
  const own = places.map(({ name, kind, role, regionCode }) => {
    const place = kind === "authority" && regionCode ? `，${regionName(regionCode)}` : "";
    return `${name}（${kinds[kind] ?? kind}${place}，${role === "owner" ? "负责人" : "成员"}）`;
  });
  const all = administrator ? ["系统管理员", ...own] : own;
  return all.length > 0 ? all.join("；") : "个人";
}
