import type { By, Membership } from "../accounts/actor.ts";
import { findHolder } from "../accounts/code-store.ts";
import { usccHeld } from "../accounts/organisation-service.ts";
import { getOrganisation, lockOrganisation } from "../accounts/organisation-store.ts";
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
      ? await applyAgain(trx, before)
      : await makeApplicant(trx, own.organisationId);
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

async function makeApplicant(trx: Trx, organisationId: string): Promise<string> {
  const firm = await getOrganisation(trx, organisationId);
  return await insertProvider(trx, {
    organisation_id: organisationId,
    status: "applying",
    name: firm.name,
    legal_name: firm.name,
    uscc: firm.uscc,
    uscc_checked: firm.usccChecked,
    region_code: firm.regionCode,
    headcount: firm.headcount || null,
    contact_name: firm.contactName,
    contact_phone: firm.contactPhone,
    demo: firm.demo,
  });
}

/** After a refusal or an exit the firm may try once more. */
async function applyAgain(trx: Trx, { id }: LockedProvider): Promise<string> {
  await updateProvider(trx, id, { status: "applying", removed_reason: null });
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
    if (input.uscc && input.uscc.code !== provider.uscc)
      await requireFreeCode(trx, own.organisationId, input.uscc.code);
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
    const { sections, heldBy } = await readNow(trx, id);
    const fields = lacking(sections);
    if (fields.length > 0) throw new AppError("invalid", { fields });
    if (heldBy) await requireJudgedCode(trx, application, heldBy);
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
async function readNow(trx: Trx, id: string) {
  const application = await findApplication(trx, id);
  if (!application) throw new AppError("not_found");
  const sections = sectionsOf(application, await listOwnSolutions(trx, application.providerId));
  return { sections, heldBy: application.heldBy };
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

async function requireFreeCode(trx: Trx, organisationId: string, code: string): Promise<void> {
  const holder = await findHolder(trx, code, organisationId);
  if (holder) throw new AppError("taken", { fields: [usccHeld(holder)] });
}

/** Whoever can still mend the code does; one that an official has passed is his to settle. */
async function requireJudgedCode(
  trx: Trx,
  { id, status }: { id: string; status: string },
  heldBy: { name: string },
): Promise<void> {
  if (isOpen("firm", status, await listDecisions(trx, id)))
    throw new AppError("taken", { fields: [usccHeld(heldBy)] });
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
