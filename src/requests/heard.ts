import type { Lexicon } from "../matching/lexicon.ts";
import { understand } from "../matching/understand.ts";
import type { RequestDraft } from "./schema.ts";

/** What has to be said before publishing and was left blank, as the owner's own words have it; what he chose stays. */
export function heardFor(
  lexicon: Lexicon,
  { text = "", category, scenes = [], regionCode }: RequestDraft,
): Pick<RequestDraft, "category" | "scenes" | "regionCode"> {
  if (category && scenes.length > 0 && regionCode) return {};
  const needs = understand(lexicon, text);
  const heard = needs.filter(({ clarity }) => clarity === "clear" || clarity === "torn");
  const [need] = heard;
  const codes = [...new Set(heard.flatMap((one) => one.scenes.map(({ code }) => code)))];
  const place = needs[0]?.constraints.regionCode;
  return {
    ...(!category && need && { category: need.category.code }),
    ...(scenes.length === 0 && codes.length > 0 && { scenes: codes }),
    ...(!regionCode && place !== undefined && { regionCode: place }),
  };
}
