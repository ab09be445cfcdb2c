import { Hono } from "hono";
import { type AppEnv, byOf } from "../http.ts";
import { EmptyState, PageHeader } from "../web/components.tsx";
import { SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { Table } from "../web/lists.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { sayAgo, sayCount, sayDate } from "../web/say.ts";
import { retryPoisoned } from "./service.ts";
import { type Poisoned, type SearchStatus, searchStatusOf } from "./status.ts";
import { listPoisoned } from "./store.ts";

const home = "/official/search-status";
const done = { retried: "已让检索服务重试。结果一两分钟内会显示在这里。" };

export const searchStatusPages = new Hono<AppEnv>()
  .get(home, async (c) => {
    const { db, outside } = c.var;
    const [frame, status, refused] = await Promise.all([
      frameOf(c, done),
      searchStatusOf(db, outside),
      listPoisoned(db, 100),
    ]);
    return c.html(<StatusPage {...{ frame, status, refused, now: c.var.now() }} />);
  })
  .post(`${home}/retry`, async (c) => {
    await retryPoisoned(c.var.db, byOf(c));
    return c.redirect(`${home}?done=retried`, 303);
  });

type Props = {
  frame: Frame;
  status: SearchStatus;
  refused: Poisoned[];
  now: Date;
};

function StatusPage({ frame, status, refused, now }: Props) {
  return (
    <Layout {...frame} title="检索服务状况" active="/desk/official">
      <PageHeader title="检索服务状况" lead={leadOf(status)} />
      {status.outside ? (
        <>
          <Table
            caption="与数据库是否一致"
            columns={[{ label: "项目" }, { label: "现在", number: true }]}
            rows={factsOf(status.outside, now)}
          />
          <section aria-labelledby="refused">
            <h2 id="refused">检索服务不收的内容</h2>
            <Refused refused={refused} />
          </section>
        </>
      ) : null}
    </Layout>
  );
}

function leadOf({ engine, outside }: SearchStatus): string {
  if (!outside) return "检索由数据库直接完成，内容一经发布就能找到，没有需要同步的。";
  if (engine === "meilisearch") return "检索服务工作正常。";
  return "检索服务暂时没有应答，已自动改由数据库回答，使用者不受影响；恢复后会自动切回。";
}

function factsOf(outside: NonNullable<SearchStatus["outside"]>, now: Date): [string, string][] {
  const { waiting, oldestSeconds, drift } = outside;
  const oldest = new Date(now.getTime() - oldestSeconds * 1000);
  const facts: [string, string][] = [
    ["等着告诉检索服务的变动", sayCount(waiting)],
    ["其中最早的一条", waiting > 0 ? sayAgo(oldest, now) : "没有"],
  ];
  if (!drift) return [...facts, ["与数据库的核对", "还没有核对过，每小时自动核对一次"]];
  return [
    ...facts,
    ["上次核对", `${sayDate(drift.checkedAt)}，共 ${sayCount(drift.documents)} 条`],
    ["核对时检索里缺少的", sayCount(drift.missing)],
    ["核对时检索里过时的", sayCount(drift.stale)],
    ["核对时检索里多余的", sayCount(drift.surplus)],
  ];
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
