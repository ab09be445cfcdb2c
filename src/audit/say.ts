import { sayCount } from "../web/say.ts";
import { type Overseen, overseen, type Told } from "./read-store.ts";

export const thingWords: Record<Overseen, string> = {
  application: "入驻申请",
  provider: "服务商",
  solution: "方案",
  case: "案例",
  request: "需求",
  engagement: "合作",
  import: "导入",
  lexicon: "词库",
};

const verbs: Readonly<Record<string, string>> = {
  added: "新建",
  begun: "开始填写",
  changed: "修改",
  submitted: "送审",
  opened: "打开查看",
  returned: "退回修改",
  listed: "列入名单",
  rejected: "未通过",
  claimed: "认领",
  suspended: "暂停服务",
  restored: "恢复服务",
  removed: "移出名单",
  published: "发布",
  withdrawn: "撤下",
  proposed: "推荐",
  featured: "首页案例变动",
  imported: "由导入写入",
  invited: "邀请服务商",
  contact_consented: "同意把联系方式给选定的服务商",
  contact_refused: "收回联系方式的同意",
  contact_passed: "联系方式给了选定的服务商",
  asked: "提问",
  answered: "回答",
  closed_early: "提前截止",
  cancelled: "取消",
  awarded: "选定",
  none_suitable: "都没有选",
  award_undone: "撤销选定",
  proposal_disqualified: "取消报价资格",
  deadline_passed: "到截止时间",
  expired: "到期无报价",
  start: "开工",
  deliver: "交付",
  accept: "验收通过",
  reject: "验收退回",
  end: "提前结束",
  milestones_set: "排定阶段",
  rating_replied: "回复评价",
  proposals_read: "查看密封报价",
  checked: "核对导入文件",
  started: "开始",
  rated: "评价",
  done: "完成",
  failed: "失败",
  tags_corrected: "更正读到的能力",
  match_read: "查看当时的推荐",
  words_forgotten: "抹去原话",
  drafted: "起草改动",
  draft_dropped: "放弃改动",
  restored_version: "恢复旧版",
};

/** 列入名单, of `application.listed`; a kind that nobody has worded stays as it is. */
export function sayKind(kind: string): string {
  const verb = kind.split(".")[1] ?? kind;
  return verbs[verb] ?? kind;
}

export function sayThing(thingKind: string): string {
  const known = overseen.find((one) => one === thingKind);
  return known ? thingWords[known] : thingKind;
}

const measures = { provider: "家服务商", solution: "个方案", case: "个案例" } as const;
const written = ["provider", "solution", "case"] as const;

/** 新增 8 家服务商、20 个方案；更新 1 个方案: what one import wrote. */
export function sayCounts(counts: NonNullable<Told["counts"]>): string {
  const list = (what: "added" | "changed") =>
    written
      .filter((kind) => counts[kind][what] > 0)
      .map((kind) => `${sayCount(counts[kind][what])} ${measures[kind]}`)
      .join("、");
  const [added, changed] = [list("added"), list("changed")];
  const parts = [added && `新增 ${added}`, changed && `更新 ${changed}`].filter(Boolean);
  return parts.length > 0 ? parts.join("；") : "没有要写入的";
}

/** Where an official reads the thing itself. */
export function hrefOf({ thingKind, thingId, name, isPublic }: Told): string | undefined {
  if (name === null) return undefined;
  const pages: Readonly<Record<string, string | undefined>> = {
    application: `/official/applications/${thingId}`,
    provider: `/official/providers/${thingId}`,
    solution: isPublic ? `/solutions/${thingId}` : undefined,
    case: isPublic ? `/cases/${thingId}` : `/official/cases/${thingId}`,
    request: `/requests/${thingId}`,
    engagement: `/engagements/${thingId}`,
    lexicon: "/official/lexicon/versions",
  };
  return pages[thingKind];
}
