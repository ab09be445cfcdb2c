import { type By, erasedName, type Person } from "../accounts/actor.ts";
import { lockOrganisation } from "../accounts/organisation-store.ts";
import { findPerson } from "../accounts/store.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError } from "../errors.ts";
import { notifyOrganisation } from "../notices/store.ts";
import { forgetOwn } from "../matching/forget-store.ts";
import { sealWith } from "../reports/seal-asker.ts";
import { closeFirm } from "./close-service.ts";
import { listKnownPlaces, unnameContacts } from "./contact-store.ts";
import {
  blankPerson,
  type Blocker,
  deleteOwn,
  deleteUnreadWords,
  hasActedForAuthority,
  listBlockers,
  listPlaces,
  listUnreadWordsAfter,
  lockAdministrators,
  type Place,
  unsignInvitations,
} from "./erase-store.ts";
import { requireBrowser } from "./export-service.ts";
import { queueTold } from "./told-store.ts";

/** What would become of him and his, and what has to be settled before. */
export type Outlook = { blockers: Blocker[]; places: Place[]; keepsName: boolean };

export async function outlookFor(db: Db, { id }: Person): Promise<Outlook> {
  return {
    blockers: await listBlockers(db, id),
    places: await listPlaces(db, id),
    keepsName: await hasActedForAuthority(db, id),
  };
}

type Erasing = { version: number; secret: string; now: Date };

/**
 * Ends the account and erases what is kept of the person: all of it, or nothing where something has
 * to be settled first. His password has just been looked at.
 *
 * The row of the person is taken last. Whatever he is doing elsewhere at this moment leaves an event,
 * and that holds the row until it has ended: so it has either ended before, and counts among what is
 * looked at once more, or it waits, finds him gone and is undone.
 */
export async function erasePerson(
  db: Db,
  by: By,
  person: Person,
  { version, secret, now }: Erasing,
): Promise<{ keepsName: boolean }> {
  requireBrowser(person);
  const { id } = person;
  if (person.version !== version) throw new AppError("stale");
  requireNone(await listBlockers(db, id));
  await forgetUnreadWords(db, id, secret);
  return await inTransaction(db, async (trx) => {
    const found = await findPerson(trx, id);
    if (!found) throw new AppError("not_signed_in");
    if (found.version !== version) throw new AppError("stale");
    if (found.administrator) await lockAdministrators(trx);
    const places = await listPlaces(trx, id);
    for (const place of places) await lockOrganisation(trx, place.id);
    requireNone(await listBlockers(trx, id));
    const held = await listPlaces(trx, id);
    const keepsName = await eraseAll(trx, by, found, { places: held, now });
    // What he began meanwhile, before his row was taken.
    requireNone(await listBlockers(trx, id));
    if (fatesOf(await listPlaces(trx, id)) !== fatesOf(held)) throw new AppError("stale");
    if ((await hasActedForAuthority(trx, id)) !== keepsName) throw new AppError("stale");
    await deleteOwn(trx, found);
    return { keepsName };
  });
}

async function eraseAll(
  trx: Trx,
  by: By,
  { id, name, email, version }: { id: string; name: string; email: string; version: number },
  { places, now }: { places: readonly Place[]; now: Date },
): Promise<boolean> {
  const keepsName = await hasActedForAuthority(trx, id);
  const called = keepsName ? name : erasedName;
  const gone = { ...by, actor: called, organisationId: null };
  const closed = places.filter(({ alone }) => alone);
  await unsignInvitations(trx, id);
  for (const place of closed) await closeFirm(trx, gone, place, now);
  const organisationIds = await listKnownPlaces(trx, id);
  for (const { organisationId, kind, title, link } of await unnameContacts(trx, {
    id,
    name,
    organisationIds,
  }))
    await notifyOrganisation(trx, organisationId, {
      kind,
      params: { title },
      link,
    });
  await forgetAll(trx, id);
  await record(trx, gone, "person.erased", id, {
    after: { keepsName, organisationsClosed: closed.map((place) => place.id) },
  });
  if (!(await blankPerson(trx, { id, version, name: called, now }))) throw new AppError("stale");
  // What he was shown while he was still somebody.
  await forgetAll(trx, id);
  await queueTold(trx, { id, name, email, organisationIds, keepsName });
  return keepsName;
}

function fatesOf(places: readonly Place[]): string {
  return places.map(({ id, alone, providerId }) => `${id} ${alone} ${providerId}`).join();
}

function requireNone(blockers: readonly Blocker[]): void {
  if (blockers.length === 0) return;
  throw new AppError("refused_transition", {
    fields: blockers.map(({ code, name, path }) => ({ pointer: path, code, params: { name } })),
    params: { thing: "person", current: "still_needed", possible: "" },
  });
}

const batch = 200;

async function forgetAll(trx: Trx, userId: string): Promise<void> {
  while ((await forgetOwn(trx, userId, { limit: batch })).length === batch);
}

const wordsAtOnce = 1000;

/** Of no word can be told who typed it, but of him whether he typed that one. */
async function forgetUnreadWords(db: Db, userId: string, secret: string): Promise<void> {
  const seal = sealWith(secret);
  for (let after = ""; ;) {
    const words = await listUnreadWordsAfter(db, after, wordsAtOnce);
    const heard = words.map((word) => ({ word, heardFrom: seal(`unread\n${word}\n${userId}`) }));
    await deleteUnreadWords(db, heard);
    if (words.length < wordsAtOnce) return;
    after = words.at(-1) ?? after;
  }
}
