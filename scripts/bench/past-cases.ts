import type { Past } from "./past.ts";
import { pick, type Random } from "./random.ts";

export const pastCaseNames = [
  "provider-page",
  "leads",
  "provider-desk",
  "own-requests",
  "official-desk",
  "official-requests",
  "official-deals",
  "exposure",
  "unmet",
  "audit",
] as const;
export type PastCaseName = (typeof pastCaseNames)[number];

type Page = { method: "GET"; path: string; headers?: Record<string, string> };

function page(path: string, cookie?: string): Page {
  return { method: "GET", path, ...(cookie !== undefined && { headers: { cookie } }) };
}

/** Pages, each asked by those who have most to see as often as they have it. */
export function pastAsks(random: Random, past: Past): Record<PastCaseName, () => Page> {
  const { sellers, buyers, officials } = past;
  const ofSeller = (path: string) => () => page(path, pick(random, sellers).cookie);
  const ofOfficial = (path: string) => () => page(path, pick(random, officials));
  return {
    "provider-page": () => page(`/providers/${pick(random, sellers).providerId}`),
    leads: ofSeller("/leads"),
    "provider-desk": ofSeller("/desk/provider"),
    "own-requests": () => page("/requests", pick(random, buyers)),
    "official-desk": ofOfficial("/desk/official"),
    "official-requests": ofOfficial("/requests?view=region"),
    "official-deals": ofOfficial("/engagements"),
    exposure: ofOfficial("/official/exposure"),
    unmet: ofOfficial("/official/unmet"),
    audit: ofOfficial("/official/audit"),
  };
}
