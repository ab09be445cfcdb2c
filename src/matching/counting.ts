/** 第一 counts what is said, 第一季度 something of the trade. */
const nth =
  "(?![季车次名天台批步期年月周代家层轮位线产分厂节小中医人时道组班条种张页只本段排款手眼类方])";

/** How the first of several is told, and how those that come next. */
const series: readonly (readonly [RegExp, RegExp])[] = [
  [/(?<![统唯周单第初十])一[是来则]/gu, /(?<![十周初第])[二三四][是来则]/gu],
  [new RegExp(`第一${nth}`, "gu"), new RegExp(`第[二三四]${nth}`, "gu")],
  [/首先/gu, /其次|再次/gu],
  [/(?<![每哪这那同另再有第])一个就?是/gu, /(?:(?:另外?|再|还有)?一个|再)就?是/gu],
];

/** Farther apart than this they are no longer of one list. */
const far = 120;

/** Where a text counts without a comma before each, as people dictate: 一是仓库乱二是考勤不准. */
export function countersIn(text: string): number[] {
  return series.flatMap(([first, next]) => {
    const [begin] = text.matchAll(first);
    if (!begin) return [];
    const counted = [begin];
    for (const match of text.matchAll(next)) {
      const last = counted.at(-1)!;
      const gap = match.index - last.index - last[0].length;
      if (gap > 1 && gap <= far) counted.push(match);
    }
    return counted.length > 1 ? counted.flatMap(breaksAt) : [];
  });
}

/** 第一 by itself is a clause of its own, 第一个 is not. */
function breaksAt({ 0: word, index, input }: RegExpExecArray): number[] {
  const end = index + word.length;
  return word.startsWith("第") && !/[个件是]/u.test(input.charAt(end)) ? [index, end] : [index];
}
