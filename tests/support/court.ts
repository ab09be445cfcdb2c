import { sayNotice } from "../../src/notices/say.ts";
import { read } from "./app.ts";
import { makeMember } from "./make.ts";
import { evaluating, type Market, market, speaker, visitor } from "./market.ts";

export const reason = "投标材料里的软件著作权证书查无此证";

/** A market with an official of its region and one of another. */
export async function court() {
  const all = await market();
  const official = await makeMember(all.db, "authority", { regionCode: "330000" });
  const elsewhere = await makeMember(all.db, "authority", { regionCode: "320000" });
  return {
    ...all,
    officialId: official.userId,
    official: speaker(all.app, official.headers),
    office: visitor(all.app, official.headers),
    elsewhere: speaker(all.app, elsewhere.headers),
  };
}
export type Court = Awaited<ReturnType<typeof court>>;

export const stateOf = async ({ db }: Market, id: string) =>
  await db
    .selectFrom("proposal")
    .select(["status", "reason", "version"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();

/** With the version as it is. */
export async function ruleOut(all: Court, id: string, who = all.official) {
  const { version } = await stateOf(all, id);
  return await who.send("POST", `/proposals/${id}/disqualify`, { reason }, version);
}

/** The first of two proposals has been chosen. */
export async function awarded(all: Court) {
  const { id, proposals } = await evaluating(all);
  const [won = "", lost = ""] = proposals;
  const award = { proposalId: won, reason: "更合适" };
  const answer = await all.sme.send("POST", `/requests/${id}/award`, award);
  const { engagementId } = await read<{ engagementId: string }>(answer);
  return { id, won, lost, at: `/engagements/${engagementId}` };
}

/** What each organisation was told of these kinds, in words. */
export async function told({ db }: Market, kinds: readonly string[]) {
  const rows = await db
    .selectFrom("notice as n")
    .innerJoin("organisation as o", "o.id", "n.organisation_id")
    .select(["o.name", "n.kind", "n.params"])
    .where("n.kind", "in", kinds)
    .execute();
  return new Map(
    rows.map(({ name, kind, params }) => [name, `${kind} ${sayNotice(kind, params)}`]),
  );
}

export async function eventsOf({ db }: Market, id: string, kind: string) {
  return await db
    .selectFrom("audit_event")
    .select(["actor_id", "before", "after"])
    .where("thing_id", "=", id)
    .where("kind", "=", kind)
    .execute();
}
