import type { By } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import type { Trx } from "../db/connect.ts";
import { indexProviders } from "../search/service.ts";
import { deleteApplicant, moveToProvider } from "./claim-store.ts";
import { findClaimable, type LockedApplication, lockProvider, updateProvider } from "./store.ts";

/**
 * The provider that is listed: the applicant's own row, or the imported one that it has claimed,
 * which then says what was vetted and keeps its address, solutions and cases.
 */
export async function takeOver(
  trx: Trx,
  by: By,
  { id, provider_id, organisation_id, claims_provider_id }: LockedApplication,
): Promise<string> {
  const applicant = await lockProvider(trx, provider_id);
  // Who once stood in the list has a history of its own to keep.
  if (claims_provider_id === null || applicant.listed_at !== null) return provider_id;
  const claimed = await lockProvider(trx, claims_provider_id);
  const { uscc, legal_name: legalName } = applicant;
  // Somebody else may have claimed or removed it while this one waited.
  if ((await findClaimable(trx, { uscc, legalName })) !== claimed.id) return provider_id;
  await moveToProvider(trx, applicant.id, claimed.id);
  await deleteApplicant(trx, applicant.id);
  await updateProvider(trx, claimed.id, {
    organisation_id,
    name: applicant.name,
    legal_name: applicant.legal_name,
    uscc: applicant.uscc,
    region_code: applicant.region_code,
    service_regions: applicant.service_regions,
    intro: applicant.intro,
    strengths: applicant.strengths,
    website_url: applicant.website_url,
    founded_year: applicant.founded_year,
    headcount: applicant.headcount,
    contact_name: applicant.contact_name,
    contact_phone: applicant.contact_phone,
  });
  await indexProviders(trx, [applicant.id]);
  await record(trx, by, "provider.claimed", claimed.id, {
    before: { name: claimed.name, legalName: claimed.legal_name, uscc: claimed.uscc },
    after: { application: id, organisationId: organisation_id, merged: applicant.id },
  });
  return claimed.id;
}
