const which = "(?:哪[一几]?[家个款种些套里]|有什么|什么样?|谁家)";
const ofThem = "的?(?:公司|厂家|厂商|品牌|牌子)?";
const good = "(?:做得|用着)?(?:比较|更|最)?(?:好用?|靠谱|便宜|合适|划算)";

/** Asked around a thing, not for it. A longer word first, so that 解决方案 is not cut at 方案. */
export const fillers = new RegExp(
  [
    "解决方案|怎么样|怎么办",
    "(?:有没有|怎么|如何|想要|需要)(?:能|可以)?[做用找买搞弄选]?",
    "[想要][做用找买搞弄上选]",
    `${which}${ofThem}(?:${good})?`,
    "(?:一[套年个]|每年)?多少钱?(?:一[套年个])?",
    "系统|软件|平台|方案|工具|服务商",
    "求?推荐|我们|一个|一套|一款|比较好|好用|便宜",
    "[的吗呢吧啊么]",
  ].join("|"),
  "gu",
);

/**
 * Said before or after a thing, and a thing itself elsewhere: 报价 of ERP报价 is none, 报价管理 is.
 * So these are left out only where nothing holds all that was typed.
 */
export const around = {
  before: /^(?:免费|国产|国内|正版|专业|最新|十大|好|靠谱|小型|大型|简单)/u,
  after:
    /(?:价格|报价|费用|收费|年费|厂家|厂商|供应商|公司|品牌|牌子|排名|排行榜?|对比|区别|测评|评测|介绍|试用|免费版?|下载|官网|登录|教程|代理商?|厂|工厂|店|门店|行业|企业|手机[版端]?|电脑版|网页版|单机版|安卓版?|苹果版|^app)$/u,
};
