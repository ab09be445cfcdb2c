/** What people ask for here that is no business of this marketplace, and where else to turn. */
const kinds = {
  labour: {
    name: "招人用工",
    turnTo: "当地公共就业服务机构可以免费发布招聘，电话 12333",
    ours: "用软件管招聘、排班、考勤或工资",
  },
  goods: {
    name: "买卖货物、设备或废料",
    turnTo: "可以找当地的批发市场、同业商会，或正规的采购和二手设备网站",
    ours: "用软件管采购、比价或库存",
  },
  computers: {
    name: "买电脑、服务器或打印机",
    turnTo: "可以找当地的电脑商家，或正规的网上商城",
    ours: "租云服务器，或请人维护电脑和网络",
  },
  property: {
    name: "租买厂房、商铺或土地",
    turnTo: "可以问当地的园区管委会、招商部门，或有备案的房产中介",
    ours: "用软件管租户、收租或水电",
  },
  building: {
    name: "土建、装修或防水",
    turnTo: "可以找当地有资质的施工或装修单位",
    ours: "用软件管工地的进度和花费",
  },
  repair: {
    name: "修机器、修车或修水电",
    turnTo: "可以先打厂家的售后电话，或找当地有资质的维修单位",
    ours: "用软件管报修、派工或保养记录",
  },
  household: {
    name: "保洁、餐食、看护这类后勤服务",
    turnTo: "可以找当地的家政、餐饮或保安公司",
    ours: "用软件管订餐、宿舍或巡查",
  },
  transport: {
    name: "拉货、搬运或租车",
    turnTo: "可以找当地的物流公司，或有许可的网络货运平台",
    ours: "用软件管派车、回单或运费",
  },
  forwarding: {
    name: "找货代订舱、找人报关",
    turnTo: "可以找有资质的国际货运代理或报关企业，也可以问当地的外贸协会",
    ours: "用软件管外贸单证、报关资料，或跟踪货到了哪里",
  },
  environment: {
    name: "做环评、环保验收或环境检测",
    turnTo:
      "要不要做，可以先问当地的生态环境部门，不清楚的打 12345；编制单位在“环境影响评价信用平台”上能查到",
    ours: "用软件管排放监测、危废台账或环保资料",
  },
  licence: {
    name: "办证照、代办手续",
    turnTo: "可以去当地的政务服务大厅或政务服务网办，不清楚的打 12345",
    ours: "用软件管证照到期、报税或台账",
  },
  government: {
    name: "向政府部门办事、反映或投诉",
    turnTo: "可以打 12345 政务服务便民热线；税务打 12366，社保打 12333",
    ours: "用软件管报税、社保申报或罚单整改",
  },
  legal: {
    name: "打官司、处理纠纷",
    turnTo: "可以打 12348 公共法律服务热线，先免费问一问",
    ours: "用软件管合同、应收账款或存证",
  },
  medical: {
    name: "看病、体检或护理",
    turnTo: "可以找当地的医院、社区卫生服务中心；牲畜、宠物的病找兽医站",
    ours: "用软件管病历、预约或员工健康档案",
  },
  money: {
    name: "理财、借钱、合伙或保险",
    turnTo: "请找持牌的银行、保险或证券机构，谨防受骗",
    ours: "凭订单、发票或流水向银行申请经营贷款",
  },
  farm: {
    name: "耕种、收割、打药这类农活",
    turnTo: "可以问当地的农业农村部门或农机合作社",
    ours: "用软件管地块、农资或大棚",
  },
  making: {
    name: "加工、印刷或定做东西",
    turnTo: "可以找当地的加工厂、印刷厂，或问问行业协会",
    ours: "用软件管外协、报价或订单",
  },
  exam: {
    name: "考证、学手艺",
    turnTo: "可以问当地的人社部门（12333）或有资质的培训学校",
    ours: "给员工做线上培训，或管证书到期",
  },
  leisure: { name: "吃住玩乐", turnTo: undefined, ours: "用软件管企业里的事" },
  family: {
    name: "家里的事",
    turnTo: "不知道找谁的，可以打 12345 政务服务便民热线",
    ours: "用软件管企业里的事",
  },
} as const;

export type OutsideKind = keyof typeof kinds;
/** `talk` asks for nothing. */
export const outsideKinds = [...Object.keys(kinds), "talk"];

/** What it sounds like, where to turn if that is plain, and what of it would be ours. */
export function elsewhere(kind: OutsideKind): {
  name: string;
  turnTo: string | undefined;
  ours: string;
} {
  return kinds[kind];
}
