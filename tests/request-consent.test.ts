import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import { type Body, evaluating, market, need, visitor } from "./support/market.ts";

test("consent to hand the contact on is recorded once, apart from the rest, and when it is taken back", async () => {
  const all = await market();
  const given = { ...need, contactConsent: true };
  const { id } = await read<Body>(await all.sme.send("POST", "/requests", given));
  const state = async () => {
    const row = await all.db
      .selectFrom("request")
      .select(["version", "contact_consent_at as at"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const events = await all.db
      .selectFrom("audit_event")
      .select(["kind", "after"])
      .where("thing_id", "=", id)
      .where("kind", "like", "request.contact%")
      .orderBy("id")
      .execute();
    return { ...row, events };
  };
  const first = await state();
  expect(first.events).toEqual([
    {
      kind: "request.contact_consented",
      after: { fields: ["contactName", "contactPhone"], to: "awarded_provider", for: "request" },
    },
  ]);
  const change = async (body: object, version: number) =>
    await all.sme.send("PATCH", `/requests/${id}`, body, version);
  await change({ title: "换个标题", contactConsent: true }, first.version);
  const second = await state();
  expect([second.at, second.events]).toEqual([first.at, first.events]);
  await change({ contactConsent: false }, second.version);
  const third = await state();
  expect([third.at, third.events.at(-1)?.kind]).toEqual([null, "request.contact_refused"]);
});

test("whom to call is in no event, neither when it is first written nor when it changes", async () => {
  const all = await market();
  const { id } = await read<Body>(await all.sme.send("POST", "/requests", need));
  const other = { contactName: "赵会计", contactPhone: "0577-5559", title: "换个标题" };
  expect((await all.sme.send("PATCH", `/requests/${id}`, other, 1)).status).toBe(200);
  const events = await all.db
    .selectFrom("audit_event")
    .select(["kind", "before", "after"])
    .where("thing_id", "=", id)
    .orderBy("id")
    .execute();
  const told = events.filter(({ kind }) => !kind.startsWith("request.contact"));
  expect(told).toMatchObject([
    { kind: "request.added", after: { text: need.text } },
    { kind: "request.changed", after: { title: { after: "换个标题" } } },
  ]);
  for (const { contactName, contactPhone } of [need, other])
    for (const secret of [contactName, contactPhone])
      expect(JSON.stringify(events)).not.toContain(secret);
});

test("an award that is undone takes back whom to call; the next one hands it on", async () => {
  const all = await market();
  const { id, proposals } = await evaluating(all);
  const award = async (proposalId = "") => {
    const given = { proposalId, reason: "另一家更合适" };
    const answer = await all.sme.send("POST", `/requests/${id}/award`, given);
    return `/engagements/${(await read<{ engagementId: string }>(answer)).engagementId}`;
  };
  const first = await award(proposals[0]);
  expect(await all.provider.get(first)).toMatchObject({ contactPhone: need.contactPhone });
  await all.sme.send("POST", `/requests/${id}/undo-award`, { reason: "点错了" });
  const second = await award(proposals[1]);
  expect(await all.provider.get(first)).toMatchObject({ contactName: "", contactPhone: "" });
  const page = await visitor(all.app, all.headers.provider).open(first);
  expect(page.text).toContain("没有可以显示的联系方式");
  expect(page.text).not.toContain(need.contactName);
  expect(await all.rival.get(second)).toMatchObject({ contactPhone: need.contactPhone });
});
