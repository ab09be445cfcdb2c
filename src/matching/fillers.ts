const wordsOf = (lines: readonly string[]) => lines.flatMap((line) => line.split(" "));

/**
 * Words that stand in what anybody says about anything. Two characters of them are as rare in the
 * lexicon as telling ones, so that rarity alone does not tell them apart. None begins or ends a citation.
 */
export const talk: readonly string[] = wordsOf([
  "我们 咱们 俺们 你们 他们 她们 它们 自己 自家 人家 别人 大家 大伙 谁都 谁也 啥都 啥也 什么 啥时候 什么时候 哪个 哪些 哪里 哪儿",
  "这个 这些 那个 那些 这样 那样 这种 那种 这边 那边 这里 那里 这儿 那儿 这块 那块 这事 那会儿 这会儿 其他 别的 各自 所有 有人 没人 有的",
  "想要 想让 想着 想把 想有 想弄 想搞 想找 想上 想做 想请 想给 想看 想问 需要 希望 打算 准备 能够 能不能 能否 可以 可不可以 会不会 应该 必须 愿意 最好 要个 要能 要不 要是 要么 得有 得把 还得 就得 总得",
  "有没有 有啥 有什么 请问 问下 问一下 帮忙 帮我 帮我们 给我 给我们 找个 找家 弄个 弄一个 搞个 搞一个 做个 整个 上个 来个 给个 推荐 怎么办 怎么弄 怎么 怎样 咋办 咋整 咋弄 咋搞 如何 为啥 为什么 多少 好不好 行不行 是不是 有点 有些",
  "而且 但是 可是 不过 就是 就是说 还是 还有 另外 再说 因为 所以 如果 只要 虽然 然后 于是 以及 或者 除了 不光 不但 不管 反正 其实 毕竟 主要 关键 尤其 甚至 顺便 首先 其次 再就是",
  "特别 非常 真的 比较 一点 一些 一下 一直 一会 一样 一起 总是 老是 经常 天天 每天 每次 每个 每月 每年 现在 目前 如今 以前 之前 之后 以后 后来 刚才 刚刚 去年 今年 明年 前年 上月 上个月 这个月 下个月 下月 年底 年初 月底 昨天 今天 明天 当时 当年 时候 的时候 突然 马上 立马 已经 早就 从来 到处 半天 一趟 一圈 一边 差点",
  "知道 晓得 发现 觉得 感觉 以为 听说 听人说 听人讲 记得 看看 说说 试试 问问 说是 叫做 让人 让他 让她 让它 让我 让我们 给他 给她 把他 把我 被人 用着 拿来 不是 不用 不要 不想 不能 不会 不好 不了 不着 不行 不大 不太 不怎么 没有 没法 没用 没啥 别太 别让 别叫 只有 只能 只好 只是 光是 全靠 都靠 就靠 都是 都有 都要 都在 也是 也不 也没 也要 也有 还没 还要 还在 还能 又是 又要 才能 就能 就会 就要 就行 就好 就中 就可以 就没 就想 就像 一个人 不知道 说不清 讲不清 弄不清 搞不清 不晓得",
  "头疼 头大 烦死 急死 要命 受不了 吓死 气死 崩溃 麻烦 难受 难死 搞定 搞得定 搞不定 厉害 得很 死了 要死 不得了 算了 好了 行吗 可以吗 好吗 谢谢 你好 您好 老板娘 好多 很多 许多 不少 几乎 大概 大约 差不多 左右 上下 以内 之内 以上 以下 里面 外面 上面 下面 中间 旁边",
]);

/** Who does it and over what: as common as they are, some capabilities speak of them all the time. */
const common = wordsOf([
  "业务员 客户 客人 老板 厂长 主任 车间主任 班长 班组长 文员 师傅 老师傅 工人 员工 小姑娘 小妹 大姐 阿姨 经理 领导 同事 年轻人 家里 公司 厂里 店里 单位 微信群 微信 群里 打电话 电话 手机 电脑 软件 系统 平台",
]);

const byFirst: ReadonlyMap<string, readonly string[]> = Map.groupBy(
  [...talk, ...common].toSorted((a, b) => b.length - a.length),
  (word) => word.charAt(0),
);

/** So many of something: 三张, 六百多台, 两三万块. 三维 and 一物一码 count nothing. */
const amount =
  /(?:\d[\d.]{0,11}|[一二两三四五六七八九十百千几半]{1,6})(?:万|千|百|十|亿)?(?:来|多|几|余|把)?(?:个月|小时|分钟|公里|公斤|[个台家条张块元年月天号次回遍吨只头亩平斤份位名口间辆页种款桶箱袋瓶步道秒岁点度层米])/gu;

/** Marks the units of a normalised text that are filled in only: 1, else 0. */
export function markFillers(text: string): Uint8Array {
  const marks = new Uint8Array(text.length);
  for (let at = 0; at < text.length - 1;) {
    const word = byFirst.get(text.charAt(at))?.find((each) => text.startsWith(each, at));
    if (word) marks.fill(1, at, at + word.length);
    at += word?.length ?? 1;
  }
  for (const match of text.matchAll(amount))
    marks.fill(1, match.index, match.index + match[0].length);
  return marks;
}
