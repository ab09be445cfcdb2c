import { sayFields } from "../applications/views.tsx";
import { sayPrice, sayScene } from "../web/catalogue.tsx";
import {
  Breadcrumbs,
  Card,
  EmptyState,
  Notice,
  PageHeader,
  StatusTag,
} from "../web/components.tsx";
import {
  ErrorSummary,
  FormPage,
  type FormState,
  HiddenVersion,
  SubmitButton,
} from "../web/form.tsx";
import { ProviderTabs } from "../web/desk-tabs.tsx";
import { CategoryMark } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { Pager, Table } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayCount, sayDate, sayTime } from "../web/say.ts";
import { solutionLabels } from "./complete.ts";
import type { OwnSolution } from "./own-schema.ts";
import { SolutionFields } from "./own-fields.tsx";

const desk = { href: "/desk/provider", label: "服务商工作台" };
const home = "/desk/provider/solutions";
const trail = [desk, { href: home, label: "我的方案" }];

export type Room = { listed: boolean; applying: boolean };

export function OwnSolutionsPage({
  frame,
  shelf: { solutions, total, page, pages },
  room,
}: {
  frame: Frame;
  shelf: { solutions: readonly OwnSolution[]; total: number; page: number; pages: number };
  room: Room;
}) {
  return (
    <Layout
      {...frame}
      title="我的方案"
      active="/desk/provider"
      above={room.applying ? <Breadcrumbs trail={[desk]} /> : undefined}
    >
      {room.applying ? null : <ProviderTabs current={home} />}
      <PageHeader
        title="我的方案"
        lead="一个方案解决一类问题。写清楚价格、数据和售后，企业才敢选。"
        actions={
          <a class="btn" href={`${home}/new`}>
            写一个方案
          </a>
        }
      />
      {room.applying ? (
        <Notice tone="info">
          <p>
            写完整的方案会和入驻申请一起审核，通过后自动发布。
            <a href="/desk/provider/application">回到申请</a>
          </p>
        </Notice>
      ) : null}
      {solutions.length === 0 ? (
        <EmptyState title="还没有方案" action={{ href: `${home}/new`, label: "写第一个方案" }}>
          写好先存草稿，没人看得到。
        </EmptyState>
      ) : null}
      {pages > 1 ? <p class="soft">一共 {sayCount(total)} 个方案</p> : null}
      <div class="cards">
        {solutions.map((solution) => (
          <SolutionCard solution={solution} />
        ))}
      </div>
      <Pager page={page} pages={pages} hrefOf={(to) => `${home}?page=${to}`} />
    </Layout>
  );
}

function SolutionCard({ solution }: { solution: OwnSolution }) {
  const { id, name, summary, category, scenes, missing, updatedAt } = solution;
  return (
    <Card
      title={name}
      href={`${home}/${id}`}
      level={2}
      aside={<State solution={solution} />}
      meta={
        <>
          <CategoryMark code={category} />
          <span>{scenes.map(sayScene).join("、")}</span>
          <span>{sayPrice(solution)}</span>
          <span>{sayDate(updatedAt)}改过</span>
        </>
      }
    >
      {summary ? <p>{summary}</p> : null}
      {missing.length > 0 ? <p class="soft">还缺：{sayFields(missing)}</p> : null}
    </Card>
  );
}

function State({ solution: { status, missing } }: { solution: OwnSolution }) {
  if (status === "published") return <StatusTag turn="done">已发布</StatusTag>;
  if (status === "withdrawn") return <StatusTag turn="stopped">已撤下</StatusTag>;
  return (
    <StatusTag turn="yours">{missing.length > 0 ? "草稿，还没写完" : "草稿，已写完整"}</StatusTag>
  );
}

export function NewSolutionPage({ frame, form }: { frame: Frame; form: FormState }) {
  return (
    <FormPage
      {...frame}
      title="写一个方案"
      active="/desk/provider"
      above={<Breadcrumbs trail={trail} />}
      form={form}
      labels={solutionLabels}
      action={home}
      submit="存为草稿"
      draft="solution-new"
      cancel={{ href: home, label: "不写了" }}
      intro={<p>有名称和类别就能先存。草稿没人看得到。</p>}
    >
      <SolutionFields form={form} />
    </FormPage>
  );
}

type Props = {
  frame: Frame;
  solution: OwnSolution;
  form: FormState;
  room: Room;
  versions: readonly { version: number; at: Date }[];
};

export function EditSolutionPage({ frame, solution, form, room, versions }: Props) {
  const { id, name, version, status } = solution;
  const title = form.errors.length > 0 ? `有内容需要修改：${name}` : name;
  return (
    <Layout
      {...frame}
      title={title}
      active="/desk/provider"
      islands={["count", "money"]}
      above={<Breadcrumbs trail={trail} />}
    >
      <ErrorSummary form={form} labels={solutionLabels} />
      <PageHeader title={name} kicker={<State solution={solution} />} />
      <Moves {...{ solution, room }} />
      <form
        class="form"
        method="post"
        action={`${home}/${id}`}
        novalidate
        data-autosave={`solution-${id}`}
      >
        <HiddenVersion version={version} form={form} />
        <SolutionFields form={form} />
        <div class="actions">
          <SubmitButton>{status === "published" ? "保存并立即更新" : "保存草稿"}</SubmitButton>
          <a href={home}>不改了</a>
        </div>
      </form>
      <p class="actions">
        <a href={`/solutions/${id}/tags`}>系统读到它能做什么</a>
        <a href={`/solutions/${id}/why`}>在一类需求里排第几、差在哪</a>
      </p>
      <Versions versions={versions} />
    </Layout>
  );
}

/** What may be done with it now, apart from changing it. */
function Moves({ solution, room }: Pick<Props, "solution" | "room">) {
  const { id, status, version, missing, withdrawnReason } = solution;
  if (status === "published")
    return (
      <form class="actions" method="post" action={`${home}/${id}/withdraw`}>
        <HiddenVersion version={version} />
        {room.listed ? (
          <a class="btn btn-plain" href={`/solutions/${id}`}>
            看企业看到的页面
          </a>
        ) : null}
        <SubmitButton plain wait="正在撤下…">
          撤下这个方案
        </SubmitButton>
      </form>
    );
  if (missing.length > 0) return <p class="soft">发布前还缺：{sayFields(missing)}。</p>;
  if (!room.listed) return <p class="soft">已写完整。入驻审核通过后会自动发布。</p>;
  return (
    <form class="actions" method="post" action={`${home}/${id}/publish`}>
      <HiddenVersion version={version} />
      <SubmitButton wait="正在发布…">
        {status === "withdrawn" ? "重新发布" : "发布这个方案"}
      </SubmitButton>
      {withdrawnReason ? <span class="soft">撤下原因：{withdrawnReason}</span> : null}
    </form>
  );
}

function Versions({ versions }: Pick<Props, "versions">) {
  if (versions.length < 2) return null;
  return (
    <details class="fold">
      <summary>改动记录（{versions.length} 版）</summary>
      <div class="fold-body">
        <Table
          caption="每次保存留一版"
          columns={[{ label: "版本" }, { label: "时间" }]}
          rows={versions.map(({ version, at }) => [`第 ${version} 版`, sayTime(at)])}
        />
      </div>
    </details>
  );
}
