export const categories = [
  {
    code: "restore",
    name: "恢复",
    description: "先把生产和经营转起来：远程办公、线上接单、人员和物料调度。",
  },
  {
    code: "cultivate",
    name: "培新",
    description: "换个新做法：线上办公和培训、个性化定制、几家共用设备和产能。",
  },
  {
    code: "connect",
    name: "通链",
    description: "把上下游连起来：采购、销售、物流、融资少跑腿、少断线。",
  },
  {
    code: "upgrade",
    name: "提升",
    description: "把厂子管得更细：报工、排产、质量、设备、成本看得见、算得清。",
  },
] as const;

type Category = (typeof categories)[number];
export type CategoryCode = Category["code"];

const byCode: ReadonlyMap<string, Category> = new Map(categories.map((c) => [c.code, c]));
const byName: ReadonlyMap<string, Category> = new Map(categories.map((c) => [c.name, c]));

export function isCategory(code: string): code is CategoryCode {
  return byCode.has(code);
}

export function categoryName(code: CategoryCode): string {
  return byCode.get(code)?.name ?? code;
}

/** The code of a Chinese name, as spreadsheets carry it. */
export function categoryByName(name: string): CategoryCode | undefined {
  return byName.get(name.trim())?.code;
}
