import { isScene, sceneName } from "../taxonomy/scenes.ts";
import { elsewhere } from "./elsewhere.ts";
import { nameOf } from "./explain.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Block, Ranked } from "./rank.ts";
import type { Answer } from "./schema.ts";
import type { Need } from "./understand.ts";
import { mainOf, plainlyIn } from "./wanted.ts";
import { leastFit, leastNear, mostNear } from "./weights.ts";

const notHeard = "没有读懂您要解决的问题";
const askAnything =
  "现在哪件事最费人工、最容易出错？写上做什么行业、现在怎么做，例如“做五金的，库存靠手抄，月底总对不上”";

/** How a need is answered, in words that quote nothing of the text: they may be read by others. */
export function answerTo(
  lexicon: Lexicon,
  need: Need,
  ranked: readonly Ranked[],
): Omit<Answer, "need"> {
  const solving = ranked.filter(({ solved }) => solved >= leastFit);
  const free = ranked.filter(({ blocked }) => !blocked);
  const code = codeFor(need, free);
  const { outside } = need;
  if (code === "outside" && outside) {
    const { name, turnTo, ours } = elsewhere(outside);
    return {
      code,
      detail: `听起来您要的是${name}，这里收录的只有数字化服务商，帮不上这个忙`,
      elsewhere: turnTo ?? null,
      question: `如果您是想${ours}，请写明想管什么、现在怎么管，再找一次`,
    };
  }
  return {
    code,
    detail: detailFor(lexicon, need, { code, solving, free }),
    elsewhere: null,
    question: questionTo(lexicon, need, code),
  };
}

function codeFor(need: Need, free: readonly Ranked[]): Answer["code"] {
  const { clarity, capabilities, scenes } = need;
  const isSolved = free.some(({ solved }) => solved >= leastFit);
  const isExpected = free.some(({ expected }) => expected >= leastFit);
  if (clarity === "outside") return "outside";
  if (capabilities.length + scenes.length === 0) return "not_understood";
  if (clarity !== "clear") return isExpected ? "heard_in_part" : "not_understood";
  return isSolved ? "fits" : isExpected ? "unstated" : "nothing_fits";
}

type Found = { code: Answer["code"]; solving: readonly Ranked[]; free: readonly Ranked[] };

function detailFor(lexicon: Lexicon, need: Need, found: Found): string {
  const { code, solving } = found;
  if (code === "nothing_fits") return nothingFits(lexicon, need, solving);
  return code === "unstated" ? unstated(lexicon, need, found) : detailOf(need, code);
}

/** What is listed though nothing says that it solves the main thing, by what comes first. */
function unstated(lexicon: Lexicon, need: Need, { solving, free }: Found): string {
  const main = new Set(mainOf(need).map(({ code }) => code));
  const met = free.flatMap((each) => each.met).filter(({ value }) => value >= leastFit);
  const usual = met.find(({ wanted, how }) => how === "usual" && main.has(wanted.code));
  const plain = plainlyIn(need.capabilities).filter(({ code }) => !main.has(code));
  const other = met.find(({ wanted, how }) => how === "exact" && plain.includes(wanted));
  const names = namesOf(lexicon, need);
  const none = solving.length > 0 ? keptFrom(names, solving) : `没有哪个方案的介绍写明能做${names}`;
  if (usual)
    return `${none}。下面做「${nameOf(lexicon, usual.by)}」的，这类方案通常也管这件事，请先向服务商问清楚`;
  return other ? `${none}。您还说到的「${nameOf(lexicon, other.by)}」有能做的，列在下面` : none;
}

/** That nobody does it is said only where nobody does: others are kept from him by something. */
function nothingFits(lexicon: Lexicon, need: Need, kept: readonly Ranked[]): string {
  const names = namesOf(lexicon, need);
  const why = kept.length > 0 ? keptFrom(names, kept) : `目前没有服务商做${names}`;
  return `${why}，已记下这项需求`;
}

function keptFrom(names: string, kept: readonly Ranked[]): string {
  const [block, ...others] = new Set(kept.map(({ blocked }) => blocked));
  const why = !block || others.length > 0 ? "各有不合适的地方" : keptBy[block];
  return `有做${names}的方案，但${why}`;
}

const keptBy: Record<Block, string> = {
  not_serving: "都不在您那里提供服务",
  over_budget: "都远超您的预算",
  suspended: "服务商都在暂停服务",
  refused: "都是您写了不要的",
};

function detailOf(need: Need, code: Answer["code"]): string {
  if (code === "fits") return "收录的方案里有能解决这件事的";
  if (code === "heard_in_part")
    return need.clarity === "torn"
      ? "说的可能是几件不同的事，先列出可能有关的方案"
      : "只凭这几个字还拿不准，先列出可能有关的方案，不一定对";
  if (isEmptied(need)) return "要解决的事都去掉了，请选一个场景，或换个说法";
  return need.capabilities.length > 0
    ? "没有完全听懂，按听到的词也没有找到能解决的方案"
    : `${notHeard}，请换个说法，或从场景里选一项`;
}

/** By its owner: who was not heard has said nothing clearly. */
function isEmptied({ clarity, capabilities, scenes }: Need): boolean {
  return clarity === "clear" && capabilities.length + scenes.length === 0;
}

function namesOf(lexicon: Lexicon, need: Need): string {
  const main = mainOf(need);
  const names =
    main.length > 0
      ? main.map(({ code }) => nameOf(lexicon, code))
      : need.scenes.map(({ code }) => (isScene(code) ? sceneName(code) : code));
  return names
    .slice(0, 3)
    .map((name) => `「${name}」`)
    .join("、");
}

function questionTo(lexicon: Lexicon, need: Need, code: Answer["code"]): string | null {
  const { capabilities } = need;
  if (code !== "heard_in_part" && code !== "not_understood") return null;
  // What rests on a lone character or two is hardly what was meant.
  const told = capabilities.filter(({ spans }) => spans.some(({ start, end }) => end - start > 1));
  const [first, second] = (told.length > 0 ? told : capabilities).map(({ code: each }) =>
    nameOf(lexicon, each),
  );
  if (first === undefined) return isEmptied(need) ? null : askAnything;
  const choice =
    second === undefined ? `您是想解决「${first}」吗` : `您是想解决「${first}」，还是「${second}」`;
  return `${choice}？再写一句现在怎么做、卡在哪里，会找得更准`;
}

/** Where nothing fits only what comes near is worth a look; of what is not ours nothing is. */
export function worthShowing(code: Answer["code"], shown: readonly Ranked[]): readonly Ranked[] {
  if (code === "outside") return [];
  if (code !== "nothing_fits") return shown;
  return shown.filter(({ fit }) => fit >= leastNear).slice(0, mostNear);
}
