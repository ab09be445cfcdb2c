import type { Child } from "hono/jsx";
import { sayDeployment } from "../taxonomy/deployments.ts";
import {
  Origin,
  sayCategory,
  sayIndustries,
  sayPrice,
  sayRegions,
  sayScene,
  saySize,
} from "../web/catalogue.tsx";
import { EmptyState, Notice, PageHeader } from "../web/components.tsx";
import { Icon } from "../web/icon.tsx";
import { Layout } from "../web/layout.tsx";
import { Table } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { noPrice, sayYuan } from "../web/say.ts";
import type { Solution } from "./schema.ts";

type Props = {
  solutions: readonly Solution[];
  tooMany: boolean;
  /** The search that they were picked from: what was looked for, its address, and that to pick one more. */
  from: { q: string; href: string; onward: string };
  frame: Frame;
};

export function ComparePage({ solutions, tooMany, from, frame }: Props) {
  return (
    <Layout {...frame} title="方案比较" active="search" wide>
      <PageHeader
        title="放在一起比"
        lead="价格按三年算；没有公布价格、写着“未注明”的，可以在报价时问清。"
      />
      {tooMany ? <Notice text="一次最多比三个，这里是前三个。" /> : null}
      {solutions.length === 0 ? (
        <EmptyState title="还没有选方案" action={{ href: from.href, label: "去选方案" }}>
          在搜索结果里勾选“拿来比较”，最多三个。
        </EmptyState>
      ) : (
        <div class="compare">
          <Table
            caption="方案比较"
            hideCaption
            columns={[{ label: "比什么" }, ...solutions.map(({ name }) => ({ label: name }))]}
            rows={rowsOf(solutions)}
          />
          <Unsaid solutions={solutions} />
        </div>
      )}
      {solutions.length > 0 ? <Onward {...{ solutions, from }} /> : null}
    </Layout>
  );
}

/** Others to set beside them, or the need to be published: prices are offered there. */
function Onward({ solutions, from }: Pick<Props, "solutions" | "from">) {
  const back = from.href.split("?")[1] ?? "";
  const hrefFor = (ids: readonly string[]) =>
    `/compare?${[...ids.map((id) => `id=${id}`), ...(back ? [back] : [])].join("&")}`;
  return (
    <>
      <ul class="chips" aria-label="调整比较的方案">
        {solutions.map(({ id, name }) => (
          <li>
            <a
              class="chip"
              href={hrefFor(solutions.filter((one) => one.id !== id).map((one) => one.id))}
            >
              去掉 {name}
              <Icon name="cross" />
            </a>
          </li>
        ))}
        {solutions.length < 3 ? (
          <li>
            <a class="chip" href={from.onward}>
              再选一个来比
            </a>
          </li>
        ) : null}
      </ul>
      <div class="box">
        <p>价格和没有注明的，发布需求后由服务商在报价里写明；报价截止前，谁也看不到别家的价格。</p>
        <p class="actions">
          <a
            class="btn"
            href={`/requests/new${from.q === "" ? "" : `?text=${encodeURIComponent(from.q)}`}`}
          >
            发布需求，邀请报价
          </a>
        </p>
      </div>
    </>
  );
}

const said: readonly [string, (one: Solution) => string][] = [
  ["价格", sayPrice],
  ["三年合计", (one) => threeYears(one)],
  ["试用", ({ trialDays }) => (trialDays ? `免费试用 ${trialDays} 天` : "")],
  ["多久能用上", ({ weeksToStart }) => (weeksToStart === null ? "" : `约 ${weeksToStart} 周`)],
  ["类别", ({ category }) => sayCategory(category)],
  ["场景", ({ scenes }) => scenes.map(sayScene).join("、")],
  ["适合的行业", ({ industries }) => sayIndustries(industries)],
  ["适合的规模", ({ sizes }) => sizes.map(saySize).join("、")],
  ["服务地区", ({ serviceRegions }) => sayRegions(serviceRegions)],
  ["安装方式", ({ deployment }) => sayDeployment(deployment)],
  ["数据归谁", ({ dataPromise }) => dataPromise],
  ["售后", ({ supportPromise }) => supportPromise],
];

/** What none of them says needs no row of its own. */
function Unsaid({ solutions }: { solutions: readonly Solution[] }) {
  const names = said
    .filter(([, say]) => solutions.every((one) => say(one) === ""))
    .map(([label]) => label);
  return names.length > 0 ? <p class="small">都没有注明：{names.join("、")}。</p> : null;
}

/** Rows whose cells all say the same are told apart from those that differ by more than colour. */
function rowsOf(solutions: readonly Solution[]): Child[][] {
  const links: Child[][] = [
    [
      "服务商",
      ...solutions.map(({ provider }) => (
        <>
          <a href={`/providers/${provider.id}`}>{provider.name}</a>
          <br />
          <Origin
            imported={provider.status === "imported"}
            demo={provider.demo}
            listed={provider.status === "listed"}
          />
        </>
      )),
    ],
    ["一句话", ...solutions.map(({ summary }) => summary)],
  ];
  const told = said.filter(([, say]) => solutions.some((one) => say(one) !== ""));
  const rest = told.map(([label, say]): Child[] => {
    const cells = solutions.map(say);
    const differs = new Set(cells).size > 1;
    return [
      differs ? `${label}（不同）` : label,
      ...cells.map((cell) => (cell === "" ? <span class="soft">未注明</span> : cell)),
    ];
  });
  const more: Child[] = [
    "详情",
    ...solutions.map(({ id, name }) => (
      <a href={`/solutions/${id}`}>
        看详情<span class="sr-only">：{name}</span>
      </a>
    )),
  ];
  const invite: Child[] = ["请它报价", ...solutions.map((one) => <Invite {...one} />)];
  return [...links, ...rest, more, invite];
}

function Invite({ id, name, provider }: Solution) {
  if (provider.status === "listed")
    return (
      <a href={`/requests/new?solution=${id}`}>
        发布需求并邀请它<span class="sr-only">：{name}</span>
      </a>
    );
  return (
    <span class="soft">
      {provider.status === "suspended" ? "暂停服务，不能邀请" : "还没有入驻，暂不能邀请"}
    </span>
  );
}

function threeYears({ oneOffFen, yearlyFen }: Solution): string {
  if (oneOffFen === null && yearlyFen === null) return noPrice;
  const total = (oneOffFen ?? 0) + 3 * (yearlyFen ?? 0);
  return `${sayYuan(total)} 元`;
}
