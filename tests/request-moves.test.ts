import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type State, states } from "../src/db/states.ts";
import { engagementMoves } from "../src/engagements/schema.ts";
import type { Moves } from "../src/moves.ts";
import { proposalMoves } from "../src/proposals/schema.ts";
import { outcomeMoves, requestMoves } from "../src/requests/schema.ts";
import { read } from "./support/app.ts";
import { makeMember } from "./support/make.ts";
import {
  type Body,
  day,
  evaluating,
  type Market,
  market,
  need,
  offer,
  published,
  speaker,
} from "./support/market.ts";

const reason = "另有安排";

/** A new request in that state, through the door everybody uses. */
async function requestIn(all: Market, state: State<"request">): Promise<string> {
  const { sme, clock } = all;
  clock.now = () => new Date();
  if (state === "draft") {
    const closesAt = new Date(Date.now() + 7 * day).toISOString();
    return (await read<Body>(await sme.send("POST", "/requests", { ...need, closesAt }))).id;
  }
  if (state === "open") {
    const id = await published(all);
    await all.provider.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
    return id;
  }
  const { id, proposals } = await evaluating(all);
  if (state === "closed")
    await sme.send("POST", `/requests/${id}/award`, { proposalId: proposals[0], reason });
  return id;
}

async function sendRequestMove(all: Market, verb: keyof typeof requestMoves, id: string) {
  const { sme, providerId } = all;
  const { version } = await sme.get(`/requests/${id}`);
  const at = `/requests/${id}`;
  const bodies = {
    publish: undefined,
    change: { title: "改过的标题" },
    invite: { providers: [{ providerId }] },
    close: undefined,
    withdraw: { reason },
    cancel: { reason },
    award: { proposalId: (await standing(all, id)) ?? all.providerId, reason },
    "reject-all": { reason },
  };
  if (verb === "change") return await sme.send("PATCH", at, bodies[verb], version);
  const path = verb === "invite" ? "invitations" : verb;
  const versioned = verb === "publish" ? version : undefined;
  return await sme.send("POST", `${at}/${path}`, bodies[verb], versioned);
}

async function standing({ db }: Market, requestId: string) {
  const found = await db
    .selectFrom("proposal")
    .select("id")
    .where("request_id", "=", requestId)
    .where("status", "<>", "draft")
    .orderBy("id")
    .executeTakeFirst();
  return found?.id;
}

test.for(states.request)("a request that is %s does only what its table says", async (state) => {
  const all = await market();
  for (const [verb, { from, to }] of entries(requestMoves)) {
    const id = await requestIn(all, state);
    const answer = await sendRequestMove(all, verb, id);
    const { code } = await read<{ code?: string }>(answer);
    const { status } = await all.sme.get(`/requests/${id}`);
    const expected = from.includes(state)
      ? [answer.ok && verb, undefined, to ?? state]
      : [verb, "refused_transition", state];
    expect([verb, code, status]).toEqual(expected);
  }
});

test.for(states.outcome)(
  "a request that is closed as %s goes on as its table says",
  async (state) => {
    const all = await market();
    for (const [verb, { from, to }] of entries(outcomeMoves)) {
      all.clock.now = () => new Date();
      const id = await requestIn(all, "closed");
      const closed = { outcome: state, closed_reason: "原因" };
      await all.db.updateTable("request").set(closed).where("id", "=", id).execute();
      const winner = await standing(all, id);
      const answer =
        verb === "undo-award"
          ? await all.sme.send("POST", `/requests/${id}/undo-award`, { reason })
          : await sendProposalMove(all, verb, id, winner ?? "");
      const { status } = await all.sme.get(`/requests/${id}`);
      const good = from.includes(state);
      expect([verb, answer.status, status]).toEqual(good ? [verb, 200, to] : [verb, 409, "closed"]);
    }
  },
);

test.for(states.proposal)("a proposal that is %s does only what its table says", async (state) => {
  const all = await market();
  for (const [verb, { from, to }] of entries(proposalMoves)) {
    const isChoice = verb === "shortlist" || verb === "award" || verb === "disqualify";
    all.clock.now = () => new Date();
    const { id, proposal } = isChoice ? await received(all) : await drafted(all);
    // What is awarded has work that runs.
    if (verb === "disqualify" && state === "awarded")
      await sendProposalMove(all, "award", id, proposal);
    else
      await all.db
        .updateTable("proposal")
        .set({ status: state, submitted_at: new Date(), reason: "原因" })
        .where("id", "=", proposal)
        .execute();
    const answer = await sendProposalMove(all, verb, id, proposal);
    const { status } = await all.db
      .selectFrom("proposal")
      .select("status")
      .where("id", "=", proposal)
      .executeTakeFirstOrThrow();
    // What is not handed in does not exist for the firm.
    const hidden = isChoice && (state === "draft" || state === "withdrawn");
    const refusal = hidden ? 404 : 409;
    expect([verb, answer.status, status]).toEqual(
      from.includes(state) ? [verb, 200, to] : [verb, refusal, state],
    );
  }
});

async function drafted(all: Market) {
  const id = await published(all);
  const made = await all.provider.send("POST", `/requests/${id}/proposals`, offer);
  return { id, proposal: (await read<Body>(made)).id };
}

async function received(all: Market) {
  const { id, proposals } = await evaluating(all);
  return { id, proposal: proposals[0]! };
}

async function sendProposalMove(
  { sme, provider, app, db }: Market,
  verb: keyof typeof proposalMoves,
  requestId: string,
  id: string,
) {
  if (verb === "award")
    return await sme.send("POST", `/requests/${requestId}/award`, { proposalId: id, reason });
  if (verb === "disqualify") {
    const { headers } = await makeMember(db, "authority", { regionCode: "330000" });
    const { version } = await db
      .selectFrom("proposal")
      .select("version")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    return await speaker(app, headers).send(
      "POST",
      `/proposals/${id}/disqualify`,
      { reason },
      version,
    );
  }
  if (verb === "shortlist") return await sme.send("POST", `/proposals/${id}/shortlist`);
  const { version } = await provider.get(`/proposals/${id}`);
  if (verb === "change")
    return await provider.send("PATCH", `/proposals/${id}`, { weeks: 3 }, version);
  return await provider.send("POST", `/proposals/${id}/${verb}`, undefined, version);
}

test("an engagement does only what its table says", async () => {
  const all = await market();
  const { id: requestId, proposals } = await evaluating(all);
  const award = { proposalId: proposals[0], reason };
  const made = await all.sme.send("POST", `/requests/${requestId}/award`, award);
  const { engagementId: id } = await read<{ engagementId: string }>(made);
  const bodies = { start: undefined, deliver: { note: "好了" }, accept: undefined };
  for (const state of states.engagement)
    for (const [verb, { from, to }] of entries(engagementMoves)) {
      const ended = state === "ended_early" ? { ended_by: "sme" as const } : { ended_by: null };
      const accepted_at = state === "accepted" ? new Date() : null;
      await all.db
        .updateTable("engagement")
        .set({ status: state, ...ended, accepted_at })
        .where("id", "=", id)
        .execute();
      const who = verb === "start" || verb === "deliver" ? all.provider : all.sme;
      const body = verb === "reject" || verb === "end" ? { reason } : bodies[verb];
      const answer = await who.send("POST", `/engagements/${id}/${verb}`, body);
      const { status } = await all.sme.get(`/engagements/${id}`);
      const good = from.includes(state);
      expect([state, verb, answer.status, status]).toEqual([
        state,
        verb,
        good ? 200 : 409,
        good ? to : state,
      ]);
    }
});

test("docs/states.md shows the tables of the code", () => {
  const text = readFileSync("docs/states.md", "utf8");
  const tables = {
    request: requestMoves,
    outcome: outcomeMoves,
    proposal: proposalMoves,
    engagement: engagementMoves,
  };
  for (const [thing, moves] of Object.entries(tables)) {
    const shown = new RegExp(`<!-- ${thing} -->\n([^]*?)<!-- /${thing} -->`).exec(text)?.[1];
    expect(shown).toBe(tableOf(moves));
  }
});

function tableOf(moves: Moves<string>): string {
  const rows = Object.entries(moves).map(
    ([verb, { from, to }]) => `| ${from.join(", ")} | \`${verb}\` | ${to ?? "(the same)"} |\n`,
  );
  return `| from | what | to |\n|---|---|---|\n${rows.join("")}`;
}

/** The pairs of a table with their keys as they are. */
function entries<Verb extends string, S extends string>(
  moves: Readonly<Record<Verb, { from: readonly S[]; to: S | null }>>,
) {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the tables are `as const`
  return Object.entries(moves) as [Verb, { from: readonly string[]; to: string | null }][];
}
