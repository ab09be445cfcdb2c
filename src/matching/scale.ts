/** What a text says outright about for how large a firm it is meant. */
const saysSmall =
  /(?:小微|中小微?|小型|微型|成长型|初创)(?:型)?(?:的)?(?:制造|科技|商贸|零售)?(?:企业|工厂|公司|商家|商户|团队)|中小企业|小微|个体户|个体工商/gu;
const saysLarge =
  /(?:大型|大中型|中大型|龙头|集团型?|跨国)(?:的)?(?:制造|商贸|零售)?(?:企业|公司|组织|客户|用户)|大型央企|央企|(?<!中)国企|集团(?:化|管控|业务|战略|总部)?|(?:世界|中国)?500强|超大规模/gu;
/** What only hints at it: how it is bought and begun, or what only large firms have. */
const hintsSmall =
  /轻量|小快轻准|开箱即用|(?<!降)低成本|按需(?:付费|订阅|购买|使用)|免费试用|saas|零代码|无代码|无码|快速上线|即开即用|免部署|免安装|一键部署|性价比|(?:轻松|快速)?上手快?|简单易用|投入小|[低无]门槛|普惠/gu;
const hintsLarge =
  /多工厂|多组织|多基地|多法人|头部|全球化|跨国|龙头|行业领军|运营商|城市级|万人|异构|大型(?!商超|活动|会议|峰会)/gu;

/** From -1, for large firms only, to 1, made for small ones; 0 says nothing either way. */
export function scaleOf(head: string, body: string): number {
  const first = signsIn(head);
  const rest = signsIn(body);
  // What name and summary say of whom it is for, they mean.
  const forSmall = 2 * first.small + rest.small;
  const forLarge = 2 * first.large + rest.large;
  if (forSmall + forLarge === 0) return 0;
  return Math.round(((forSmall - forLarge) / (forSmall + forLarge + 1)) * 100) / 100;
}

function signsIn(text: string) {
  const lower = text.normalize("NFKC").toLowerCase();
  const kinds = (pattern: RegExp) => new Set(lower.match(pattern)).size;
  return {
    small: 2 * kinds(saysSmall) + kinds(hintsSmall),
    large: 2 * kinds(saysLarge) + kinds(hintsLarge),
  };
}

const modest =
  /小厂|小店|小公司|小作坊|小企业|小团队|作坊|夫妻店|便宜|实惠|省钱|花不起|养不起|买不起|吃不消|别动不动|简单(?:点|些)|小点|不想花|预算(?:不多|有限|少)|[几两三四五六七八九]个人|个体户|没钱|免费/u;

/** How small the firm is that asks: 1 small or short of money, -1 large; most who ask here are small. */
export function modestyOf(
  text: string,
  headcount: number | undefined,
  budgetFen: number | undefined,
) {
  if (headcount !== undefined && headcount >= 1000) return -1;
  if (headcount !== undefined && headcount < 300) return 1;
  if (budgetFen !== undefined && budgetFen <= 20_000_000) return 1;
  return modest.test(text.normalize("NFKC")) ? 1 : 0.5;
}
