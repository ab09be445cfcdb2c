import type { ProviderExposure } from "./exposure-store.ts";
import type { Period } from "./period.ts";
import { ageOf, sayAge, sayPlace, sayUnmetScene } from "./say.ts";
import { others, type UnmetGroup } from "./unmet-groups.ts";

export function unmetRows(groups: readonly UnmetGroup[]): string[][] {
  const head = [
    "场景",
    "地区",
    "地区代码",
    "没有能解决的方案",
    "没有读懂",
    "到期没有报价",
    "没有合适的报价",
    "要得最多的能力",
  ];
  const rows = groups.map((group) => [
    sayUnmetScene(group.scene),
    sayPlace(group.regionCode),
    ["none", others].includes(group.regionCode) ? "" : group.regionCode,
    String(group.nothingFits),
    String(group.notUnderstood),
    String(group.expired),
    String(group.noneSuitable),
    group.wanted.join("、"),
  ]);
  return [head, ...rows];
}

export function exposureRows(items: readonly ProviderExposure[], { until }: Period): string[][] {
  const head = [
    "服务商",
    "地区",
    "入驻时间长短",
    "排进前十的次数",
    "收到邀请",
    "交出报价",
    "被选定",
  ];
  const rows = items.map((one) => [
    one.name,
    sayPlace(one.regionCode ?? "none"),
    sayAge(ageOf(one, until)),
    String(one.shown),
    String(one.invitations),
    String(one.proposals),
    String(one.awards),
  ]);
  return [head, ...rows];
}
