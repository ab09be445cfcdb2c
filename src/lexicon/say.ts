import type { Capability } from "../matching/lexicon-schema.ts";
import { type LexiconChange, type PhraseList, phraseLists } from "./change.ts";

export const listNames: Record<PhraseList, string> = {
  owner: "企业会这么说",
  called: "单说就是指它",
  weak: "只算线索的说法",
  vendor: "方案里会这么写",
};
export const listHints: Record<PhraseList, string> = {
  owner: "听到就能断定企业要的是它",
  called: "企业只写这个词、没说别的事，就是要它",
  weak: "单独听到还不能断定，几样凑在一起才算",
  vendor: "方案的文字里出现，就说明它做这件事",
};

/** A change as an official tells it to another. */
export function sayChange(change: LexiconChange, nameOf: (code: string) => string): string {
  if (change.what === "retire_capability")
    return `停用能力「${change.name ?? nameOf(change.code)}」`;
  const own = `「${nameOf(change.code)}」`;
  if (change.what === "rename") return `${own}改名为「${change.name}」`;
  if (change.what === "add_capability") {
    const count = phraseLists.reduce((sum, list) => sum + (change[list]?.length ?? 0), 0);
    return `新增能力「${change.name}」，共 ${count} 个词`;
  }
  const verb = change.what === "add_phrase" ? "加上" : "去掉";
  return `${own}${listNames[change.list]}：${verb}「${change.phrase}」`;
}

/** Names as they are with the draft; a code that is gone stays a code. */
export function namesIn(lexicon: readonly Capability[]): (code: string) => string {
  const names = new Map(lexicon.map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}
