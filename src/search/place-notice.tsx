import { regionName } from "../taxonomy/regions.ts";
import { Notice } from "../web/components.tsx";
import type { Filter, Kind } from "./engine.ts";
import type { Found } from "./find.ts";
import { searchHref } from "./links.ts";
import { kindWords, sayTotal } from "./parts.tsx";

type Props = { q: string; kind: Kind; filter: Filter; found: Found };

/** What was done with a place among the words, and the way back. */
export function PlaceNotice({ q, kind, filter, found }: Props) {
  const { place } = found;
  if (!place) return null;
  const { codes, words, rest, use, literal, otherwise } = place;
  const typed = words.map(quoted).join("、");
  const there = sayThere(kind, codes.map((code) => regionName(code)).join("或"));
  if (use === "chosen")
    return codes.every((code) => filter.region?.includes(code)) ? null : (
      <Notice text={`地区按您选的筛选，您写的${typed}没有另外用上。`} />
    );
  const others = otherwise ? sayTotal(kind, otherwise) : undefined;
  // Without a place less may be looked for by what is meant.
  const isAll = otherwise !== null && otherwise.total > found.total;
  if (use === "held")
    return others === undefined ? null : (
      <Notice>
        {found.total > 0 ? "以下都写到了" : `没有${kindWords[kind]}写到`}
        {typed}。
        <a href={searchHref(rest, { ...filter, region: codes })}>
          看{there}的全部 {others}
        </a>
        （{unsaid[kind]}）。
      </Notice>
    );
  return (
    <Notice>
      {typed}是地区，已按“{there}”筛选（{unsaid[kind]}）。
      {literal > 0 ? `写到${rest === "" ? typed : quoted(q)}的排在前面。` : ""}
      {others === undefined ? null : (
        <>
          <a href={searchHref(rest, { ...filter, region: [] })}>
            不限地区，看{isAll ? "全部" : `写到${quoted(rest)}的`} {others}
          </a>
          。
        </>
      )}
    </Notice>
  );
}

const quoted = (word: string) => `“${word}”`;

/** A case lies in one place; what is offered serves many. */
function sayThere(kind: Kind, region: string): string {
  return kind === "case" ? `在${region}` : `能服务${region}`;
}

const unsaid: Readonly<Record<Kind, string>> = {
  solution: "没写明服务地区的也在内",
  provider: "没写明服务地区的也在内",
  case: "没写明地区的也在内",
};
