import { randomUUID } from "node:crypto";
import { record, subarray } from "fast-check";
import type { IndexDocument, Kind } from "../../src/search/engine.ts";

/** A document of fictional content, for the engines' contract. */
export function makeDocument(
  key: string,
  values: Partial<Omit<IndexDocument, "externalKey">> = {},
): IndexDocument {
  const kind: Kind = values.kind ?? "solution";
  return {
    kind,
    id: randomUUID(),
    version: 1,
    externalKey: key,
    name: key,
    aliases: values.providerName ? [values.providerName] : [],
    providerId: null,
    providerName: "",
    summary: "",
    labels: [],
    body: "",
    categories: ["upgrade"],
    scenes: [],
    regions: [],
    industries: [],
    sizes: [],
    imported: false,
    demo: true,
    hiddenUntil: null,
    ...values,
  };
}

/** A small market in which each line of "Chinese that works" has something to find and to leave. */
export const shelf: readonly IndexDocument[] = [
  makeDocument("sanyou", {
    name: "三右云星图企业管理",
    providerName: "三右软件",
    summary: "三右U9cloud，面向装备厂的ERP",
    body: "安装简单，支持注塑行业的模具报价",
    scenes: ["finance", "production"],
    labels: ["财务管理", "生产管控"],
    regions: ["330000"],
    industries: ["C34"],
    sizes: ["small", "medium"],
  }),
  makeDocument("fenran", {
    name: "北辰客户管理（纷然销客CRM）",
    providerName: "纷然销客",
    summary: "管线索、管商机、管回款",
    scenes: ["marketing"],
    labels: ["营销管理"],
    regions: ["000000"],
    industries: ["F"],
  }),
  makeDocument("jinhe", {
    name: "金禾财务云",
    providerName: "金禾",
    summary: "记账报税，发票识别与验真",
    categories: ["upgrade", "restore"],
    scenes: ["finance"],
    labels: ["财务管理"],
    regions: ["330300"],
  }),
  makeDocument("huiyi", {
    name: "腾飞会议",
    providerName: "腾飞云",
    summary: "视频会议与远程办公",
    categories: ["restore"],
    scenes: ["remote-work"],
    labels: ["远程办公"],
  }),
  makeDocument("wps", {
    name: "金石WPS365数智办公",
    providerName: "金石办公",
    summary: "文档协作；用PowerPoint做汇报",
    scenes: ["collaboration"],
    labels: ["协同办公"],
  }),
  makeDocument("ssl", { name: "SSL 证书", providerName: "腾飞云", summary: "网站加密" }),
  makeDocument("pow", {
    name: "讲稿美化",
    providerName: "伊登云",
    summary: "把PowERPoint变好看，支持ApsaraVideo",
  }),
  makeDocument("scrm", { name: "酷销SCRM", providerName: "杭云", summary: "私域客户运营" }),
  makeDocument("mes", {
    name: "制造执行系统",
    providerName: "摩元",
    summary: "工单、扫码报工与质量管理",
    scenes: ["production", "quality"],
    labels: ["生产管控", "质量管理"],
    regions: ["440000"],
    industries: ["C34", "C35"],
    sizes: ["small"],
  }),
  makeDocument("sms", { name: "短信服务", providerName: "阿离云", summary: "通知与验证码" }),
  makeDocument("dingding", { name: "专属叮咚", providerName: "阿离云", summary: "考勤与审批" }),
  makeDocument("hr", {
    name: "朗星人力资源",
    providerName: "朗星天际",
    summary: "考勤、排班、算薪",
  }),
  makeDocument("qiyueyin", {
    name: "契约印电子签约",
    providerName: "契约印",
    summary: "合同在线签",
  }),
  makeDocument("lowcode", {
    name: "微塔低代码",
    providerName: "腾飞云",
    summary: "不写代码搭应用",
  }),
  makeDocument("erp", {
    name: "天顺ERP",
    providerName: "任我飞",
    summary: "进销存与账务一起管",
    scenes: ["procurement"],
    labels: ["采购管理"],
    regions: ["310000"],
  }),
  makeDocument("robot", {
    name: "流程自动化机器人",
    providerName: "金智微",
    summary: "替人点鼠标",
    body: "网络与软件接口齐全",
  }),
];

/** One of many that differ in what they say and in their facets; some are hidden for an hour from `now` on. */
export function documentAt(i: number, now = new Date()): IndexDocument {
  return makeDocument(`m${i}`, {
    name: i % 3 === 0 ? `巡检云${i}` : `云上设备${i}`,
    aliases: i % 5 === 0 ? ["巡检"] : [],
    summary: i % 2 === 0 ? "设备巡检与ERP" : "管理与制造执行系统",
    body: i % 7 === 0 ? "也做巡检，能接MES" : "",
    scenes: [i % 4 === 0 ? "quality" : "production"],
    categories: [i % 4 === 1 ? "restore" : "upgrade"],
    regions: i % 3 === 1 ? ["330000"] : [],
    hiddenUntil: i % 11 === 10 ? new Date(now.getTime() + 3_600_000) : null,
  });
}

/** Some of what may be chosen among them. */
export const choices = record({
  type: subarray(["solution", "case"]),
  category: subarray(["upgrade", "restore"]),
  scene: subarray(["production", "quality", "none"]),
  region: subarray(["330300", "110000"]),
  size: subarray(["medium", "none"]),
});
