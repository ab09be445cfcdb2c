import { describe, expect, test } from "vitest";
import { read } from "./support/constraints.ts";

const wan = 1_000_000;

describe("the number of people", () => {
  test.for([
    ["五金厂，五十来号人", "五十来号人", 50],
    ["小一百人的厂", "小一百人", 100],
    ["厂里一百二十号人", "一百二十号人", 120],
    ["60来号人", "60来号人", 60],
    ["员工45人", "45人", 45],
    ["员工有三百多", "三百多", 300],
    ["我们公司六个人", "六个人", 6],
    ["全厂130人", "130人", 130],
    ["做动画的9个人", "9个人", 9],
    ["家具厂38人", "38人", 38],
    ["四十几个人，年轻人少", "四十几个人", 49],
    ["总共60人左右", "60人", 60],
    ["百来号人的作坊", "百来号人", 100],
    ["上百号人天天加班", "上百号人", 100],
    ["我们店七八个人", "七八个人", 8],
    ["两口子开的小店", "两口子", 2],
    ["三亚酒店，旺季120人淡季40人", "120人", 120],
    ["工人二百五十个", "二百五十", 250],
    ["质检部3个人，全厂80人", "80人", 80],
    ["公司一共才１２个人", "１２个人", 12],
    ["我们40来号人工资算不清", "40来号人", 40],
    ["就要用考勤三百来人", "三百来人", 300],
    ["我们一万五千人", "一万五千人", 15_000],
    ["在长安镇，有一百二十几个员工，做小件", "一百二十几个员工", 129],
    ["做阀门的，现在有八十多号员工", "八十多号员工", 80],
  ] as const)("of %s", ([text, words, count]) => {
    const found = read(text);
    expect([found.constraints.headcount, found.words("headcount")]).toEqual([count, [words]]);
  });

  test.for([
    "昨天300多号人来体检打到嗓子哑",
    "质量部就3个人",
    "两个人给同一家报了两个价",
    "一万人次的展会",
    "每天300单",
    "有5000个会员",
    "200个学员上网课",
    "招20个人",
    "三十多家门店",
    "开会五百人一起看直播",
    "第一个人说不行",
    "我们厂三个人工费太高",
    "车间里有三个工人辞职",
    "有二十个员工没签合同",
  ])("is not in %s", (text) => {
    expect(read(text).constraints).not.toHaveProperty("headcount");
  });
});

test.for([
  ["预算二十万一百二十人", "二十万", 20 * wan, 120],
  ["预算五万三十个人", "五万", 5 * wan, 30],
  ["预算5万8个人的小厂", "5万", 5 * wan, 8],
  ["预算八千三个人的店", "八千", 0.8 * wan, 3],
  ["不超过一万块十个人", "一万块", 1 * wan, 10],
  ["预算10几万", "10几万", 20 * wan, undefined],
  ["预算二十万零五百", "二十万零五百", 20.05 * wan, undefined],
] as const)("a sum and people in one breath: %s", ([text, words, fen, count]) => {
  const { constraints, words: said } = read(text);
  expect([constraints.budgetMaxFen, constraints.headcount]).toEqual([fen, count]);
  expect(said("budgetMaxFen")).toEqual([words]);
});

describe("the deadline", () => {
  test.for([
    ["月底前要弄好", "月底前"],
    ["年底前搞好", "年底前"],
    ["老板说年前弄完", "年前"],
    ["最好年前能上", "年前"],
    ["暑假班7月1号开", "暑假班7月1号开"],
    ["10月15之前得弄上", "10月15之前"],
    ["片子6月底要交", "6月底要交"],
    ["双十一前上线", "双十一前"],
    ["国庆之前", "国庆之前"],
    ["一个月内整改", "一个月内"],
    ["两周以内", "两周以内"],
    ["明年3月客户复审前要看到东西", "明年3月客户复审前"],
    ["下周要用", "下周要用"],
    ["下个月就有一票", "下个月就"],
    ["过年前必须搞定", "过年前"],
    ["开学前装好", "开学前"],
    ["三个月内上线", "三个月内"],
    ["9月1号开学", "9月1号开学"],
    ["最好明天就能用", "明天就能用"],
    ["后天就得用上", "后天就得用上"],
  ] as const)("of %s", ([text, words]) => {
    const found = read(text);
    expect([found.constraints.deadline, found.words("deadline")]).toEqual([words, [words]]);
  });

  test.for([
    "月底对不上账",
    "一个月电费六七万",
    "三天两头停机",
    "每个月算工资要三四天",
    "去年6月买的",
    "上个月走了两个人",
    "等一个礼拜才有报表",
    "一年两万上下",
  ])("is not in %s", (text) => {
    expect(read(text).constraints).not.toHaveProperty("deadline");
  });
});

describe("the trade", () => {
  test.for([
    ["我们是做轴承的，坏了的风机没人管", "C34"],
    ["厂里二十几台注塑机，模具换了没全靠记", "C29"],
    ["印刷机是98年德国的，板子停产了", "C23"],
    ["经销商压货不压款，我们做卫浴五金的", "C33"],
    ["云仓，给四十几个网店代发", "G59"],
    ["我开了六家便利店", "F52"],
    ["律所12个律师，案卷全是纸", "L72"],
    ["账乱得很。机加工，员工45人", "C34"],
    ["卖床垫的，货各压各的", "F52"],
    ["宁波出口塑料制品的，报关要打三套", "C29"],
    ["种了八百亩苹果，想给每箱贴个码", "A01"],
    ["养了四百头母猪，打疫苗全记在烟盒上", "A03"],
    ["五千头猪，坏了风机没人知道", "A03"],
    ["三十亩塘，养大闸蟹的", "A04"],
    ["宁波货代，柜子到哪了客户一天问八遍", "G58"],
    ["做速冻水饺的，要查用的哪批肉", "C14"],
    ["卖医疗耗材的，药监要查卖给了哪家医院", "F51"],
    ["卖医疗耗材的，开了个网店", "F52"],
    ["环评公司接的项目多了就乱", "M74"],
    ["我们是做仪器仪表代理的，总共十二个人", "F51"],
    ["跑专线的，货到哪了全靠打电话", "G54"],
    ["数控机床厂，卖出去的机床分布全国", "C34"],
    ["开了个小的食品批发部，给周边小饭店小卖部送货", "F51"],
  ] as const)("of %s: %s", ([text, code]) => {
    expect(read(text).constraints.industryCode).toBe(code);
  });

  // What stands in the workshop, who else is dealt with, and who is looked for.
  test.for([
    "空压机四台轮着叫，下班也不停",
    "真来单了又缺那颗螺丝。八十来个人",
    "经销商下单还是微信群里喊",
    "客户从房产中介、老客户介绍来",
    "手机上签了法院认不认",
    "料件进出口和车间实际用的差一截",
    "合作的货代老是发错柜",
    "想找能订到中欧班列舱位的货代",
    "想买台二手的加工中心",
    "客户给学校供货",
  ])("is not told by %s", (text) => {
    expect(read(text).constraints).not.toHaveProperty("industryCode");
  });
});

test.for([
  ["造纸机烘缸轴承说坏就坏，停一天亏七八万", "C22"],
  ["收小麦的，夏收一次要备几百万现钱", "F51"],
  ["路一封就乱，会计师事务所32个人都要在家干", "L72"],
  ["给我们饭店做个点餐的", "H62"],
] as const)("his trade is what he runs, has or buys up: %s", ([text, code]) => {
  expect(read(text).constraints.industryCode).toBe(code);
});

// Who is sent goods, what is bought, and what gives out.
test.for([
  "板材五金都是亲戚在买，买贵了没数",
  "给超市饭店送豆浆，每晚几百家报货",
  "给附近酒店洗床单，数不清",
  "轴承说坏就坏，停一天亏好几万",
])("his trade is not told by %s", (text) => {
  expect(read(text).constraints).not.toHaveProperty("industryCode");
});

describe("place and way of running", () => {
  test.for([
    ["厂在东莞，做注塑的", "441900"],
    ["拉鲜花的，发到广州全蔫了，我们在昆明", "530100"],
    ["客户在上海，我们在苏州做模具", "320500"],
    ["浙江温州的鞋厂", "330300"],
  ] as const)("of %s the firm's own place", ([text, code]) => {
    expect(read(text).constraints.regionCode).toBe(code);
  });

  test.for([
    ["要装自己服务器上", "on_premises"],
    ["数据不能出厂", "on_premises"],
    ["图纸不敢放网上", "on_premises"],
    ["放在厂里的电脑上", "on_premises"],
    ["最好本地部署", "on_premises"],
    ["别叫我再买服务器", "saas"],
    ["手机就能用", "saas"],
    ["不想买服务器，按年付", "saas"],
    ["网页版的就行", "saas"],
    ["不想自己搭服务器", "saas"],
    ["不想花钱养机房", "saas"],
    ["别让我们自己再买一台服务器", "saas"],
    ["懒得维护服务器", "saas"],
    ["没有服务器，数据也不能出厂", "on_premises"],
    ["做个私有云", "private_cloud"],
  ] as const)("of %s: %s", ([text, way]) => {
    expect(read(text).constraints.deployment).toBe(way);
  });

  test.for([
    "现在用的是很老的单机版",
    "以前都放在公司电脑里，丢过一回",
    "一直用网页版的，太慢",
    "服务器没有人管",
    "没有机房的人",
    "想买一台服务器",
  ])("is not asked for by %s", (text) =>
    expect(read(text).constraints).not.toHaveProperty("deployment"),
  );

  test.for([
    ["现在用的是网页版，想换成本地部署", "on_premises"],
    ["以前的数据也不能出厂", "on_premises"],
  ] as const)("what is wanted instead of it is: %s", ([text, way]) => {
    expect(read(text).constraints.deployment).toBe(way);
  });

  test("nothing is found in chatter, and a text of nothing but numerals is soon read", () => {
    expect(read("你好在吗").constraints).toEqual({});
    for (const text of ["九".repeat(10_000), "9".repeat(10_000), "三个人".repeat(3333)])
      expect(read(text).constraints).not.toHaveProperty("budgetMaxFen");
  });
});
