import type { CaseRow, ProviderRow, SolutionRow } from "./schema.ts";
import type { Content } from "./store.ts";

/** The columns that an import writes, from a row of the model. */
export function providerContent(row: ProviderRow): Content {
  return {
    name: row.name,
    legal_name: row.legalName,
    uscc: row.uscc?.code ?? null,
    uscc_checked: row.uscc?.checked ?? true,
    region_code: row.regionCode,
    service_regions: row.serviceRegions,
    intro: row.intro,
    strengths: row.strengths,
    website_url: row.websiteUrl,
    founded_year: row.foundedYear,
    headcount: row.headcount,
    sources: row.sources,
  };
}

export function solutionContent(row: SolutionRow, providerId: string | null): Content {
  return {
    provider_id: providerId,
    name: row.name,
    category: row.category,
    secondary_categories: row.secondaryCategories.filter((code) => code !== row.category),
    scenes: row.scenes,
    industries: row.industries,
    sizes: row.sizes,
    service_regions: row.serviceRegions,
    summary: row.summary,
    description: row.description,
    pains: row.pains,
    benefits: row.benefits,
    scenarios: row.scenarios,
    deployment: row.deployment,
    one_off_fen: row.oneOffFen,
    yearly_fen: row.yearlyFen,
    price_note: row.priceNote,
    trial_days: row.trialDays,
    weeks_to_start: row.weeksToStart,
    data_promise: row.dataPromise,
    support_promise: row.supportPromise,
    source_url: row.sourceUrl,
  };
}

type Origin = { providerId: string | null; solutionId: string | null; scenes: readonly string[] };

/** A case that names no scene is about those of its solution. */
export function caseContent(row: CaseRow, origin: Origin): Content {
  return {
    provider_id: origin.providerId,
    solution_id: origin.solutionId,
    title: row.title,
    category: row.category,
    scenes: row.scenes.length > 0 ? row.scenes : origin.scenes,
    industry_code: row.industryCode,
    size: row.size,
    sme_name: row.smeName,
    region_code: row.regionCode,
    headcount: row.headcount,
    summary: row.summary,
    problem: row.problem,
    approach: row.approach,
    outcome: row.outcome,
    claims: row.claims,
    source_url: row.sourceUrl,
  };
}
