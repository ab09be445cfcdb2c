import type { Actor } from "../accounts/actor.ts";
import { BasicParts } from "./guide-parts.tsx";
import { FormParts } from "./guide-form.tsx";
import { ListParts, TableParts } from "./guide-lists.tsx";
import { PageHeader } from "./components.tsx";
import { Layout } from "./layout.tsx";

const buyer: Actor = {
  id: "019aaaaa-0000-7000-8000-000000000001",
  name: "演示·宁波恒达五金制品有限公司采购部",
  email: "buyer@example.com",
  version: 1,
  administrator: false,
  memberships: [
    {
      organisationId: "019aaaaa-0000-7000-8000-000000000002",
      kind: "sme",
      name: "演示·宁波恒达五金制品有限公司",
      role: "owner",
      regionCode: "330200",
      providerId: null,
    },
  ],
  active: undefined,
  scopes: ["read", "write"],
  sessionId: null,
};

/** Every component in its states; development servers show it at /dev/guide. */
export function GuidePage({ now = new Date("2026-11-23T02:00:00Z") }: { now?: Date }) {
  return (
    <Layout
      title="组件"
      wide
      active="search"
      islands={["count", "money", "chips"]}
      unread={3}
      actor={buyer}
      flash={{
        tone: "success",
        text: "需求已发布，已邀请 3 家服务商报价。截止前您会在这里看到报价。",
      }}
    >
      <PageHeader kicker="给写页面的人" title="组件" lead="每个组件和它的各种状态。" />
      <BasicParts now={now} />
      <ListParts />
      <TableParts />
      <FormParts />
    </Layout>
  );
}
