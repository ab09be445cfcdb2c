import { Hono } from "hono";
import { membershipOf } from "../accounts/actor.ts";
import { readOwn } from "../applications/read.ts";
import type { ApplicationView } from "../applications/schema.ts";
import { findLatest } from "../applications/store.ts";
import type { AppEnv } from "../http.ts";
import { standingNow } from "../providers/standing-service.ts";
import { findStanding, type Standing } from "../providers/standing-store.ts";
import { Notice, PageHeader } from "../web/components.tsx";
import { ProviderTabs } from "../web/desk-tabs.tsx";
import { Layout } from "../web/layout.tsx";
import { type Frame, frameOf } from "../web/page.tsx";
import { sayDate, sayTime } from "../web/say.ts";
import { countForProvider, type ProviderCounts } from "./store.ts";
import { Duties, type Duty, Tiles, Ways } from "./tiles.tsx";

export const providerDeskPages = new Hono<AppEnv>().get("/desk/provider", async (c) => {
  const { organisationId, providerId, name } = membershipOf(c.var.actor, "provider");
  const now = c.var.now();
  const frame = await frameOf(c);
  const applicationId = await findLatest(c.var.db, organisationId);
  const [application, standing, counts] = await Promise.all([
    applicationId ? readOwn(c.var.db, organisationId, applicationId) : undefined,
    providerId ? findStanding(c.var.db, providerId) : undefined,
    providerId ? countForProvider(c.var.db, providerId, now) : undefined,
  ]);
  const current = standing && { ...standing, ...standingNow(standing, now) };
  return c.html(<ProviderDesk {...{ frame, name, application, standing: current, counts }} />);
});

type Props = {
  frame: Frame;
  name: string;
  application: ApplicationView | undefined;
  standing: Standing | undefined;
  counts: ProviderCounts | undefined;
};

function ProviderDesk({ frame, name, application, standing, counts }: Props) {
  const market = standing?.status === "listed";
  return (
    <Layout {...frame} title="服务商工作台" active="/desk/provider">
      {standing ? <ProviderTabs current="/desk/provider" /> : null}
      <PageHeader title={standing?.name ?? name} />
      <StandingNotice standing={standing} />
      <Duties duties={dutiesOf({ application, standing, counts })} nothing="现在没有等您办的事" />
      {counts && market ? <Figures counts={counts} /> : null}
      <Ways
        items={[
          ...(standing
            ? []
            : [
                { href: "/desk/provider/solutions", label: "我的方案" },
                { href: "/desk/cases", label: "我的案例" },
              ]),
          { href: "/desk/provider/application", label: "入驻申请和审核记录" },
          ...(market ? [{ href: `/providers/${standing.id}`, label: "企业看到的页面" }] : []),
        ]}
      />
    </Layout>
  );
}

function StandingNotice({ standing }: Pick<Props, "standing">) {
  if (standing?.status === "suspended") {
    const { suspendedReason, suspendedUntil } = standing;
    const end = suspendedUntil
      ? `到 ${sayTime(suspendedUntil)} 自动恢复。`
      : "由主管部门决定何时恢复。";
    return (
      <Notice tone="error" title="您的服务被暂停了">
        <p>
          原因：{suspendedReason}。{end}
          暂停期间企业搜不到您，新的报价不能被选定；正在做的合作照常。对决定有异议，请联系作出决定的主管部门。
        </p>
      </Notice>
    );
  }
  if (standing?.status === "removed" && standing.listedAt)
    return (
      <Notice tone="error" title="您已被移出名单">
        <p>原因：{standing.removedReason}。改正以后可以重新申请入驻。</p>
      </Notice>
    );
  return null;
}

/** The application first: without it nothing else can happen. */
function dutiesOf({ application, standing, counts }: Omit<Props, "frame" | "name">): Duty[] {
  const href = "/desk/provider/application";
  const duties: Duty[] = [];
  const isListed = standing?.status === "listed";
  if (!application && !isListed)
    duties.push({ title: "申请入驻", href, hint: "通过审核后，企业才能搜到您、邀请您报价。" });
  if (application?.status === "draft")
    duties.push({ title: "填完入驻申请并送审", href, hint: sayProgress(application) });
  if (application?.status === "returned")
    duties.push({ title: "入驻申请退回了，请按意见修改", href, hint: lastNote(application) });
  if (application?.status === "rejected" && !isListed)
    duties.push({ title: "入驻申请没有通过", href, hint: lastNote(application) });
  if (application?.status === "submitted" && application.submittedAt)
    duties.push({
      title: "入驻申请正在审核，暂时不用您做什么",
      href,
      hint: `${sayDate(application.submittedAt)}送审`,
    });
  if (counts && isListed) duties.push(...marketDuties(counts));
  return duties;
}

function marketDuties(counts: ProviderCounts): Duty[] {
  const all: (Duty & { count: number })[] = [
    {
      count: counts.invitations,
      title: `${counts.invitations} 家企业邀请您报价`,
      href: "/leads",
    },
    { count: counts.drafts, title: `${counts.drafts} 份报价还没交出`, href: "/proposals" },
    { count: counts.toStart, title: `${counts.toStart} 个合作等您开工`, href: "/engagements" },
    { count: counts.toDeliver, title: `${counts.toDeliver} 个合作等您交付`, href: "/engagements" },
    { count: counts.toReply, title: `${counts.toReply} 条评价可以回复`, href: "/engagements" },
    {
      count: counts.solutions === 0 ? 1 : 0,
      title: "还没有发布方案",
      href: "/desk/provider/solutions",
      hint: "没有方案，企业搜不到您。",
    },
    {
      count: counts.unfinished,
      title: `${counts.unfinished} 个方案还是草稿`,
      href: "/desk/provider/solutions",
    },
  ];
  return all.filter(({ count }) => count > 0);
}

function sayProgress({ sections }: ApplicationView): string {
  const left = sections.filter(({ missing }) => missing.length > 0).length;
  return left === 0 ? "都填好了，可以送审。" : `还差 ${left} 部分。`;
}

function lastNote({ decisions }: ApplicationView): string {
  return decisions.at(-1)?.note ?? "";
}

function Figures({ counts }: { counts: ProviderCounts }) {
  return (
    <Tiles
      tiles={[
        { label: "征集报价的需求", count: counts.openRequests, href: "/leads" },
        { label: "交出的报价", count: counts.submitted, href: "/proposals" },
        { label: "进行中的合作", count: counts.running, href: "/engagements" },
        { label: "已发布的方案", count: counts.solutions, href: "/desk/provider/solutions" },
      ]}
    />
  );
}
