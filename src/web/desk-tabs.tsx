import { Tabs } from "./components.tsx";

const provider = [
  { href: "/desk/provider", label: "要办的事" },
  { href: "/leads", label: "可以报价的需求" },
  { href: "/proposals", label: "我的报价" },
  { href: "/engagements", label: "交付" },
  { href: "/desk/provider/solutions", label: "我的方案" },
  { href: "/desk/cases", label: "案例" },
];
const sme = [
  { href: "/requests", label: "我的需求" },
  { href: "/engagements", label: "交付与验收" },
  { href: "/desk/cases", label: "案例" },
];

/** The parts of a provider's desk. */
export function ProviderTabs({ current }: { current: string }) {
  return <Tabs label="服务商工作台" items={marked(provider, current)} />;
}

/** The parts of a firm's desk. */
export function FirmTabs({ current }: { current: string }) {
  return <Tabs label="企业工作台" items={marked(sme, current)} />;
}

function marked(items: readonly { href: string; label: string }[], current: string) {
  return items.map((item) => ({ ...item, current: item.href === current }));
}
