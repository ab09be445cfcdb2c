import type { By, Membership } from "../accounts/actor.ts";
import { getOrganisation, isUsccTaken, lockOrganisation } from "../accounts/organisation-store.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, type FieldError, refused } from "../errors.ts";
import { requireMove } from "../moves.ts";
import { notifyOfficials } from "../notices/officials-store.ts";
import { insertProvider } from "../providers/store.ts";
import { listOwnSolutions } from "../solutions/own-store.ts";
import { isOpen, sectionOf } from "./open.ts";
import { type ApplicationChange, applicationMoves } from "./schema.ts";
import { type SectionState, sectionsOf } from "./sections.ts";
import {
  findApplication,
  findClaimable,
  insertApplication,
  isCodeOfAnother,
  listDecisions,
  lockApplication,
  lockOpenOf,
  lockProvider,
  type LockedProvider,
  lockProviderOf,
  setOrganisationCode,
  updateApplication,
  updateProvider,
} from "./store.ts";

/** The firm's first step: it becomes a provider that applies, and its application a draft. */
export async function beginApplication(db: Db, by: By, own: Membership): Promise<string> {
  return await inTransaction(db, async (trx) => {
    await lockOrganisation(trx, own.organisationId);
    const before = await lockProviderOf(trx, own.organisationId);
    if (before && (before.status === "listed" || before.status === "suspended"))
      throw refused("provider", before.status, []);
    const open = before && (await lockOpenOf(trx, before.id));
    if (open) throw refused("application", open.status, ["change", "submit"]);
    const providerId = before
      ? await applyAgain(trx, by, before)
      : await makeApplicant(trx, by, own.organisationId);
    const { uscc, legal_name } = await lockProvider(trx, providerId);
    const id = await insertApplication(trx, {
      provider_id: providerId,
      organisation_id: own.organisationId,
      claims_provider_id: await findClaimable(trx, { uscc, legalName: legal_name }),
    });
    await record(trx, by, "application.begun", id, { after: { providerId } });
    return id;
  });
}

async function makeApplicant(trx: Trx, by: By, organisationId: string): Promise<string> {
  const firm = await getOrganisation(trx, organisationId);
  const used = firm.uscc !== null && (await isUsed(trx, by, organisationId, null, firm.uscc));
  return await insertProvider(trx, {
    organisation_id: organisationId,
    status: "applying",
    name: firm.name,
    legal_name: firm.name,
    // A code of another's is asked for again, beside its field.
    uscc: used ? null : firm.uscc,
    uscc_checked: firm.usccChecked,
    region_code: firm.regionCode,
    headcount: firm.headcount || null,
    contact_name: firm.contactName,
    contact_phone: firm.contactPhone,
    demo: firm.demo,
  });
}

/** After a refusal or an exit the firm may try once more; its code may have gone to another since. */
async function applyAgain(trx: Trx, by: By, before: LockedProvider): Promise<string> {
  const { id, organisation_id: organisationId, uscc } = before;
  const used = uscc !== null && (await isUsed(trx, by, organisationId, id, uscc));
  await updateProvider(trx, id, {
    status: "applying",
    removed_reason: null,
    ...(used && { uscc: null, uscc_checked: true }),
  });
  return id;
}

type Which = { id: string; version: number };

/** Changes what a return left open and keeps the rest as it was read. */
export async function changeApplication(
  db: Db,
  by: By,
  own: Membership,
  { id, version }: Which,
  input: ApplicationChange,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockOrganisation(trx, own.organisationId);
    const application = await lockOwn(trx, own, id);
    requireMove("application", applicationMoves, "change", application.status);
    if (application.version !== version) throw new AppError("stale");
    await requireOpenSections(trx, application, Object.keys(input).map(sectionOf));
    const provider = await lockProvider(trx, application.provider_id);
    if (input.uscc) await requireFreeCode(trx, by, provider, input.uscc.code);
    await updateProvider(trx, provider.id, columnsOf(input));
    const uscc = input.uscc === undefined ? provider.uscc : (input.uscc?.code ?? null);
    if (input.uscc !== undefined)
      await setOrganisationCode(trx, own.organisationId, {
        uscc,
        uscc_checked: input.uscc?.checked ?? true,
      });
    const legalName = input.legalName === undefined ? provider.legal_name : input.legalName;
    await updateApplication(trx, id, {
      ...(input.declarations && { declarations: [...new Set(input.declarations)] }),
      ...(input.proof && { evidence: input.proof }),
      claims_provider_id: await findClaimable(trx, { uscc, legalName }),
    });
    await record(trx, by, "application.changed", id, { after: input });
  });
}

export async function submitApplication(
  db: Db,
  by: By,
  own: Membership,
  { id, version, now }: Which & { now: Date },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const application = await lockOwn(trx, own, id);
    const status = requireMove("application", applicationMoves, "submit", application.status);
    if (application.version !== version) throw new AppError("stale");
    const provider = await lockProvider(trx, application.provider_id);
    const fields = lacking(await sectionsNow(trx, id));
    if (fields.length > 0) throw new AppError("invalid", { fields });
    const { uscc, legal_name: legalName, region_code: regionCode, name } = provider;
    await updateApplication(trx, id, {
      status,
      submitted_at: now,
      region_code: regionCode,
      claims_provider_id: await findClaimable(trx, { uscc, legalName }),
    });
    await notifyOfficials(trx, regionCode, {
      kind: "application_submitted",
      params: { name },
      link: `/official/applications/${id}`,
    });
    await record(trx, by, "application.submitted", id, { after: { regionCode } });
  });
}

function lacking(sections: readonly SectionState[]): FieldError[] {
  return sections.flatMap(({ code, missing }) =>
    missing.map((field) => ({
      pointer: code === "declarations" ? `/declarations/${field}` : `/${field}`,
      code: "required",
      params: {},
    })),
  );
}

/** How each section stands, read in the transaction that decides by it. */
async function sectionsNow(trx: Trx, id: string): Promise<SectionState[]> {
  const application = await findApplication(trx, id);
  if (!application) throw new AppError("not_found");
  return sectionsOf(application, await listOwnSolutions(trx, application.providerId));
}

/** Solutions of an applicant belong to what is being decided. */
export async function requireSolutionsOpen(trx: Trx, providerId: string): Promise<void> {
  const open = await lockOpenOf(trx, providerId);
  if (open) await requireOpenSections(trx, open, ["solutions"]);
}

async function requireOpenSections(
  trx: Trx,
  { id, status }: { id: string; status: string },
  sections: readonly (SectionState["code"] | undefined)[],
): Promise<void> {
  const decisions = await listDecisions(trx, id);
  const closed = sections.filter((code) => code !== undefined && !isOpen(code, status, decisions));
  if (closed.length > 0)
    throw refused("application", status === "returned" ? "section_passed" : status, []);
}

async function lockOwn(trx: Trx, { organisationId }: Membership, id: string) {
  const application = await lockApplication(trx, id);
  if (application.organisation_id !== organisationId) throw new AppError("not_found");
  return application;
}

async function requireFreeCode(
  trx: Trx,
  by: By,
  { id, organisation_id }: LockedProvider,
  code: string,
): Promise<void> {
  if (!(await isUsed(trx, by, organisation_id, id, code))) return;
  throw new AppError("taken", { fields: [{ pointer: "/uscc", code: "uscc_taken", params: {} }] });
}

async function isUsed(
  trx: Trx,
  by: By,
  organisationId: string | null,
  providerId: string | null,
  code: string,
): Promise<boolean> {
  const side = { kind: "provider", userId: by.actorId, exceptId: organisationId } as const;
  // In this order: the first waits for whoever takes the same code at this moment.
  return (await isUsccTaken(trx, code, side)) || (await isCodeOfAnother(trx, code, providerId));
}

function columnsOf(input: ApplicationChange) {
  return {
    name: input.name,
    legal_name: input.legalName,
    uscc: input.uscc === undefined ? undefined : (input.uscc?.code ?? null),
    uscc_checked: input.uscc === undefined ? undefined : (input.uscc?.checked ?? true),
    region_code: input.regionCode,
    founded_year: input.foundedYear,
    headcount: input.headcount,
    intro: input.intro,
    website_url: input.websiteUrl,
    contact_name: input.contactName,
    contact_phone: input.contactPhone,
    strengths: input.strengths,
    service_regions: input.serviceRegions,
  };
}
