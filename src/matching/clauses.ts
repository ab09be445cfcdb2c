import { countersIn } from "./counting.ts";

export type Clause = { start: number; end: number; text: string };

/**
 * A space between Chinese characters is how many people write a comma; who dictates writes none, and
 * says 还有 where another thing begins.
 */
const separator =
  /[,.;:!?、，。；：！？\n…~]+|(?<=\p{Script=Han}|\d)\s+(?=\p{Script=Han}|\d|\(\d)|(?<=\p{Script=Han}{3}[^想要也能可以会就再把])(?=还有(?!没有|人|点|些|几|一[个点些]|钱|货|余|剩|救|用|效|待)|另外(?![一两几]|的)|顺便|顺带|再就是)/gu;

/** The clauses of a normalised text; offsets are of that text. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  const push = (end: number) => {
    if (end > start) clauses.push({ start, end, text: text.slice(start, end) });
  };
  for (const gap of gapsIn(text)) {
    push(gap.start);
    start = Math.max(start, gap.end);
  }
  push(text.length);
  return clauses;
}

/** What parts the clauses, in order: signs and spaces, and where another thing is counted. */
function gapsIn(text: string): { start: number; end: number }[] {
  const signs = Array.from(text.matchAll(separator), ({ 0: sign, index }) => ({
    start: index,
    end: index + sign.length,
  }));
  const counters = countersIn(text).map((at) => ({ start: at, end: at }));
  return [...signs.filter((sign) => !isInNumber(text, sign)), ...counters].toSorted(
    (a, b) => a.start - b.start,
  );
}

/** 3.5 and 8:30 are one. */
function isInNumber(text: string, { start, end }: { start: number; end: number }): boolean {
  return (
    /^[.:,]$/.test(text.slice(start, end)) &&
    /\d/.test(text[start - 1] ?? "") &&
    /\d/.test(text[end] ?? "")
  );
}

const notMine =
  /不归我|不用管|不关我|不归咱|归别人管|不考虑|先不(?:管|弄|做|上|搞)|以后再(?:说|弄|上)|暂时不|别(?:跟|给)?我?(?:们|俺)?(?:推|提|讲|扯)|用不着|不需要|不想要|搞不了|玩不转|不是要|已经有了|不缺/u;
/** Things that people will not have about them, not what goes on without them: 不想装摄像头, but 不要人看磅. */
const refused =
  /(?:不(?:想|要|用|愿意?|肯|让|许|准)|别)(?:再|给我们?|给)?(?:装|戴|买|上|搞|弄|做)?(?:什么|啥)?(?:摄像头|监控|手环|手表|工牌|定位器|指纹机|刷脸|人脸|直播|机器人)/u;
const pointsBack = /^(?:这个|那个|这块|那块|这事|这些|那些|这方面|那方面|这|那)/u;

/** Is there and stays: 不想换, 所以不要动那个. */
const stays =
  /^(?:所以|但是?|就|也|都|先|暂时|目前|我们?|咱们?|俺们?|[那这][个块套]){0,3}(?:不|别)(?:用|想|要|打算|准备|能|愿意?)?(?:再|去)?(?:换|动)(?:掉|了|新)?(?:它|[那这][个块套])?(?:了|的)?$/u;
const has =
  /已经?有|用的|在用|用着|用惯|用了|上了|装了|买了|(?:^|们|公司|厂里?|店里?|家里?|单位)有/u;
const hasAndStays =
  /(?:已经?有|用的|在用|用着).{0,16}(?:不(?:用|想|要|打算)?再?换|挺好|挺顺|还行|还可以|够用)(?:了|的|它)?$/u;
/** 别叫我们换收银, 不想换ERP. */
const keepsIt =
  /(?:不(?:用|想|要|打算|愿意?)|别)(?:叫|让|劝)?(?:我们?|咱们?|俺们?)?再?换(?:掉)?(?!(?:系统|软件)$)[^人货]{2,8}$/u;
/** Machines that are to stay are what the rest is about; software that is to stay is not. */
const software =
  /系统|软件|平台|会计|财务|收银|进销存|呼叫中心|用友|金蝶|管家婆|速达|钉钉|飞书|企业微信|[a-z]{2,}/u;
const asksFor = /想|希望|打算|需要|能不能|有没有/u;
const mostBefore = 2;

/** Where the clauses begin that tell what is there, before one that says that it stays. */
function keptFrom(clauses: readonly Clause[], at: number): number {
  for (let from = at - 1; from >= Math.max(0, at - mostBefore); from--) {
    const { text } = clauses[from]!;
    if (asksFor.test(text)) return at;
    const told = clauses.slice(from, at).map((clause) => clause.text);
    if (has.test(text)) return software.test(told.join("，")) ? from : at;
  }
  return at;
}

/** Which clauses tell of software that is there and is to stay. */
function kept(clauses: readonly Clause[]): ReadonlySet<number> {
  const all = new Set<number>();
  for (const [at, { text }] of clauses.entries()) {
    if ((hasAndStays.test(text) || keepsIt.test(text)) && software.test(text)) all.add(at);
    if (stays.test(text)) for (let one = keptFrom(clauses, at); one <= at; one++) all.add(one);
  }
  return all;
}

/** Which clauses the text itself takes back. */
export function setAside(clauses: readonly Clause[]): boolean[] {
  const staying = kept(clauses);
  return clauses.map((clause, i) => {
    if (staying.has(i)) return true;
    const next = clauses[i + 1];
    const isPointedAt =
      next !== undefined &&
      pointsBack.test(next.text) &&
      notMine.test(next.text) &&
      next.text.length <= 14;
    return notMine.test(clause.text) || refused.test(clause.text) || isPointedAt;
  });
}
