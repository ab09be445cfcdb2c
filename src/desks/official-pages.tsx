import { Hono } from "hono";
import { membershipOf } from "../accounts/actor.ts";
import { promisedDays } from "../applications/criteria.ts";
import { officeOf } from "../applications/door.ts";
import type { AppEnv } from "../http.ts";
import { regionName } from "../taxonomy/regions.ts";
import { PageHeader } from "../web/components.tsx";
import { Layout } from "../web/layout.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { sayAgo } from "../web/say.ts";
import { countForOfficial, type OfficialCounts } from "./store.ts";
import { Duties, type Duty, Tiles, Ways } from "./tiles.tsx";

export const officialDeskPages = new Hono<AppEnv>().get("/desk/official", async (c) => {
  const { regionCode: place } = officeOf(c.var.actor);
  const { name } = membershipOf(c.var.actor, "authority");
  const now = c.var.now();
  const counts = await countForOfficial(c.var.db, place, now);
  return c.html(<OfficialDesk {...{ frame: await frameOf(c), name, place, counts, now }} />);
});

type Props = { frame: Frame; name: string; place: string; counts: OfficialCounts; now: Date };

function OfficialDesk({ frame, name, place, counts, now }: Props) {
  return (
    <Layout {...frame} title="主管部门工作台" active="/desk/official">
      <PageHeader title={name} lead={`管辖范围：${regionName(place)}`} />
      <Duties duties={dutiesOf(counts, now)} nothing="没有等您办的事" />
      <section aria-labelledby="figures">
        <h2 id="figures">{regionName(place, "short")}现在的情况</h2>
        <Tiles
          tiles={[
            {
              label: "已入驻的服务商",
              count: counts.listed,
              href: "/official/providers?status=listed",
            },
            {
              label: "暂停服务的",
              count: counts.suspended,
              href: "/official/providers?status=suspended",
            },
            {
              label: "公开资料收录的",
              count: counts.imported,
              href: "/official/providers?status=imported",
            },
            { label: "征集报价的需求", count: counts.requests, href: "/requests?view=region" },
            {
              label: "已发布的案例",
              count: counts.publishedCases,
              href: "/official/cases?status=published",
            },
          ]}
        />
      </section>
      <section aria-labelledby="tools">
        <h2 id="tools">还可以</h2>
        <Ways
          items={[
            { href: "/official/applications", label: "看全部入驻申请" },
            { href: "/official/providers", label: "服务商名单：查看、暂停、恢复" },
            { href: "/official/cases", label: "看全部案例" },
            { href: "/official/imports", label: "批量导入服务商、方案和案例" },
            { href: "/engagements", label: "看本地的合作" },
            { href: "/official/unmet", label: "还没有人能解决的需求" },
            { href: "/official/exposure", label: "谁被看到、谁被选定" },
            { href: "/official/lexicon", label: "看词库：系统靠它读懂需求和方案" },
            { href: "/official/audit", label: "看变动记录" },
            { href: "/official/search-status", label: "看检索服务状况" },
          ]}
        />
      </section>
    </Layout>
  );
}

/** By age: what has waited longest comes first. */
function dutiesOf(counts: OfficialCounts, now: Date): Duty[] {
  const waiting = [
    {
      since: counts.oldestApplication,
      title: `${counts.applications} 份入驻申请等您审核`,
      href: "/official/applications",
      promise: promisedDays,
    },
    {
      since: counts.oldestCase,
      title: `${counts.cases} 个案例等您审核`,
      href: "/official/cases",
      promise: undefined,
    },
  ];
  const duties = waiting
    .filter((one) => one.since !== null)
    .toSorted((one, other) => Number(one.since) - Number(other.since))
    .map(({ since, title, href, promise }): Duty => {
      const oldest = `最早的一份：${since ? sayAgo(since, now) : ""}`;
      return {
        title,
        href,
        hint: promise ? `${oldest}，承诺 ${promise} 个自然日内有结果` : oldest,
      };
    });
  if (counts.expiring > 0)
    duties.push({
      title: `${counts.expiring} 家服务商 60 天内到期`,
      href: "/official/providers?status=listed",
    });
  return duties;
}
