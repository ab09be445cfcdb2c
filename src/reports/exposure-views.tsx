import { Details, EmptyState } from "../web/components.tsx";
import type { FormState } from "../web/form.tsx";
import { hrefWith, limitIn } from "../web/links.ts";
import { Pager, Table } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayCount, sayTime } from "../web/say.ts";
import type { readExposure } from "./exposure-service.ts";
import type { GroupExposure } from "./exposure-store.ts";
import { Bars, Report } from "./parts.tsx";
import type { Period } from "./period.ts";
import { ageOf, sayAge, sayPercent, sayPlace } from "./say.ts";

const home = "/official/exposure";

type Props = {
  frame: Frame;
  place: string;
  period: Period;
  found: Awaited<ReturnType<typeof readExposure>>;
  form: FormState;
  after: string | undefined;
  limit: number;
};

const numbers = [
  { label: "排进前十", number: true },
  { label: "收到邀请", number: true },
  { label: "交出报价", number: true },
  { label: "被选定", number: true },
];

export function ExposurePage({ frame, place, period, found, form, after, limit }: Props) {
  const { byRegion, byAge, newcomersShare, countedUntil, items, next } = found;
  const params = { from: period.from, to: period.to };
  const base = { href: home, params: { ...params, ...limitIn({ limit }, 50) } };
  return (
    <Report
      {...{ frame, place, form }}
      title="谁被看到、谁被选定"
      lead="看有没有哪里、哪一类服务商总也排不上。"
      path={home}
    >
      {newcomersShare === null ? (
        <EmptyState title="这段时间还没有推荐">企业找过方案以后，这里会有数。</EmptyState>
      ) : (
        <p class="lead">
          新入驻（不到 90 天）的服务商占排进前十次数的 <strong>{sayPercent(newcomersShare)}</strong>
          ，家数占 {sayPercent(shareOf(byAge))}。
        </p>
      )}
      <Group {...{ caption: "按入驻时间", groups: byAge, say: sayAge }} />
      <Group {...{ caption: "按地区", groups: byRegion, say: sayPlace }} />
      {items.length === 0 ? null : (
        <Table
          caption="按服务商"
          stacked
          columns={[{ label: "服务商" }, { label: "地区" }, { label: "入驻多久" }, ...numbers]}
          rows={items.map((one) => [
            <a href={`/official/providers/${one.id}`}>{one.name}</a>,
            sayPlace(one.regionCode ?? "none"),
            sayAge(ageOf(one, period.until)),
            ...countsOf(one),
          ])}
        />
      )}
      <Pager
        first={after ? hrefWith(base, {}) : undefined}
        next={next ? hrefWith(base, { after: next }) : undefined}
      />
      <p class="actions no-print">
        <a href={hrefWith({ href: "/api/v1/statistics/exposure.csv", params }, {})}>
          下载表格（CSV）
        </a>
      </p>
      <p class="soft small">
        一次推荐里排进前十算一次，统计到{sayTime(countedUntil)}
        。邀请、报价、选定按发生的日子算。排序不看地区远近，也不看入驻早晚，见
        <a href="/ranking">排序规则</a>。
      </p>
    </Report>
  );
}

function shareOf(groups: readonly GroupExposure[]): number {
  const all = groups.reduce((sum, { providers }) => sum + providers, 0);
  const own = groups.find(({ code }) => code === "newcomer")?.providers ?? 0;
  return own / Math.max(1, all);
}

function countsOf({
  shown,
  invitations,
  proposals,
  awards,
}: Omit<GroupExposure, "code" | "providers">) {
  return [shown, invitations, proposals, awards].map((count) => sayCount(count));
}

function Group({
  caption,
  groups,
  say,
}: {
  caption: string;
  groups: readonly GroupExposure[];
  say: (code: string) => string;
}) {
  if (groups.length === 0) return null;
  return (
    <section aria-label={caption}>
      <Bars
        caption={`${caption}，排进前十的次数`}
        rows={groups.slice(0, 12).map(({ code, shown }) => ({ label: say(code), value: shown }))}
      />
      <Details summary="看数据表">
        <Table
          caption={caption}
          hideCaption
          stacked
          columns={[{ label: caption.slice(1) }, { label: "家数", number: true }, ...numbers]}
          rows={groups.map((group) => [
            say(group.code),
            sayCount(group.providers),
            ...countsOf(group),
          ])}
        />
      </Details>
    </section>
  );
}
