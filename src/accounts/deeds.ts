import { patternOf } from "./form-pages.ts";

/** What a form does, in a few words for the one who was kept from it, by the route that takes it. */
export const deeds: Readonly<Record<string, string>> = {
  "/requests/new": "发布需求",
  "/requests": "保存需求",
  "/requests/:id/publish": "发布需求",
  "/requests/:id/invite": "邀请服务商",
  "/requests/:id/questions": "提问",
  "/requests/:id/questions/:questionId/answer": "回答提问",
  "/requests/:id/close": "提前截止",
  "/requests/:id/withdraw": "撤回需求",
  "/requests/:id/award": "选定服务商",
  "/requests/:id/undo-award": "撤销选定",
  "/requests/:id/propose": "报价",
  "/proposals/:id": "报价",
  "/proposals/:id/submit": "报价",
  "/proposals/:id/withdraw": "撤回报价",
  "/proposals/:id/disqualify": "取消报价资格",
  "/engagements/:id/deliver": "提交交付",
  "/engagements/:id/accept": "验收",
  "/engagements/:id/reject": "退回交付",
  "/engagements/:id/rating": "评价",
  "/engagements/:id/rating/reply": "回复评价",
  "/desk/provider/application": "申请入驻",
  "/desk/provider/application/submit": "申请入驻",
  "/desk/provider/application/:section": "申请入驻",
  "/desk/provider/solutions": "保存方案",
  "/desk/provider/solutions/:id": "保存方案",
  "/desk/provider/solutions/:id/publish": "发布方案",
  "/desk/provider/solutions/:id/withdraw": "下架方案",
  "/desk/cases": "保存案例",
  "/desk/cases/:id": "保存案例",
  "/desk/cases/:id/withdraw": "撤回案例",
};

const patterns = Object.entries(deeds).map(([path, deed]) => ({ pattern: patternOf(path), deed }));

/** In Chinese, as it goes on: 接着报价. What has no words of its own is 提交. */
export function deedAt(path: string): string {
  return patterns.find(({ pattern }) => pattern.test(path))?.deed ?? "提交";
}
