import type { Locale } from "../state-words.ts";

type Wording = Record<Locale, (params: Record<string, string | number>) => string>;

/** What has to be settled before an account is erased. */
export const privacyWords: Record<string, Wording> = {
  sole_owner: {
    zh: ({ name }) =>
      `您是「${name}」唯一的负责人，单位里还有别人。请先把一位同事设为负责人，或者请同事退出。`,
    en: ({ name }) =>
      `You are the only owner of ${name}, which has other members: make one an owner.`,
  },
  last_official: {
    zh: ({ name }) => `您是「${name}」最后一位工作人员。请先邀请接手的同事加入并设为负责人。`,
    en: ({ name }) => `You are the last official of ${name}: invite whoever takes over.`,
  },
  open_request: {
    zh: ({ name }) =>
      `需求「${name}」还没有结束。请先撤回（还在征集报价的）或者取消（已经截止的）；想选定一家的，等合作验收以后再注销。`,
    en: ({ name }) =>
      `The request ${name} is not closed: withdraw or cancel it, or award it and come back when the work is accepted.`,
  },
  running_engagement: {
    zh: ({ name }) => `「${name}」的合作还在进行。请等验收完成，或者提前结束合作。`,
    en: ({ name }) => `The engagement ${name} is running: accept it or end it early.`,
  },
  last_administrator: {
    zh: () => "您是最后一位系统管理员。请先在服务器上把另一位同事设为管理员。",
    en: () => "You are the last administrator: appoint another one first.",
  },
};
