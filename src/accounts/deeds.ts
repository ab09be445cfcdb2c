/** What a form does, in a few words for the one who was kept from it, by its address. */
const deeds: readonly (readonly [RegExp, string])[] = [
  [/^\/requests\/new$/, "发布需求"],
  [/^\/requests$/, "保存需求"],
  [/^\/requests\/[^/]+\/publish$/, "发布需求"],
  [/^\/requests\/[^/]+\/invite$/, "邀请服务商"],
  [/^\/requests\/[^/]+\/questions$/, "提问"],
  [/^\/requests\/[^/]+\/questions\/[^/]+\/answer$/, "回答提问"],
  [/^\/requests\/[^/]+\/close$/, "提前截止"],
  [/^\/requests\/[^/]+\/withdraw$/, "撤回需求"],
  [/^\/requests\/[^/]+\/award$/, "选定服务商"],
  [/^\/requests\/[^/]+\/propose$/, "报价"],
  [/^\/proposals\/[^/]+(?:\/submit)?$/, "报价"],
  [/^\/proposals\/[^/]+\/withdraw$/, "撤回报价"],
  [/^\/engagements\/[^/]+\/deliver$/, "提交交付"],
  [/^\/engagements\/[^/]+\/accept$/, "验收"],
  [/^\/engagements\/[^/]+\/reject$/, "退回交付"],
  [/^\/engagements\/[^/]+\/rating$/, "评价"],
  [/^\/engagements\/[^/]+\/rating\/reply$/, "回复评价"],
  [/^\/desk\/provider\/application/, "申请入驻"],
  [/^\/desk\/provider\/solutions\/[^/]+\/publish$/, "发布方案"],
  [/^\/desk\/provider\/solutions\/[^/]+\/withdraw$/, "下架方案"],
  [/^\/desk\/provider\/solutions/, "保存方案"],
  [/^\/desk\/cases/, "保存案例"],
  [/^\/me\/erase$/, "注销账号"],
];

export function deedAt(path: string): string | undefined {
  return deeds.find(([address]) => address.test(path))?.[1];
}
