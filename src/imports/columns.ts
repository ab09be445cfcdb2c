import * as read from "./cells.ts";
import type { Kind } from "./schema.ts";

export type Column = {
  field: string;
  /** What stands above it in a spreadsheet, and what a report calls it. */
  header: string;
  /** Without a wished one the row goes in, with a warning. */
  need: "required" | "wished" | "optional";
  read: read.ReadCell;
  example: string;
};

type Definition = [Column["field"], string, Column["need"], read.ReadCell, string];

/** What stood in templates that people may still have. */
export const formerHeaders: ReadonlyMap<string, string> = new Map([["部署方式", "安装方式"]]);

export const sheetNames: Readonly<Record<Kind, string>> = {
  provider: "服务商",
  solution: "方案",
  case: "案例",
};

const source = "https://example.com/about";

export const columns: Readonly<Record<Kind, readonly Column[]>> = {
  provider: define([
    ["externalKey", "服务商编号", "required", read.oneLine, "FWS-001"],
    ["name", "服务商名称", "required", read.oneLine, "示例软件"],
    ["legalName", "单位全称", "wished", read.lineOrNull, "示例软件（温州）有限公司"],
    ["uscc", "统一社会信用代码", "wished", read.uscc, ""],
    ["regionCode", "所在地区", "wished", read.region, "浙江省温州市"],
    ["serviceRegions", "服务地区", "optional", read.regionList, "浙江、福建"],
    ["intro", "简介", "wished", read.text, "做小型机械厂的报工和排产软件，已有八年。"],
    ["strengths", "优势", "optional", read.list, "上门实施；七天上线"],
    ["websiteUrl", "网址", "optional", read.url, "https://example.com"],
    ["foundedYear", "成立年份", "optional", read.count, "2018"],
    ["headcount", "人数", "optional", read.count, "35"],
    ["sources", "资料来源", "wished", read.urls, source],
  ]),
  solution: define([
    ["externalKey", "方案编号", "required", read.oneLine, "FA-001"],
    ["providerKey", "服务商编号", "required", read.oneLine, "FWS-001"],
    ["name", "方案名称", "required", read.oneLine, "扫码报工"],
    ["category", "主要类别", "required", read.category, "提升"],
    ["secondaryCategories", "其他类别", "optional", read.categoryList, "恢复"],
    ["scenes", "适用场景", "required", read.sceneList, "生产管控、计划排程"],
    ["industries", "适用行业", "optional", read.industryList, "C33、C34"],
    ["sizes", "适用规模", "optional", read.sizeList, "小型、微型"],
    ["serviceRegions", "服务地区", "optional", read.regionList, "全国"],
    ["summary", "一句话介绍", "wished", read.text, "工人扫码就能报工，老板随时看到进度。"],
    [
      "description",
      "详细介绍",
      "wished",
      read.text,
      "每道工序贴一张码，做完扫一下，产量和工资自动算好。",
    ],
    ["pains", "解决的难题", "wished", read.list, "手工报工算错工资；不知道订单做到哪一步"],
    ["benefits", "带来的好处", "wished", read.list, "月底算工资从三天变成半天"],
    ["scenarios", "使用场合", "optional", read.list, "五金、注塑车间"],
    ["deployment", "安装方式", "optional", read.deploymentList, "云端"],
    ["oneOffFen", "一次性费用（元）", "optional", read.money, "20000"],
    ["yearlyFen", "年费（元）", "optional", read.money, "6000"],
    ["priceNote", "价格说明", "optional", read.oneLine, "按工位数报价"],
    ["trialDays", "试用天数", "optional", read.count, "30"],
    ["weeksToStart", "上线周数", "optional", read.count, "2"],
    ["dataPromise", "数据承诺", "optional", read.text, "数据归企业，随时可以导出。"],
    ["supportPromise", "售后承诺", "optional", read.text, "工作日两小时内答复。"],
    ["sourceUrl", "资料来源", "wished", read.url, source],
  ]),
  case: define([
    ["externalKey", "案例编号", "required", read.oneLine, "AL-001"],
    ["solutionKey", "方案编号", "optional", read.lineOrNull, "FA-001"],
    ["providerKey", "服务商编号", "optional", read.lineOrNull, ""],
    ["title", "案例标题", "required", read.oneLine, "五金厂用扫码报工理清进度"],
    ["category", "主要类别", "required", read.category, "提升"],
    ["scenes", "适用场景", "optional", read.sceneList, ""],
    ["industryCode", "所属行业", "optional", read.industryOrNull, "C33"],
    ["size", "企业规模", "optional", read.sizeOrNull, "小型"],
    ["smeName", "企业名称", "optional", read.oneLine, "某五金厂"],
    ["regionCode", "所在地区", "optional", read.region, "浙江省温州市"],
    ["headcount", "人数", "optional", read.count, "60"],
    ["summary", "摘要", "wished", read.text, "两周上线，工资核算从三天变成半天。"],
    ["problem", "原来的难题", "optional", read.text, ""],
    ["approach", "怎么做的", "optional", read.text, ""],
    ["outcome", "结果", "optional", read.text, ""],
    ["claims", "公开的效果", "optional", read.list, "工资核算时间减少 80%"],
    ["sourceUrl", "资料来源", "wished", read.url, source],
  ]),
};

function define(definitions: Definition[]): Column[] {
  return definitions.map(([field, header, need, reader, example]) => ({
    field,
    header,
    need,
    read: reader,
    example,
  }));
}
