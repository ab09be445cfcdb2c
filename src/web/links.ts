/** Addresses the page frame points to, in one place. */
export const nav = [
  { key: "search", href: "/search", label: "找方案" },
  { key: "cases", href: "/cases", label: "标杆案例" },
  { key: "providers", href: "/providers", label: "服务商" },
  { key: "requests", href: "/requests/new", label: "发布需求" },
] as const;

export const footer = [
  { href: "/about", label: "关于数桥" },
  { href: "/ranking", label: "排序规则" },
  { href: "/join", label: "服务商入驻" },
  { href: "/help", label: "帮助" },
  { href: "/api/docs", label: "开放接口" },
] as const;

/** Where each kind of organisation works. */
export const desks = {
  sme: { href: "/requests", label: "我的需求" },
  provider: { href: "/desk/provider", label: "服务商工作台" },
  authority: { href: "/desk/official", label: "主管部门工作台" },
} as const;

export const adminDesk = { href: "/desk/admin", label: "系统管理" };

/** An address and what always stands in its query. */
export type Base = { href: string; params: Record<string, string> };

/** How long a list is wanted, where its address says another length than the usual one. */
export function limitIn({ limit }: { limit: number }, usual = 20): Base["params"] {
  return limit === usual ? {} : { limit: String(limit) };
}

export function hrefWith({ href, params }: Base, more: Record<string, string | undefined>): string {
  const all = Object.entries({ ...params, ...more });
  const given = all.filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length > 0 ? `${href}?${new URLSearchParams(given).toString()}` : href;
}
