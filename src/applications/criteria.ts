import type { SectionCode } from "./sections.ts";

/** What officials decide by, the same everywhere; published on /join. */
export const criteria = [
  {
    code: "identity",
    section: "firm",
    name: "主体资格",
    question: "单位名称与统一社会信用代码一致，单位真实存在、正常经营",
    evidence: "营业执照上的信息；校验位不符的代码由工作人员查证",
  },
  {
    code: "capability",
    section: "capability",
    name: "服务能力",
    question: "写明的长处和服务地区具体、可信，人员规模撑得起",
    evidence: "长处、服务地区、人数",
  },
  {
    code: "solutions",
    section: "solutions",
    name: "方案真实",
    question: "至少一个方案讲清楚：解决什么问题、多少钱、怎么用、数据归谁",
    evidence: "方案的说明、价格、数据承诺、售后承诺",
  },
  {
    code: "proof",
    section: "proof",
    name: "案例佐证",
    question: "列出的案例和资质能查到、能核对；没有的如实留空，不因此拒绝",
    evidence: "案例、资质、证书的说明和查询地址",
  },
  {
    code: "declarations",
    section: "declarations",
    name: "承诺完整",
    question: "三项承诺全部作出",
    evidence: "承诺原文和作出的时间",
  },
] as const satisfies readonly {
  code: string;
  section: SectionCode;
  name: string;
  question: string;
  evidence: string;
}[];

/** How long an official may take, in days. */
export const promisedDays = 10;

/** A listing stands for three years, to the day before. */
export const yearsListed = 3;
