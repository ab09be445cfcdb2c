export type Locale = "zh" | "en";

/** States as people read them, of whatever thing. */
const stateWords: Record<string, Record<Locale, string>> = {
  draft: { zh: "草稿", en: "draft" },
  open: { zh: "征集报价中", en: "open" },
  no_proposals: { zh: "还没有收到报价", en: "open, without a proposal" },
  unrated: { zh: "还没有评价", en: "not rated yet" },
  evaluating: { zh: "比较报价中", en: "evaluating" },
  closed: { zh: "已结束", en: "closed" },
  awarded: { zh: "已选定", en: "awarded" },
  none_suitable: { zh: "没有合适的", en: "none suitable" },
  cancelled: { zh: "已取消", en: "cancelled" },
  expired: { zh: "到期无报价", en: "expired" },
  submitted: { zh: "已提交", en: "submitted" },
  withdrawn: { zh: "已撤回", en: "withdrawn" },
  shortlisted: { zh: "入围", en: "shortlisted" },
  not_awarded: { zh: "未选定", en: "not awarded" },
  disqualified: { zh: "已取消资格", en: "disqualified" },
  agreed: { zh: "已约定", en: "agreed" },
  in_delivery: { zh: "交付中", en: "in delivery" },
  delivered: { zh: "已交付，待验收", en: "delivered" },
  accepted: { zh: "已验收", en: "accepted" },
  ended_early: { zh: "提前结束", en: "ended early" },
  returned: { zh: "已退回修改", en: "returned" },
  listed: { zh: "已入驻", en: "listed" },
  rejected: { zh: "未通过", en: "rejected" },
  imported: { zh: "公开资料收录", en: "imported" },
  applying: { zh: "申请中", en: "applying" },
  suspended: { zh: "暂停服务", en: "suspended" },
  removed: { zh: "已退出", en: "removed" },
  proposed: { zh: "已推荐", en: "proposed" },
  in_review: { zh: "审核中", en: "in review" },
  published: { zh: "已发布", en: "published" },
  answered: { zh: "已回答", en: "answered" },
  rated: { zh: "已评价", en: "rated" },
  replied: { zh: "已回复", en: "replied" },
  not_applied: { zh: "还没有申请入驻", en: "has not applied" },
  section_passed: { zh: "这部分已通过，不用再改", en: "this part has passed" },
  corrected_by_official: { zh: "主管部门已经更正", en: "corrected by an official" },
  unchanged: { zh: "没有要发布的改动", en: "nothing is drafted" },
  in_force: { zh: "现在用的就是这一版", en: "in force already" },
  checked: { zh: "已检查，没有开始", en: "checked" },
  running: { zh: "正在导入", en: "running" },
  done: { zh: "已导入", en: "done" },
  refused: { zh: "有错误，不能导入", en: "refused" },
  failed: { zh: "没有成功", en: "failed" },
  still_needed: { zh: "还有事没有办完", en: "something has to be settled first" },
  last_owner: { zh: "唯一的负责人", en: "the last owner" },
};

/** What may be done, whoever does it. */
const verbWords: Record<string, string> = {
  publish: "发布",
  change: "修改",
  invite: "邀请服务商",
  close: "提前截止",
  withdraw: "撤回",
  cancel: "取消",
  award: "由企业选定",
  "reject-all": "由企业全部不选",
  submit: "交出报价",
  shortlist: "由企业标为入围",
  "undo-award": "撤销选定",
  start: "由服务商开工",
  deliver: "由服务商交付",
  accept: "由企业验收",
  reject: "由企业退回",
  end: "提前结束",
  list: "列入名单",
  return: "退回修改",
  feature: "设为精选",
  apply: "申请入驻",
  suspend: "暂停服务",
  lift: "恢复服务",
  remove: "移出名单",
};

/** What an official may do is not for the two sides to hear as a way out. */
const unsaid = "disqualify";

export function sayVerbs(possible: string): string {
  return possible
    .split(",")
    .filter((verb) => verb !== unsaid && verb !== "")
    .map((verb) => verbWords[verb] ?? verb)
    .join("、");
}

export function sayState(state: string, locale: Locale = "zh"): string {
  return stateWords[state]?.[locale] ?? state;
}
