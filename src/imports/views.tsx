import { regionName, wholeCountry } from "../taxonomy/regions.ts";
import {
  Breadcrumbs,
  Card,
  EmptyState,
  Notice,
  PageHeader,
  StatusTag,
} from "../web/components.tsx";
import { FileField } from "../web/fields.tsx";
import { ErrorSummary, type FormState, SubmitButton } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { hrefWith, limitIn } from "../web/links.ts";
import { Pager, Table } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayAgo, sayCount, sayTime } from "../web/say.ts";
import { sheetNames } from "./columns.ts";
import { ProblemList } from "./problem-views.tsx";
import type { listRuns, Run } from "./run-store.ts";
import { type ImportQuery, kinds } from "./schema.ts";

type Runs = Awaited<ReturnType<typeof listRuns>>;
const home = { href: "/desk/official", label: "主管部门工作台" };

const standings = {
  checked: { turn: "yours", word: "等您确认" },
  running: { turn: "theirs", word: "正在导入" },
  done: { turn: "done", word: "已导入" },
  refused: { turn: "stopped", word: "有错误，没有导入" },
  failed: { turn: "stopped", word: "中断了，没有导入" },
} as const;

export function ImportsPage({
  frame,
  runs,
  page,
  form,
  regionCode,
  now,
}: {
  frame: Frame;
  runs: Runs;
  page: ImportQuery;
  form: FormState;
  regionCode: string;
  now: Date;
}) {
  const isWhole = regionCode === wholeCountry;
  return (
    <Layout title="批量导入" {...frame} active={home.href} above={<Breadcrumbs trail={[home]} />}>
      <ErrorSummary form={form} labels={{ file: "文件" }} />
      <PageHeader
        title="批量导入"
        lead="从公开资料整理的服务商、方案和案例，可以一次导入。导入后会标明是公开资料、未经核验。"
      />
      <form class="form" method="post" action="/official/imports" enctype="multipart/form-data">
        <FileField
          name="file"
          label="选择文件"
          hint="Excel（.xlsx）、CSV 或 JSON，可以一次选几个，合起来不超过 10 MB。"
          accept=".xlsx,.csv,.json"
          multiple
          form={form}
        />
        <p class="soft">
          先检查，不会写入任何内容。您看过检查结果、确认以后才导入；有一处错误就全部不导入。
          {isWhole ? null : `只能导入${regionName(regionCode)}范围内的服务商。`}
        </p>
        <div class="actions">
          <SubmitButton wait="正在检查文件，请稍等…">检查文件</SubmitButton>
        </div>
      </form>
      <h2>模板</h2>
      <p>
        <a href="/official/imports/template">下载 Excel 模板</a>
        （三张表，带示例和可选内容）；CSV 模板：
        {kinds.map((kind, i) => (
          <>
            {i > 0 ? "、" : ""}
            <a href={`/official/imports/template?format=csv&kind=${kind}`}>{sheetNames[kind]}</a>
          </>
        ))}
      </p>
      <h2>导入记录</h2>
      <RunList {...{ runs, page, now }} />
    </Layout>
  );
}

function RunList({ runs, page, now }: { runs: Runs; page: ImportQuery; now: Date }) {
  const base = { href: "/official/imports", params: limitIn(page) };
  const first = page.after ? hrefWith(base, {}) : undefined;
  if (runs.items.length === 0)
    return first ? (
      <EmptyState title="后面没有了" action={{ href: first, label: "回到第一页" }} />
    ) : (
      <EmptyState title="还没有导入过">下载模板，填好后在上面选择文件。</EmptyState>
    );
  return (
    <>
      {runs.items.map((each) => (
        <Card
          title={each.fileName}
          href={`/official/imports/${each.id}`}
          aside={
            <StatusTag turn={standings[each.status].turn}>{standings[each.status].word}</StatusTag>
          }
          meta={`${each.startedBy ?? "系统"} · ${sayAgo(each.createdAt, now)} · ${sayCount(each.rowsTotal)} 行`}
        />
      ))}
      <Pager
        first={first}
        next={runs.next === null ? undefined : hrefWith(base, { after: runs.next })}
      />
    </>
  );
}

export function ImportPage({ frame, run, now }: { frame: Frame; run: Run; now: Date }) {
  const trail = [home, { href: "/official/imports", label: "批量导入" }];
  return (
    <Layout
      title={`导入：${run.fileName}`}
      {...frame}
      active={home.href}
      above={<Breadcrumbs trail={trail} />}
    >
      <PageHeader
        title={run.fileName}
        lead={`${run.startedBy ?? "系统"}，${sayTime(run.createdAt)}上传，共 ${sayCount(run.rowsTotal)} 行`}
        kicker={
          <StatusTag turn={standings[run.status].turn}>{standings[run.status].word}</StatusTag>
        }
      />
      <Standing run={run} now={now} />
      {run.status === "refused" ? null : <CountTable run={run} />}
      <ProblemList report={run.report} />
    </Layout>
  );
}

function CountTable({ run: { report, status } }: { run: Run }) {
  return (
    <>
      <h2>{status === "done" ? "导入了什么" : "检查结果"}</h2>
      <Table
        caption="各表的结果"
        hideCaption
        stacked
        columns={[
          { label: "表" },
          { label: "新增", number: true },
          { label: "更新", number: true },
          { label: "不变", number: true },
          { label: "跳过", number: true },
        ]}
        rows={kinds.map((kind) => {
          const { added, changed, unchanged, skipped } = report.counts[kind];
          return [sheetNames[kind], ...[added, changed, unchanged, skipped].map(String)];
        })}
      />
    </>
  );
}

function Standing({ run, now }: { run: Run; now: Date }) {
  const { report, status } = run;
  if (status === "refused")
    return (
      <Notice tone="error" title={`有 ${sayCount(report.errors)} 处错误，什么都没有写入`}>
        <p>
          请在原文件里改好下面列出的地方，再
          <a href="/official/imports">重新上传</a>。
        </p>
      </Notice>
    );
  if (status === "done")
    return (
      <Notice tone="success" title="已全部导入">
        <p>
          {run.finishedAt ? `完成于 ${sayTime(run.finishedAt)}。` : null}现在就能
          <a href="/search">搜到</a>。
        </p>
      </Notice>
    );
  if (status === "running") return <Progress run={run} now={now} />;
  if (!run.isKept)
    return (
      <Notice tone="info" title="文件已经过期">
        <p>
          检查过的文件只保留一天。请<a href="/official/imports">重新上传</a>。
        </p>
      </Notice>
    );
  return (
    <>
      {status === "failed" ? (
        <Notice tone="error" text="上次导入中断了，什么都没有写入。可以再试一次。" />
      ) : null}
      {report.again ? (
        <Notice tone="yours" text="检查以后数据有变化，已经重新检查。请看过新的结果再确认。" />
      ) : null}
      <form method="post" action={`/official/imports/${run.id}/run`}>
        <div class="actions">
          <SubmitButton wait="正在开始导入…">确认导入</SubmitButton>
          <a href="/official/imports">不导入</a>
        </div>
        <p class="soft">
          {report.warnings > 0
            ? `没有错误。下面 ${sayCount(report.warnings)} 处提醒不影响导入。`
            : "没有错误，也没有需要提醒的地方。"}
        </p>
      </form>
    </>
  );
}

function Progress({ run, now }: { run: Run; now: Date }) {
  const { rowsDone, rowsTotal, startedAt } = run;
  return (
    <Notice tone="info" title="正在导入">
      <p>
        <progress value={rowsDone} max={Math.max(rowsTotal, 1)}>
          {rowsDone} / {rowsTotal}
        </progress>
      </p>
      <p>
        已处理 {sayCount(rowsDone)} 行，共 {sayCount(rowsTotal)} 行
        {startedAt ? `，${sayAgo(startedAt, now)}开始` : ""}
        。页面会自己更新，您也可以离开，稍后再来看。
      </p>
    </Notice>
  );
}
