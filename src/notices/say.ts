import { sayDate } from "../web/say.ts";

type Params = { title: string; by: string; name: string; note: string; until: string };
type Words = (params: Params) => string;

/** Every kind of notice as the person reads it: what happened, and what he can do. */
const words: Readonly<Record<string, Words>> = {
  request_invitation: ({ title }) => `有企业邀请您为「${title}」报价。`,
  request_changed: ({ title }) => `「${title}」的需求改过了，请看看改了什么，报价是否要跟着改。`,
  request_closed_early: ({ title }) => `企业提前截止了「${title}」，不再收新的报价。`,
  request_withdrawn: ({ title }) => `企业撤回了「${title}」，原因写在需求里。`,
  request_cancelled: ({ title }) => `企业取消了「${title}」，原因写在需求里。`,
  request_evaluating: ({ title }) => `「${title}」到截止时间了，报价可以打开比较。`,
  request_expired: ({ title }) =>
    `「${title}」到截止时间没有收到报价。可以放宽条件、多邀请几家再发一次。`,
  question_asked: ({ title }) => `有服务商就「${title}」提了问题，等您回答。`,
  question_answered: ({ title }) => `「${title}」的提问有了回答。`,
  proposal_submitted: ({ title }) => `「${title}」收到一份新报价。`,
  proposal_withdrawn: ({ title }) => `「${title}」的一份报价被服务商撤回了。`,
  proposal_awarded: ({ title }) => `「${title}」选定了您，可以准备开工了。`,
  proposal_not_awarded: ({ title }) => `「${title}」没有选您的报价，企业写了原因。`,
  award_undone: ({ title }) => `企业撤销了「${title}」的选定，各家报价恢复原样，会重新选。`,
  award_undone_by_office: ({ title, note }) =>
    `主管部门撤销了「${title}」的选定，各家报价恢复原样，由企业重新选${note}`,
  proposal_disqualified: ({ title, note }) => `主管部门取消了您对「${title}」的报价资格${note}`,
  award_disqualified: ({ title, note }) =>
    `主管部门取消了您对「${title}」的报价资格，选定作废，合作提前结束${note}`,
  received_disqualified: ({ title, name, note }) =>
    `主管部门取消了${name}对「${title}」的报价资格，这份报价不能再选${note}`,
  chosen_disqualified: ({ title, name, note }) =>
    `您为「${title}」选定的${name}被主管部门取消了资格，合作提前结束，其余报价恢复原样，请您重新选${note}`,
  award_void: ({ title }) =>
    `「${title}」原来选定的服务商被取消了资格，其余报价恢复原样，由企业重新选。`,
  engagement_start: ({ title, by }) => `${by}为「${title}」开工了。`,
  engagement_deliver: ({ title, by }) => `${by}把「${title}」交付了，请您验收。`,
  engagement_accept: ({ title, by }) => `${by}验收通过了「${title}」。`,
  engagement_reject: ({ title, by }) => `${by}把「${title}」退回了，请看哪里还要改。`,
  engagement_end: ({ title, by }) => `${by}提前结束了「${title}」的合作，原因写在里面。`,
  engagement_milestones: ({ title, by }) => `${by}把「${title}」分成了几个阶段。`,
  engagement_rated: ({ title, by }) => `${by}评价了「${title}」，您可以回复一次。`,
  rating_replied: ({ title, by }) => `${by}回复了您对「${title}」的评价。`,
  application_submitted: ({ name }) => `${name}申请入驻，等您审核。`,
  application_returned: ({ note }) => `入驻申请要修改${note}`,
  application_listed: ({ note }) => `入驻申请通过了，企业现在能找到您${note}`,
  application_rejected: ({ note }) => `入驻申请没有通过${note}`,
  provider_suspended: ({ note, until }) => `服务被暂停了${until}${note}`,
  provider_restored: () => "暂停已结束，企业又能找到您了。",
  solution_tags_corrected: ({ title, note }) => `主管部门更正了方案「${title}」读到的能力${note}`,
  case_submitted: ({ title }) => `案例「${title}」等您审核。`,
  case_published: ({ title }) => `案例「${title}」发布了。`,
  case_returned: ({ title, note }) => `案例「${title}」要修改${note}`,
  case_rejected: ({ title, note }) => `案例「${title}」没有采用${note}`,
  case_withdrawn: ({ title, note }) => `案例「${title}」被撤下，不再公开${note}`,
  contact_gone: ({ title }) =>
    `「${title}」的联系人注销了账号，姓名和电话已抹去，请补上新的联系人。`,
  contact_gone_late: ({ title }) =>
    `「${title}」的联系人注销了账号，姓名和电话已抹去。服务商看不到您的电话了，请您主动联系对方。`,
  provider_removed: ({ note }) => `已退出名单，企业不会再找到您${note}`,
};

export const noticeKinds = Object.keys(words);

/** A kind of a newer version of us still says that something happened. */
export function sayNotice(kind: string, params: unknown): string {
  const text = (name: string, otherwise: string) => {
    const value: unknown = Reflect.get(Object(params), name);
    return typeof value === "string" && value !== "" ? value : otherwise;
  };
  const say = Object.hasOwn(words, kind) ? words[kind] : undefined;
  if (!say) return "有一件事和您有关，请打开看看。";
  const reason = text("note", text("reason", ""));
  const until = text("until", "");
  return say({
    title: text("title", "您的需求"),
    by: text("by", "对方"),
    name: text("name", "一家服务商"),
    note: reason ? `：${reason}` : "。",
    until: until ? `，到${sayDate(until)}为止` : "",
  });
}
