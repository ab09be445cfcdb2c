import type { By } from "../accounts/actor.ts";
import { record } from "../audit/store.ts";
import { type Db, inTransaction, type Trx } from "../db/connect.ts";
import type { State } from "../db/states.ts";
import { AppError, invalid, refused } from "../errors.ts";
import { requireMove } from "../moves.ts";
import { notifyOrganisation, notifyProvider } from "../notices/store.ts";
import type { Reader } from "../requests/store.ts";
import { engagementMoves, type Milestones, type NewRating } from "./schema.ts";
import {
  insertRating,
  lockEngagement,
  type LockedEngagement,
  replaceMilestones,
  sayingOf,
  setReply,
  stepEngagement,
} from "./store.ts";

type Which = { id: string; now: Date };

export async function startEngagement(db: Db, by: By, reader: Reader, { id, now }: Which) {
  await step(db, by, reader, { id, verb: "start", side: "provider" }, { started_at: now });
}

export async function markDelivered(
  db: Db,
  by: By,
  reader: Reader,
  { id, now }: Which,
  note: string,
) {
  await step(
    db,
    by,
    reader,
    { id, verb: "deliver", side: "provider" },
    { delivered_at: now, delivery_note: note },
  );
}

export async function acceptDelivery(db: Db, by: By, reader: Reader, { id, now }: Which) {
  await step(db, by, reader, { id, verb: "accept", side: "sme" }, { accepted_at: now });
}

export async function rejectDelivery(
  db: Db,
  by: By,
  reader: Reader,
  { id }: Which,
  reason: string,
) {
  await step(db, by, reader, { id, verb: "reject", side: "sme" }, { rejected_reason: reason });
}

/** Either side may end it before it is accepted, or an official of the region, with a reason. */
export async function endEarly(db: Db, by: By, reader: Reader, { id, now }: Which, reason: string) {
  await step(
    db,
    by,
    reader,
    { id, verb: "end", side: reader.as },
    { ended_by: reader.as, ended_reason: reason, ended_at: now },
  );
}

/** How the total is paid; set by the provider before the work begins. */
export async function setMilestones(
  db: Db,
  by: By,
  reader: Reader,
  { id, version }: { id: string; version: number },
  list: Milestones,
) {
  await inTransaction(db, async (trx) => {
    const engagement = await lockAs(trx, reader, "provider", id);
    if (engagement.status !== "agreed") throw refused("engagement", engagement.status, []);
    if (engagement.version !== version) throw new AppError("stale");
    const sum = list.reduce((total, { amountFen }) => total + amountFen, 0);
    if (sum !== engagement.total_fen)
      throw invalid("/milestones", "sum_differs", { sum, total: engagement.total_fen });
    await replaceMilestones(trx, id, list);
    await stepEngagement(trx, id, "agreed");
    await tell(trx, engagement, "provider", "engagement_milestones");
    await record(trx, by, "engagement.milestones_set", id, { after: { milestones: list } });
  });
}

/** Once, by the firm that bought, after it has accepted. */
export async function rateEngagement(
  db: Db,
  by: By & { actorId: string },
  reader: Reader,
  id: string,
  input: NewRating,
) {
  await inTransaction(db, async (trx) => {
    const engagement = await lockAs(trx, reader, "sme", id);
    if (engagement.status !== "accepted") throw refused("engagement", engagement.status, []);
    if (!(await insertRating(trx, engagement, by.actorId, input)))
      throw refused("rating", "rated", []);
    await tell(trx, engagement, "sme", "engagement_rated");
    await record(trx, by, "engagement.rated", id, { after: input });
  });
}

/** Once, by the provider. */
export async function replyToRating(
  db: Db,
  by: By,
  reader: Reader,
  { id, now }: Which,
  reply: string,
) {
  await inTransaction(db, async (trx) => {
    const engagement = await lockAs(trx, reader, "provider", id);
    if (!(await setReply(trx, id, reply, now))) throw refused("rating", "replied", []);
    await tell(trx, engagement, "provider", "rating_replied");
    await record(trx, by, "engagement.rating_replied", id, { after: { reply } });
  });
}

type Change = { id: string; verb: keyof typeof engagementMoves; side: Reader["as"] };

async function step(
  db: Db,
  by: By,
  reader: Reader,
  { id, verb, side }: Change,
  fields: Parameters<typeof stepEngagement>[3],
) {
  await inTransaction(db, async (trx) => {
    const engagement = await lockAs(trx, reader, side, id);
    const status: State<"engagement"> = requireMove(
      "engagement",
      engagementMoves,
      verb,
      engagement.status,
    );
    await stepEngagement(trx, id, status, fields);
    await tell(trx, engagement, side, `engagement_${verb}`);
    await record(trx, by, `engagement.${verb}`, id, { after: { ...fields, status } });
  });
}

/** A party that reads it but is not the side asked for is refused; anybody else finds nothing. */
async function lockAs(trx: Trx, reader: Reader, side: Reader["as"], id: string) {
  const engagement = await lockEngagement(trx, id);
  const isParty =
    reader.as === "official" ||
    (reader.as === "sme" && reader.organisationId === engagement.organisation_id) ||
    (reader.as === "provider" && reader.providerId === engagement.provider_id);
  if (!isParty) throw new AppError("not_found");
  if (reader.as !== side) throw new AppError("forbidden");
  return engagement;
}

async function tell(trx: Trx, engagement: LockedEngagement, side: Reader["as"], kind: string) {
  const params = await sayingOf(trx, engagement, side);
  const notice = { kind, params, link: `/engagements/${engagement.id}` };
  if (side !== "sme") await notifyOrganisation(trx, engagement.organisation_id, notice);
  if (side !== "provider") await notifyProvider(trx, engagement.provider_id, notice);
}
