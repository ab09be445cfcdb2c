/** What a provider promises, in full: the wording is what counts later. */
export const declarations = [
  {
    code: "truth",
    name: "内容属实",
    text: "我们提交的单位信息、方案、价格、案例和资质真实、准确，不夸大，也不借用他人的名义；有变化时在 10 个工作日内更新。我们知道，弄虚作假会被暂停服务或移出名单。",
  },
  {
    code: "data",
    name: "守护客户数据",
    text: "客户的数据归客户所有。我们只为约定的服务使用它，依法采取保护措施，不转交、不出卖；服务结束时按客户要求交还可读的数据并删除副本；发生数据安全事件时立即告知客户并依法报告。",
  },
  {
    code: "fair",
    name: "公平服务",
    text: "我们按公布的价格和约定的范围服务，不设隐藏收费，不强行搭售，不以数据或接口要挟客户；不围标、不串通、不付费换排名；客户的投诉在 5 个工作日内答复。",
  },
] as const;

export const declarationCodes = declarations.map(({ code }) => code);
