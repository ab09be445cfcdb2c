import type { Lexicon } from "./lexicon.ts";
import { plainlyIn, type Wanted } from "./wanted.ts";

/** Sections of trades that make nothing: shops, hauliers, hotels, banks, estates, lessors, schools, clinics, venues. */
const makesNothing = /^[FGHJKLPQR]/u;
const workshops: ReadonlySet<string> = new Set(["production", "process-design"]);
/** Filed there, and had by others too. */
const shared: ReadonlySet<string> = new Set(["central-kitchen", "erp-manufacturing"]);

/**
 * What he may want besides, without what only workshops do where his trade has none: who asks where
 * his lorry is has no job on the line. What is plainly asked for stays.
 */
export function fitting(
  { capabilities: known }: Lexicon,
  wanted: Wanted[],
  industryCode: string | undefined,
): Wanted[] {
  if (industryCode === undefined || !makesNothing.test(industryCode)) return wanted;
  const plain = new Set(plainlyIn(wanted));
  return wanted.filter((one) => {
    const scene = known.get(one.code)?.scenes[0];
    return plain.has(one) || shared.has(one.code) || !workshops.has(scene ?? "");
  });
}
