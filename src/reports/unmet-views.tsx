import { scenes } from "../taxonomy/scenes.ts";
import { beginning } from "../text.ts";
import { sayRegions, sayScene } from "../web/catalogue.tsx";
import { Card, EmptyState } from "../web/components.tsx";
import { SelectField } from "../web/choice-fields.tsx";
import type { FormState } from "../web/form.tsx";
import { hrefWith, limitIn } from "../web/links.ts";
import { Pager, Table } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayCount, sayDate } from "../web/say.ts";
import { sayState } from "../state-words.ts";
import { Bars, Report } from "./parts.tsx";
import type { Period } from "./period.ts";
import { sayPlace, sayUnmetScene } from "./say.ts";
import { leastAskers } from "./least.ts";
import { others, totalOf, type UnmetGroup } from "./unmet-groups.ts";
import type { listUnmetRequests, UnmetRequest } from "./unmet-store.ts";

const home = "/official/unmet";

type Props = {
  frame: Frame;
  place: string;
  period: Period;
  groups: readonly UnmetGroup[];
  requests: Awaited<ReturnType<typeof listUnmetRequests>>;
  form: FormState;
  after: string | undefined;
  limit: number;
  scene: string | undefined;
};

export function UnmetPage(props: Props) {
  const { frame, place, period, groups, requests, form, after, scene, limit } = props;
  const params = { from: period.from, to: period.to, ...(scene && { scene }) };
  const base = { href: home, params: { ...params, ...limitIn({ limit }, 50) } };
  return (
    <Report
      {...{ frame, place, form }}
      title="没有人能解决的需求"
      lead="企业要、目录里没有的。只列数目和类别，不列没有发布的原话。"
      path={home}
      fields={
        <SelectField
          name="scene"
          label="场景"
          empty="全部"
          form={form}
          options={[
            ...scenes.map(({ code, name }) => ({ value: code, label: name })),
            { value: "none", label: sayUnmetScene("none") },
          ]}
        />
      }
    >
      {groups.length === 0 ? (
        <EmptyState title="这段时间没有">换一段时间看看。</EmptyState>
      ) : (
        <Groups
          groups={groups}
          csv={hrefWith({ href: "/api/v1/statistics/unmet.csv", params }, {})}
        />
      )}
      <h2>企业发布出来的</h2>
      {requests.items.length === 0 ? <p>这段时间没有。</p> : null}
      <div class="cards">
        {requests.items.map((request) => (
          <RequestCard request={request} />
        ))}
      </div>
      <Pager
        first={after ? hrefWith(base, {}) : undefined}
        next={requests.next ? hrefWith(base, { after: requests.next }) : undefined}
      />
    </Report>
  );
}

function Groups({ groups, csv }: { groups: readonly UnmetGroup[]; csv: string }) {
  const byScene = Map.groupBy(groups, ({ scene }) => scene);
  const bars = Array.from(byScene, ([scene, own]) => ({
    label: sayUnmetScene(scene),
    value: own.reduce((sum, group) => sum + totalOf(group), 0),
    isLast: scene === others,
  })).toSorted((a, b) => Number(a.isLast) - Number(b.isLast) || b.value - a.value);
  return (
    <>
      <Bars caption="按场景" rows={bars.slice(0, 12)} />
      <Table
        caption="按场景和地区"
        stacked
        columns={[
          { label: "场景" },
          { label: "地区" },
          { label: "没有能解决的方案", number: true },
          { label: "没有读懂", number: true },
          { label: "到期没有报价", number: true },
          { label: "没有合适的报价", number: true },
          { label: "要得最多的" },
        ]}
        rows={groups.map((group) => [
          sayUnmetScene(group.scene),
          sayPlace(group.regionCode),
          sayCount(group.nothingFits),
          sayCount(group.notUnderstood),
          sayCount(group.expired),
          sayCount(group.noneSuitable),
          group.wanted.join("、"),
        ])}
      />
      <p class="actions no-print">
        <a href={csv}>下载表格（CSV）</a>
      </p>
      <p class="soft small">
        “没有能解决的方案”“没有读懂”数的是企业在“找方案”里写的需求，同样的话只算一次；“到期没有报价”“没有合适的报价”数的是发布后结束的需求。没有说明地区的，各地都能看到。
      </p>
      <p class="soft small">
        为了不让人从数目里认出是哪一家：同一场景、同一地方不到 {leastAskers}{" "}
        家提出的，并到市、再并到省里数；还是不到 {leastAskers}{" "}
        家的，并到“其他”，不写场景和地方。选了场景，就不列“其他”。
      </p>
    </>
  );
}

function RequestCard({ request }: { request: UnmetRequest }) {
  const { id, title, text, scenes: own, regionCode, status, outcome, publishedAt } = request;
  return (
    <Card
      title={title}
      href={`/requests/${id}`}
      meta={[
        own.map(sayScene).join("、"),
        regionCode ? sayRegions([regionCode]) : "",
        `${sayDate(publishedAt)}发布`,
        sayState(outcome ?? status),
      ]
        .filter((fact) => fact !== "")
        .join(" · ")}
    >
      <p>{beginning(text, 120, "…")}</p>
    </Card>
  );
}
