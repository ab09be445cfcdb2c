const small = String.raw`(?:\d{1,2}|[一二三四五六七八九十]{1,3})`;
const month = String.raw`(?:今年|明年|20\d\d年)?${small}月(?:份)?(?:${small}[号日]?)?(?:底|初|中旬|上旬|下旬)?`;
const next = String.raw`(?:下{1,3}|这|本)个?(?:月|周|星期|礼拜|季度)(?:底|初|[一二三四五六日天]|${small}[号日])?`;
const feast = String.raw`(?:今年|明年)?(?:年底|年中|春节|过年|元旦|五一|端午|中秋|国庆|十一(?!点|个|月)|双十一|双11|双十二|双12|618|开学|暑假|寒假|月底|季度末|周末|入冬|开春|入夏|旺季|淡季|明天|后天|${small}[号日])`;
const before = String.raw`(?:[^,，。;；!?！？\d]{0,6}?(?:之前|以前|前(?!台|端|面|途|后|提))|以内)`;
const due = String.raw`(?:就|得|必须|一定)?(?:要|得)?(?:把[^,，。]{1,6})?(?:上线|弄完|弄好|搞好|搞完|做完|做好|用上|用起来|交(?!班|通|给|了)|开班|开学|开业|开园|开始|换证|验收|复审|年审|验厂|到期|检查|来检查|考核|截止|要用|要上|要开|能用)`;
const pattern = new RegExp(
  [
    String.raw`(?:${month}|${next}|${feast})(?:${before}|[^,，。;；!?！？\d]{0,6}?${due})`,
    String.raw`(?<![\d一二两三四五六七八九十几百多半])(?:今年|明年)?年前(?!面|后)(?=要|得|必须|弄|搞|上|做|把|能|一定|最好|搞定|装|$)`,
    String.raw`(?:暑假班|寒假班|新班|新店|新厂)?${small}月${small}?[号日]?(?:开|要用|要交)`,
    String.raw`(?:\d{1,4}|[一二两三四五六七八九十半]{1,3})\s{0,2}个?半?(?:工作日|天|周|星期|礼拜|月|(?<=半)年)(?:半)?(?:(?:之内|以内|内(?!部|网))(?!的)|里(?:头|面)?(?=要|必|得|弄|搞|整)|(?:后)?就要|后(?:要|开|就|验|检))`,
    String.raw`下个?(?:月|周|星期|礼拜)(?:就|来|要|有|开|验|审|检|到期|考|办)`,
  ].join("|"),
  "gu",
);
/** 去年11月前, 最近三个月内: that is told, not asked for. */
const past = /(?:去年|前年|上个?|最近|近|过去|之前|以前)$/u;
/** No day is said: by itself it says that it hurries. */
const hurry =
  /尽快(?=上|用|弄|搞|装|做|换|开始|解决|落地|启动|要|$|[,，。;；!！])|越快越好|越早越好|急着?(?:要)?用/u;

/** The words that say until when, as they stand in a normalised text. */
export function findDeadline(text: string): { start: number; end: number } | undefined {
  const dated = [...text.matchAll(pattern)].find(
    ({ index }) => !past.test(text.slice(Math.max(0, index - 3), index)),
  );
  const match = dated ?? hurry.exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}
