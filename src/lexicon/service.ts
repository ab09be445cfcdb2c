import type { By } from "../accounts/actor.ts";
import type { Office } from "../applications/decisions.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import { AppError, invalid, refused } from "../errors.ts";
import type { Capability } from "../matching/lexicon-schema.ts";
import { shippedLexicon } from "../matching/lexicon-data.ts";
import { applyChanges } from "./apply.ts";
import { type GivenChange, compact, type LastingChange, type LexiconChange } from "./change.ts";
import { versionWith } from "./compile.ts";
import { checkChange } from "./check.ts";
import {
  bumpDraft,
  deleteEdit,
  deleteEdits,
  type Edit,
  findState,
  getChanges,
  insertEdit,
  insertVersion,
  listEdits,
  lockState,
} from "./store.ts";

export type Draft = {
  published: number;
  version: number;
  edits: Edit[];
  /** The changes in force with the draft on top. */
  after: LastingChange[];
};

export async function readDraft(db: Db): Promise<Draft> {
  const { published, draftVersion } = await findState(db);
  const [edits, before] = await Promise.all([listEdits(db), getChanges(db, published)]);
  const after = compact([...before, ...edits.map(({ change }) => change)]);
  return { published, version: draftVersion, edits, after };
}

/** All capabilities as they would be with the draft published. */
export function drafted({ after }: Draft): readonly Capability[] {
  return applyChanges(shippedLexicon(), after);
}

/** More than anybody could look over, and each makes the preview longer. */
const mostEdits = 200;

export async function addEdit(db: Db, by: By, office: Office, given: GivenChange) {
  return await inTransaction(db, async (trx) => {
    await lockState(trx);
    const draft = await readDraft(trx);
    if (draft.edits.length >= mostEdits) throw invalid("", "draft_full", { maximum: mostEdits });
    const change = checkChange(drafted(draft), given);
    const { id: authorId, name: author } = office.person;
    const id = await insertEdit(trx, { authorId, author, change });
    await bumpDraft(trx);
    await record(trx, by, "lexicon.drafted", id, { after: change });
    return { id, code: change.code };
  });
}

export async function dropEdit(db: Db, by: By, id: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    await lockState(trx);
    const change = await deleteEdit(trx, id);
    await bumpDraft(trx);
    await record(trx, by, "lexicon.draft_dropped", id, { before: change });
  });
}

type Publishing = { version: number; reason: string; now: Date };

/** What was previewed and nothing else: whoever changed the draft or published meanwhile makes this one stale. */
export async function publishDraft(db: Db, by: By, office: Office, given: Publishing) {
  return await inTransaction(db, async (trx) => {
    const { published, draftVersion } = await lockState(trx);
    if (draftVersion !== given.version) throw new AppError("stale");
    const draft = await readDraft(trx);
    const edits = draft.edits.map(({ change }) => change);
    if (edits.length === 0) throw refused("lexicon", "unchanged", []);
    await deleteEdits(trx);
    const what = { number: published + 1, changes: draft.after, edits, restores: null };
    return await bringIntoForce(trx, by, office, given, what);
  });
}

/** An older version comes back as a new one, so that what was in force when is never rewritten. */
export async function restoreVersion(
  db: Db,
  by: By,
  office: Office,
  number: number,
  given: Publishing,
) {
  return await inTransaction(db, async (trx) => {
    const { published, draftVersion } = await lockState(trx);
    const changes = await getChanges(trx, number);
    if (draftVersion !== given.version) throw new AppError("stale");
    if (number === published) throw refused("lexicon", "in_force", []);
    const what = { number: published + 1, changes, edits: [], restores: number };
    return await bringIntoForce(trx, by, office, given, what);
  });
}

type What = {
  number: number;
  changes: readonly LastingChange[];
  edits: readonly LexiconChange[];
  restores: number | null;
};

async function bringIntoForce(
  trx: Trx,
  by: By,
  { organisationId, person }: Office,
  { reason, now }: Publishing,
  what: What,
): Promise<number> {
  const { number, edits, restores } = what;
  const lexiconVersion = versionWith(what.changes);
  const author = { authorId: person.id, author: person.name, organisationId };
  const id = await insertVersion(trx, { ...what, ...author, at: now, reason, lexiconVersion });
  await bumpDraft(trx, number);
  await record(trx, by, restores === null ? "lexicon.published" : "lexicon.restored_version", id, {
    before: { number: number - 1 },
    after: { number, reason, restores, edits },
  });
  return number;
}
