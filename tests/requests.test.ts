import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import {
  type Body,
  day,
  evaluating,
  market,
  need,
  offer,
  published,
  visitor,
} from "./support/market.ts";

test("from a need to an accepted, rated delivery", async () => {
  const all = await market();
  const { sme, provider, rival, stranger } = all;
  const id = await published(all);
  const invited = await sme.send("POST", `/requests/${id}/invitations`, {
    providers: [{ providerId: all.providerId, reason: "做过同行" }],
  });
  expect(invited.status).toBe(201);
  expect((await stranger.send("GET", `/requests/${id}`)).status).toBe(404);
  expect(await provider.get(`/requests/${id}`)).toMatchObject({ status: "open", contactPhone: "" });

  const asked = await provider.send("POST", `/requests/${id}/questions`, { text: "几台机器？" });
  const question = await read<Body>(asked);
  const answer = { answer: "二十台" };
  await sme.send("POST", `/requests/${id}/questions/${question.id}/answer`, answer);
  expect(await rival.get(`/requests/${id}/questions`)).toMatchObject({
    items: [{ text: "几台机器？", answer: "二十台" }],
  });

  const sent = await provider.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
  const proposal = await read<Body>(sent);
  expect(sent.status).toBe(201);
  await rival.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
  expect(await sme.get(`/requests/${id}/proposals`)).toEqual({ sealed: true, count: 2, items: [] });
  expect((await sme.send("POST", `/requests/${id}/close`)).status).toBe(200);
  expect(await sme.get(`/requests/${id}/proposals`)).toMatchObject({ count: 2 });

  const award = { proposalId: proposal.id, reason: "另一家更贴近我们的行业" };
  const awarded = await sme.send("POST", `/requests/${id}/award`, award);
  const { engagementId } = await read<{ engagementId: string }>(awarded);
  const lost = await rival.get("/proposals");
  expect(lost).toMatchObject({ items: [{ status: "not_awarded", reason: award.reason }] });
  expect((await rival.send("GET", `/engagements/${engagementId}`)).status).toBe(404);

  const at = `/engagements/${engagementId}`;
  expect(await provider.get(at)).toMatchObject({
    status: "agreed",
    totalFen: 2_300_000,
    contactPhone: need.contactPhone,
  });
  expect((await provider.send("POST", `${at}/start`)).status).toBe(200);
  expect((await provider.send("POST", `${at}/deliver`, { note: "装好了" })).status).toBe(200);
  const rejected = await sme.send("POST", `${at}/reject`, { reason: "两台还扫不上" });
  expect(await read<Body>(rejected)).toMatchObject({ status: "in_delivery" });
  await provider.send("POST", `${at}/deliver`, { note: "都好了" });
  expect((await sme.send("POST", `${at}/accept`)).status).toBe(200);

  const scores = { overall: 5, delivery: 5, quality: 4, service: 5, value: 5, text: "师傅都会用" };
  expect((await provider.send("POST", `${at}/rating`, scores)).status).toBe(403);
  expect((await sme.send("POST", `${at}/rating`, { ...scores, overall: 6 })).status).toBe(400);
  expect((await sme.send("POST", `${at}/rating`, scores)).status).toBe(201);
  expect((await sme.send("POST", `${at}/rating`, scores)).status).toBe(409);
  const reply = { reply: "谢谢" };
  expect((await provider.send("POST", `${at}/rating/reply`, reply)).status).toBe(201);
  expect((await provider.send("POST", `${at}/rating/reply`, reply)).status).toBe(409);
  expect(await sme.get(at)).toMatchObject({
    status: "accepted",
    rating: { overall: 5, reply: "谢谢" },
  });
  expect(await provider.get("/notices")).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ kind: "proposal_awarded" })]),
  });
});

test("a question is answered once: everybody is told once, and a slower tab loses nothing", async () => {
  const all = await market();
  const { sme, provider } = all;
  const id = await published(all);
  const asked = await provider.send("POST", `/requests/${id}/questions`, { text: "几台机器？" });
  const question = (await read<Body>(asked)).id;
  const at = `/requests/${id}/questions/${question}/answer`;
  const pressed = await Promise.all(
    Array.from({ length: 3 }, async () => await sme.send("POST", at, { answer: "二十台" })),
  );
  expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200]);
  const late = await sme.send("POST", at, { answer: "三十台" });
  expect([late.status, await late.json()]).toMatchObject([
    409,
    { code: "refused_transition", params: { current: "answered" } },
  ]);
  const tab = visitor(all.app, all.headers.sme);
  const page = await tab.submit(at, { [`answer-${question}`]: "其实是三十台" });
  expect([page.status, page.text]).toEqual([409, expect.stringContaining("其实是三十台")]);
  expect(page.text).toContain("已回答");
  expect(await provider.get(`/requests/${id}/questions`)).toMatchObject({
    items: [{ answer: "二十台" }],
  });
  const { items } = await read<{ items: { kind: string }[] }>(
    await provider.send("GET", "/notices"),
  );
  expect(items.filter(({ kind }) => kind === "question_answered")).toHaveLength(1);
});

test("of ten awards at once exactly one succeeds", async () => {
  const all = await market();
  const { id, proposals } = await evaluating(all);
  const answers = await Promise.all(
    Array.from({ length: 10 }, async (_, i) => {
      const award = { proposalId: proposals[i % 2], reason: "更合适" };
      return (await all.sme.send("POST", `/requests/${id}/award`, award)).status;
    }),
  );
  expect(answers.toSorted((a, b) => a - b)).toEqual([200, ...Array<number>(9).fill(409)]);
  expect(await all.db.selectFrom("engagement").select("id").execute()).toHaveLength(1);
});

test("of ten proposals of one provider at once exactly one stands", async () => {
  const all = await market();
  const id = await published(all);
  const answers = await Promise.all(
    Array.from(
      { length: 10 },
      async () => (await all.provider.send("POST", `/requests/${id}/proposals`, offer)).status,
    ),
  );
  expect(answers.toSorted((a, b) => a - b)).toEqual([201, ...Array<number>(9).fill(409)]);
});

test("the deadline passes by itself, with proposals to be evaluated and without to be over", async () => {
  const all = await market();
  const { id } = await evaluating(all);
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ status: "evaluating" });
  const empty = await published(all);
  const later = all.clock.now().getTime() + 7 * day;
  all.clock.now = () => new Date(later);
  const late = await all.provider.send("POST", `/requests/${empty}/proposals`, offer);
  expect(late.status).toBe(404);
  expect(await all.sme.get(`/requests/${empty}`)).toMatchObject({
    status: "closed",
    outcome: "expired",
  });
});
