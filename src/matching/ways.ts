import type { DeploymentCode } from "../taxonomy/deployments.ts";
import type { Clause } from "./clauses.ts";

/** `tellsMore`: the words say also what it is to do, as 手机上能看 does. */
type Kind = { code: DeploymentCode; tellsMore: boolean };
/** Words on where a thing is to run. */
type Way = Kind & { start: number; end: number };

// 现在用的是很老的单机版 tells what is to be left behind.
const hasNow = /现在|如今|目前|原来|以前|之前|一直|用的(?:还?是|都是)|老掉牙|老旧|旧系统/u;
const wants = /想|要|最好|必须|得|希望|不[能许准让敢愿]|别|换成|改成/u;

const refuses = String.raw`不(?:想|用|要|必|愿意?|打算|准备|肯|需要?)|别(?:叫|让)?我?们?|懒得|省得|免得|不值得`;
const keeps = String.raw`买|装|养|搭建?|建|架|弄|搞|管|维护|配|添|置办?|折腾`;
const machines = String.raw`服务器|机房|硬件`;
/** 不想自己再买一台服务器. */
const noMachine = String.raw`(?:${refuses})(?:再|又|去|自己|自家|另外|单独|专门|额外|花钱){0,3}(?:${keeps})(?:上|个|一台|几台|一套|一个|什么|啥|自己的?|新的?|大){0,3}(?:${machines})`;

const ways: readonly (Kind & { pattern: RegExp })[] = [
  {
    code: "on_premises",
    tellsMore: false,
    pattern:
      /(?:[装放存]在?|部署在|搭在)(?:我们|俺们|咱们?)?(?:自己|自家|厂里|厂子里|公司|本地|单位|内网|局域网)[^,，。]{0,5}(?:服务器|电脑|机房|里面?|内)|(?:自己|自家|厂里|公司)的?服务器上|本地(?:部署|化|安装|版)|私有化|单机版|局域网|不(?:想|能|敢|要|愿意?)(?:上云|放云上?|放网上|放外面|联外网|连外网)|(?:数据|资料|图纸)?不(?:能|许|准|让|想)?出(?:厂|门|公司|院|园区)|数据[^,，。]{0,6}(?:留|放|存)在(?:自己|厂里|公司|本地)/gu,
  },
  { code: "private_cloud", tellsMore: false, pattern: /私有云|专属云|专有云/gu },
  {
    code: "saas",
    tellsMore: true,
    pattern:
      /(?:手机|网页|浏览器|微信)(?:上|里)?(?:就)?(?:能|可以)(?:用|看|弄|操作)|(?<=[到上往在存传放])云端/gu,
  },
  {
    code: "saas",
    tellsMore: false,
    pattern: new RegExp(
      String.raw`${noMachine}|没有?(?:自己的?|专门的?)?(?:服务器|机房)(?!的?人)|不用(?:装|安装)(?:软件)?|免安装|saas|(?<![到上往在存传放])云端|云上的|云版|在线版|网页版|按[月年](?:付|租|交|给钱|订)|租着?用|交年费`,
      "gu",
    ),
  },
];

/** Every place that says where what is asked for is to run, what is told first by its kind. */
export function findWays(clauses: readonly Clause[]): Way[] {
  const asked = clauses.filter(({ text }) => !hasNow.test(text) || wants.test(text));
  return ways.flatMap(({ code, tellsMore, pattern }) =>
    asked.flatMap(({ text, start: from }) =>
      Array.from(text.matchAll(pattern), ({ index, 0: words }) => {
        const start = from + index;
        return { code, tellsMore, start, end: start + words.length };
      }),
    ),
  );
}
