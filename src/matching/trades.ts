import type { IndustryCode } from "../taxonomy/industries.ts";

/** Words that say for which trade a solution is made, and the sections or divisions they mean. */
const audiences: readonly [RegExp, readonly IndustryCode[]][] = [
  [/食品(?:工业|加工|生产|制造|行业|企业|厂)|肉制品|乳品|酿造/u, ["C13", "C14", "C15"]],
  [/纺织|服装(?!的)|鞋服|印染|针织|面料/u, ["C17", "C18", "C19"]],
  [
    /流程(?:工业|行业)|化工(?:行业|企业|园区)|过程安全|炼化|制药|冶金/u,
    ["C25", "C26", "C27", "C30", "C31", "C32"],
  ],
  [/机械(?!化)|装备(?!制造执行)|成套设备/u, ["C33", "C34", "C35", "C37", "C38", "C40"]],
  [/汽配|汽车|主机厂/u, ["C36"]],
  [/电子(?:行业|电路|汽配|制造|企业|组装|产品|元器件|、)|pcb|smt|电路板|板级/u, ["C39"]],
  [/轮胎/u, ["C29", "F51", "F52", "O81"]],
  [/零售|商超|连锁|门店|导购/u, ["F52", "H61", "H62", "O80"]],
  [/快消|消费品/u, ["C13", "C14", "C15", "F51", "F52"]],
  [/大宗/u, ["F51", "G59"]],
  [/工程(?:项目|建设|企业)|建筑|施工/u, ["E47", "E48", "E49", "E50"]],
  [/物业|楼宇|城市空间/u, ["K70"]],
  [/(?<!、)(?:高校|高职|院校|学校|教师|课堂|教学|学生|教育版)/u, ["P83"]],
  [/医院|诊所|医疗机构/u, ["Q84"]],
];

/** The trades that the head of an offer names: what it says further on may be a list of customers. */
export function tradesOf(head: string): IndustryCode[] {
  const text = head.normalize("NFKC").toLowerCase();
  return [...new Set(audiences.flatMap(([words, codes]) => (words.test(text) ? codes : [])))];
}
