/** `official`: one of the sixteen of 《中小企业数字化水平评测指标（2024年版）》. */
export const scenes = [
  { code: "product-design", name: "产品设计", official: true },
  { code: "process-design", name: "工艺设计", official: true },
  { code: "marketing", name: "营销管理", official: true },
  { code: "after-sales", name: "售后服务", official: true },
  { code: "scheduling", name: "计划排程", official: true },
  { code: "production", name: "生产管控", official: true },
  { code: "quality", name: "质量管理", official: true },
  { code: "equipment", name: "设备管理", official: true },
  { code: "safety", name: "安全生产", official: true },
  { code: "energy", name: "能耗管理", official: true },
  { code: "procurement", name: "采购管理", official: true },
  { code: "logistics", name: "仓储物流", official: true },
  { code: "finance", name: "财务管理", official: true },
  { code: "hr", name: "人力资源", official: true },
  { code: "collaboration", name: "协同办公", official: true },
  { code: "decision-support", name: "决策支持", official: true },
  { code: "cloud", name: "上云与基础设施", official: false },
  { code: "security", name: "信息安全", official: false },
  { code: "backup", name: "数据备份", official: false },
  { code: "remote-work", name: "远程办公", official: false },
  { code: "online-education", name: "在线教育", official: false },
  { code: "training", name: "人才培训", official: false },
  { code: "consulting", name: "咨询与诊断", official: false },
  { code: "financing", name: "产融对接", official: false },
] as const;

type Scene = (typeof scenes)[number];
export type SceneCode = Scene["code"];

const byCode: ReadonlyMap<string, Scene> = new Map(scenes.map((s) => [s.code, s]));
const byName: ReadonlyMap<string, Scene> = new Map(scenes.map((s) => [s.name, s]));

export function isScene(code: string): code is SceneCode {
  return byCode.has(code);
}

export function sceneName(code: SceneCode): string {
  return byCode.get(code)?.name ?? code;
}

/** The code of a Chinese name, as spreadsheets carry it. */
export function sceneByName(name: string): SceneCode | undefined {
  return byName.get(name.trim())?.code;
}
