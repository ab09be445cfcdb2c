/** Words of a text that say for how large a firm it is meant; offers and needs are read alike. */
const small =
  /中小(?:微)?(?:企业|工厂|商家|型企业)?|小微|小型企业|轻量|小快轻准|开箱即用|低成本|按需付费|按需订阅|免费试用|saas|零代码|无代码|无码|快速上线|即开即用|免部署|免安装|一键部署|个体|性价比|轻松上手|简单易用|初创/gu;
const large =
  /集团|大型|大中型|世界500强|500强|龙头|央企|国企|多工厂|多组织|多基地|头部|全球化|跨国|总部|超大规模|行业领军|运营商|政府|城市级|万人/gu;

/** From -1, for large firms only, to 1, made for small ones; 0 says nothing either way. */
export function scaleOf(text: string): number {
  const lower = text.normalize("NFKC").toLowerCase();
  const forSmall = new Set(lower.match(small)).size;
  const forLarge = new Set(lower.match(large)).size;
  if (forSmall + forLarge === 0) return 0;
  return Math.round(((forSmall - forLarge) / (forSmall + forLarge + 1)) * 100) / 100;
}

const modest =
  /小厂|小店|小公司|小作坊|小企业|作坊|夫妻店|便宜|实惠|省钱|花不起|养不起|买不起|别动不动|简单(?:点|些)|不想花|预算(?:不多|有限|少)|几个人|个体户|没钱|免费/u;

/** How small the firm is that asks: 1 small or short of money, 0 unknown, -1 large. */
export function modestyOf(
  text: string,
  headcount: number | undefined,
  budgetFen: number | undefined,
) {
  if (headcount !== undefined && headcount >= 1000) return -1;
  if (headcount !== undefined && headcount < 300) return 1;
  if (budgetFen !== undefined && budgetFen <= 20_000_000) return 1;
  return modest.test(text.normalize("NFKC")) ? 1 : 0;
}
