import { Hono } from "hono";
import { type AppEnv, byOf } from "../http.ts";
import { Breadcrumbs, EmptyState, Notice, PageHeader } from "../web/components.tsx";
import { SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { DataList, Table } from "../web/lists.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { sayAgo, sayCount, sayTime } from "../web/say.ts";
import type { CopyState } from "../search/copy-keeper.ts";
import { retryPoisoned } from "./service.ts";
import { type Poisoned, type SearchStatus, searchStatusOf } from "./status.ts";
import { listPoisoned, mostCounted } from "./store.ts";

const home = "/official/search-status";
const done = { retried: "已让检索服务重试。结果一两分钟内会显示在这里。" };

export const searchStatusPages = new Hono<AppEnv>()
  .get(home, async (c) => {
    const { db } = c.var;
    const [frame, status, refused] = await Promise.all([
      frameOf(c, done),
      searchStatusOf(db, c.var),
      listPoisoned(db, 100),
    ]);
    const copy = c.var.copy?.describe();
    return c.html(<StatusPage {...{ frame, status, refused, copy, now: c.var.now() }} />);
  })
  .post(`${home}/retry`, async (c) => {
    await retryPoisoned(c.var.db, byOf(c));
    return c.redirect(`${home}?done=retried`, 303);
  });

type Props = {
  frame: Frame;
  status: SearchStatus;
  refused: Poisoned[];
  copy: CopyState | undefined;
  now: Date;
};

const above = <Breadcrumbs trail={[{ href: "/desk/official", label: "主管部门工作台" }]} />;

function StatusPage({ frame, status, refused, copy, now }: Props) {
  return (
    <Layout {...frame} title="检索服务状况" active="/desk/official" above={above}>
      <PageHeader title="检索服务状况" lead={leadOf(status)} />
      {status.rowsOutdated ? <Outdated /> : null}
      {copy && status.engine === "postgresql" ? <p>{sayCopy(copy, now)}</p> : null}
      {status.outside ? (
        <>
          <section aria-labelledby="sameness">
            <h2 id="sameness">与数据库是否一致</h2>
            <DataList rows={factsOf(status.outside, now)} />
          </section>
          <section aria-labelledby="refused">
            <h2 id="refused">检索服务不收的内容</h2>
            <Refused refused={refused} />
          </section>
        </>
      ) : null}
    </Layout>
  );
}

function Outdated() {
  return (
    <Notice tone="info" title="有些检索数据是旧版本写的">
      <p>
        内容都搜得到，但筛选里的数目可能不准。请系统管理员在服务器上运行{" "}
        <code>npm run reindex</code>
        ，期间照常服务，做完这条提示就没有了。
      </p>
    </Notice>
  );
}

function leadOf({ engine, outside }: SearchStatus): string {
  if (!outside) return "检索由数据库直接完成，内容一经发布就能找到，没有需要同步的。";
  if (engine === "meilisearch") return "检索服务工作正常。";
  return "检索服务暂时没有应答，已自动改由数据库回答，使用者不受影响；恢复后会自动切回。";
}

/** Of the process that shows the page: another one keeps its own. */
function sayCopy({ copy, answered, left }: CopyState, now: Date): string {
  const asked = `启动以来，内存回答了 ${sayCount(answered)} 次查询，数据库回答了 ${sayCount(left)} 次。`;
  if (!copy) return `内存里现在没有检索数据，都由数据库回答，有人搜索时会自动读入。${asked}`;
  const readAt = new Date(now.getTime() - copy.ageSeconds * 1000);
  return `为了快，这台服务器在内存里留了一份检索数据（${sayCount(copy.entries)} 条，${sayAgo(readAt, now)}读入）。${asked}`;
}

function factsOf(outside: NonNullable<SearchStatus["outside"]>, now: Date) {
  const { waiting, oldestSeconds, drift } = outside;
  const oldest = new Date(now.getTime() - oldestSeconds * 1000);
  const facts = [
    {
      label: "还没告诉检索服务的变动",
      value: waiting > 0 ? `${sayWaiting(waiting)}，最早的一条是${sayAgo(oldest, now)}` : "没有",
    },
  ];
  if (!drift) return [...facts, { label: "核对", value: "还没有核对过，每小时自动核对一次" }];
  const { checkedAt, documents, missing, stale, surplus } = drift;
  const differences = missing + stale + surplus;
  return [
    ...facts,
    { label: "上次核对", value: `${sayTime(checkedAt)}，共 ${sayCount(documents)} 条` },
    {
      label: "核对结果",
      value:
        differences === 0
          ? "一致"
          : `缺少 ${sayCount(missing)} 条，过时 ${sayCount(stale)} 条，多余 ${sayCount(surplus)} 条，已自动补正`,
    },
  ];
}

function sayWaiting(waiting: number): string {
  return waiting > mostCounted ? `${sayCount(mostCounted)}条以上` : `${sayCount(waiting)} 条`;
}

const kindWords: Readonly<Record<string, string>> = {
  solution: "方案",
  provider: "服务商",
  case: "案例",
};

function Refused({ refused }: { refused: Poisoned[] }) {
  if (refused.length === 0) return <EmptyState title="没有" />;
  return (
    <>
      <Table
        caption="检索服务不收的内容"
        hideCaption
        stacked
        columns={[{ label: "内容" }, { label: "类别" }, { label: "原因" }]}
        rows={refused.map(({ kind, id, name, error }) => [
          name ?? id,
          kindWords[kind] ?? kind,
          error ?? "",
        ])}
      />
      <form action={`${home}/retry`} method="post">
        <SubmitButton plain>让检索服务重试</SubmitButton>
      </form>
    </>
  );
}
