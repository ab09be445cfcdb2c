import type { Child } from "hono/jsx";
import type { z } from "zod";
import { Prose } from "../requests/views.tsx";
import type { Reader } from "../requests/store.ts";
import { Notice, PageHeader, StatusTag } from "../web/components.tsx";
import { Stars } from "../web/figures.tsx";
import type { FormState } from "../web/form.tsx";
import { Layout } from "../web/layout.tsx";
import { DataList, Phone, type Step, Table, Timeline } from "../web/lists.tsx";
import type { Frame } from "../web/page.tsx";
import { sayDate, sayExact, sayYuan } from "../web/say.ts";
import { Acts } from "./act-views.tsx";
import type { EngagementView, milestoneView, ratingView } from "./schema.ts";
import { questions } from "./rating-views.tsx";
import { placeOf, turnFor } from "./views.tsx";

export type Whole = EngagementView & {
  milestones: z.output<typeof milestoneView>[];
  rating: z.output<typeof ratingView> | null;
};
type Side = Reader["as"];

/** One engagement for either side: where it stands, what to do, what was agreed. */
export function EngagementPage({
  frame,
  side,
  whole,
  form,
}: {
  frame: Frame;
  side: Side;
  whole: Whole;
  form: FormState;
}) {
  const rated = whole.rating !== null;
  const turned = turnFor(side, { ...whole, rated, replied: !!whole.rating?.reply });
  return (
    <Layout {...frame} title={whole.requestTitle} {...placeOf(side)} islands={["count"]}>
      <PageHeader
        kicker={side === "sme" ? whole.providerName : whole.organisationName}
        title={whole.requestTitle}
        lead={<StatusTag turn={turned.turn}>{turned.say}</StatusTag>}
      />
      {whole.overdue && whole.dueOn ? (
        <Notice
          tone={side === "provider" ? "yours" : "info"}
          text={`约定 ${sayDate(whole.dueOn)} 交付，现在已经超期。`}
        />
      ) : null}
      <Progress whole={whole} />
      <Acts {...{ side, whole, form }} />
      <Agreed {...{ side, whole }} />
      {whole.rating ? <Rating whole={whole} rating={whole.rating} /> : null}
    </Layout>
  );
}

function Progress({ whole }: { whole: Whole }) {
  const order = ["agreed", "in_delivery", "delivered", "accepted"];
  const ended = whole.status === "ended_early";
  const reached = ended ? reachedBefore(whole) : order.indexOf(whole.status);
  const done = whole.status === "accepted" && whole.rating !== null;
  const at = [whole.createdAt, whole.startedAt, whole.deliveredAt, whole.acceptedAt];
  const notes: Child[] = [
    null,
    rejection(whole),
    whole.deliveryNote && said("服务商说", whole.deliveryNote),
    null,
  ];
  const labels = ["选定，约定好", "开工，交付中", "交付，等验收", "验收、评价"];
  const steps = labels.map((label, place): Step => {
    const stop = ended && place === reached;
    const state = stop
      ? "stopped"
      : place < reached || done
        ? "done"
        : place > reached
          ? "next"
          : "now";
    const when = at[place];
    const end = stop ? said(`${endedBy(whole)}提前结束`, whole.endedReason) : null;
    return {
      label,
      state,
      at: when && place <= reached ? sayDate(when) : undefined,
      children: end ?? (place <= reached ? notes[place] : null),
    };
  });
  return <Timeline steps={steps} />;
}

function reachedBefore({ deliveredAt, startedAt }: Whole): number {
  if (deliveredAt) return 2;
  return startedAt ? 1 : 0;
}

function rejection({ status, rejectedReason }: Whole): Child {
  return rejectedReason && status === "in_delivery" ? said("企业退回了", rejectedReason) : null;
}

function said(who: string, text: string) {
  return (
    <>
      <p class="small">{who}</p>
      <Prose text={text} />
    </>
  );
}

function endedBy({ endedBy: who }: Whole): string {
  if (who === "sme") return "企业";
  return who === "provider" ? "服务商" : "主管部门";
}

function sayWho(name: string, phone: string): Child {
  if (!phone) return name;
  return (
    <>
      {name} <Phone number={phone} />
    </>
  );
}

/** Whom to call on the other side. */
function contactRows(side: Side, whole: Whole) {
  const nobody =
    whole.status === "ended_early"
      ? "没有可以显示的联系方式"
      : "企业没有留下联系方式，会主动联系您";
  if (side === "provider")
    return [
      { label: "企业联系人", value: sayWho(whole.contactName, whole.contactPhone) || nobody },
    ];
  if (side !== "sme") return [];
  const { providerContactName, providerContactPhone } = whole;
  const value = sayWho(providerContactName, providerContactPhone) || "服务商没有留，请在报价里找找";
  return [{ label: "服务商联系人", value }];
}

function Agreed({ side, whole }: { side: Side; whole: Whole }) {
  return (
    <>
      <h2>约定</h2>
      <DataList
        rows={[
          { label: "企业", value: whole.organisationName },
          {
            label: "服务商",
            value: <a href={`/providers/${whole.providerId}`}>{whole.providerName}</a>,
          },
          { label: "方案", value: whole.solutionName },
          {
            label: "第一年总价",
            value: sayExact(whole.totalFen),
          },
          { label: "约定交付", value: whole.dueOn && sayDate(whole.dueOn) },
          ...contactRows(side, whole),
        ]}
      />
      <p class="actions">
        <a href={`/proposals/${whole.proposalId}`}>看当时的报价</a>
        <a href={`/requests/${whole.requestId}`}>看需求</a>
      </p>
      <Table
        caption="分几步、怎么付"
        columns={[{ label: "阶段" }, { label: "金额（元）", number: true }, { label: "约定日期" }]}
        rows={whole.milestones.map(({ title, amountFen, dueOn }) => [
          title,
          sayYuan(amountFen),
          dueOn && sayDate(dueOn),
        ])}
      />
      {side === "provider" && whole.status === "agreed" ? (
        <p>
          <a href={`/engagements/${whole.id}/milestones`}>分成几个阶段</a>
        </p>
      ) : null}
    </>
  );
}

function Rating({ whole, rating }: { whole: Whole; rating: z.output<typeof ratingView> }) {
  return (
    <>
      <h2 id="rated">企业的评价</h2>
      <p>
        <Stars score={rating.overall} count={1} />
      </p>
      <DataList
        rows={questions.map(({ name, label }) => ({ label, value: `${rating[name]} 分` }))}
      />
      {rating.text ? said(`${whole.organisationName}说`, rating.text) : null}
      {rating.reply ? said(`${whole.providerName}回复`, rating.reply) : null}
    </>
  );
}
