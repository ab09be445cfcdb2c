const amount = "(?:[一二两三四五六七八九十几百千万半]|\\d)+";

/** Who asks for hands, goods or room, and not for a means to keep something in order. */
const forHands = [
  `招(?:聘)?(?:${amount}|点|些)(?:来|多)?(?:个|名|位)?|急招|诚聘|急缺|包吃|管吃|工资面议`,
  "求购|收购|转让|转手|出售|求租|招租|出租|二手|批发|现货|长期(?:合作|供)",
  `(?:买|购|订|定|租|要|收|卖|拉|送|做|印)(?:上|个|了|掉)?${amount}(?:来|多|几)?(?:台|辆|批|吨|套|张|把|斤|箱|车|亩|盆|瓶|桶|袋|条|根|方|只|头|份|部|个|件|米)`,
  "(?:买|租|购|换)(?:台|辆|批|部|点|些)",
  "谁(?:家)?(?:有|要|卖|收|会修|能修|搬|接)|哪(?:里|儿|家)(?:有|买|卖|修|租|便宜|能修)",
  "(?:多少钱)?一(?:平|斤|天|亩|吨|车|公斤|个月|趟)(?:多少钱|怎么算)|多少钱一(?:平|斤|天|亩|吨|车|公斤|个月|趟)",
  "(?:找|请|雇|叫)(?:个|人|家|几个|一个|位|一家|辆|台)?.{0,8}(?:师傅|工人|律师|司机|施工队|公司|机器|车队|人手|护工|保姆|阿姨|保洁|保安|厨师|会计|电工|焊工|医院|代办|中介|货代|报关行|环评|挖机|吊车|货车)",
  "(?:办|换|补|领|开)(?:理|个|张|一张|一个)?.{0,6}(?:证(?!书)|照|许可|手续|证明)|哪(?:里|儿)?办|去哪(?:儿|里)?(?!了)",
  "找人(?!用)|请人|雇人|派人|快来人|上门(?:修|来|看|取|收|清|装|拉|做)|代(?:办|跑|买|写)|帮忙(?:找|注册|办)",
].map((words) => new RegExp(words, "u"));

/** Means to keep things in order, what is kept in order by them, and how it goes without. */
const ofOurs = new RegExp(
  [
    "系统 软件 小程序 app 平台 网站 网页 网店 淘宝 天猫 京东 拼多多 电商 亚马逊 amazon 封号 网上 线上 在线 扫码 扫一扫 扫一下 二维码 条码 一个码 手机上 用手机 拿手机 电脑上 自动 智能 数字 信息化 数据 联网 上云 云端 ai 大模型 监控 报表 后台 erp mes crm oa wms tms plm saas excel 表格 抖音 直播 短视频 视频号 公众号 企业微信 钉钉 远程 电子 录入 上传 导出 备份 电脑坏 修电脑 网络 断网 上不了网 连不上 密码 账号 病毒 黑客 邮箱 域名 代码 程序 源码 接口 传感器 摄像头 人脸 车牌识别 报警 告警 预警 无人值守 被黑 漏洞 定位 导航 北斗 无纸化 电子化",
    "记录 登记 统计 汇总 对账 核算 结算 收款 收钱 收费 付款 收租 抄表 催缴 开票 发票 报销 入账 理清 记账 账本 台账 查询 提醒 打卡 考勤 排班 派单 派工 报工 审批 签字 盘点 追溯 溯源 防伪 真假 验真 核验 实名 进度 交期 排产 库存 订单 档案 图纸 巡检 点检 能耗 碳排放 会员 线索 询盘 推广 引流 培训 贷款 融资 投资人 股权 股份 分期 利息 授信 抵押 质押 贷点 承兑 贴现 担保 保函 账期 周转",
    "对不上 对上 说不清 讲不清 查不到 查不出 找不到 找不着 记不住 记不清 没人记 不记 算不清 算不过来 算错 排不过来 排不开 看不见 看不到 能看到 没数 没底 没人知道 没人跟 靠脑子 本子 手写 手抄 手工 纸上 想知道 没记录 没个记录 没有记录 漏单 错单 漏发 发错 窜货 乱套 压货 催货 返工",
  ]
    .flatMap((line) => line.split(" "))
    .map((word) => (/^[a-z]/.test(word) ? `(?<![a-z])${word}(?![a-z])` : word))
    .join("|"),
  "gu",
);

const wants = /[要想找请招买租办修搬卖收订贷求换装拉]/u;
/** What was done already, or what a firm does. */
const told =
  /刚|(?:招|买|租|请|收|卖|修|搬|做|办|开|装|订|找|包|转|让|弄|接)(?:了|完|好了|过|的)|(?:的|公司|厂|店|队|社|所|行|园|园区)$/u;

/** Tells of nothing but what is wanted. */
export function isRequest(clauses: readonly { text: string }[]): boolean {
  return clauses.every(({ text }) => wants.test(text) && !told.test(text));
}

export function asksForHands(clauses: readonly { text: string }[]): boolean {
  return clauses.some(({ text }) => forHands.some((words) => words.test(text)));
}

/** How many words of them speak of what a marketplace of digital services is for. */
export function countOurs(clauses: readonly { text: string }[]): number {
  return new Set(clauses.flatMap(({ text }) => text.match(ofOurs) ?? [])).size;
}
