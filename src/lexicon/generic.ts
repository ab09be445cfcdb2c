/** Words that stand in every text of this market, on either side: they tell nothing apart. */
const generic: ReadonlySet<string> = new Set(
  "系统 平台 管理 数据 软件 硬件 工具 产品 服务 方案 解决方案 数字化 数字化转型 信息化 智能 智能化 自动化 云 企业 公司 工厂 客户 用户 业务 流程 效率 成本 技术 应用 功能 一站式 一体化 降本增效 提质增效 赋能 生态 场景 能力 创新 高效 实时 在线 线上 互联网 大数据 人工智能 ai app saas it pc web 小程序 手机 电脑 我们 老板 中小企业 问题 需求 想要 能不能 有没有 怎么办".split(
    " ",
  ),
);

export function isGeneric(phrase: string): boolean {
  return generic.has(phrase.toLowerCase());
}
