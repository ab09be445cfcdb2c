import { expect, test } from "vitest";
import { makeMember, makePerson } from "./support/make.ts";
import { evaluating, market, type Body, visitor } from "./support/market.ts";
import { read } from "./support/app.ts";

/** Chosen and begun: the provider has to deliver. */
async function inDelivery() {
  const all = await market();
  const { id, proposals } = await evaluating(all);
  const [proposalId] = proposals;
  const award = { proposalId, reason: "更合适" };
  const made = await all.sme.send("POST", `/requests/${id}/award`, award);
  const { engagementId } = await read<Body & { engagementId: string }>(made);
  const at = `/engagements/${engagementId}`;
  expect((await all.provider.send("POST", `${at}/start`)).status).toBe(200);
  return { ...all, at };
}

test("what a provider has to deliver stands on its desk as its turn", async () => {
  const { app, headers } = await inDelivery();
  const desk = await visitor(app, headers.provider).open("/desk/provider");
  expect(desk.text).toContain("1 个合作等您交付");
  expect(desk.text).not.toContain("现在没有等您办的事");
});

test("each side finds the way back from an engagement under the name of its own list", async () => {
  const { app, db, headers, at } = await inDelivery();
  const region = await makeMember(db, "authority", { regionCode: "330000" });
  const sides = [
    [headers.sme, "交付与验收"],
    [headers.provider, "交付"],
    [region.headers, "本地区的合作"],
  ] as const;
  for (const [who, name] of sides) {
    const person = visitor(app, who);
    expect((await person.open("/engagements")).text).toContain(`<h1>${name}</h1>`);
    for (const page of [at, `${at}/end`])
      expect((await person.open(page)).text).toContain(`<a href="/engagements">${name}</a>`);
  }
});

test("an official reads what was accepted as done, not as waiting", async () => {
  const { app, db, provider, sme, at } = await inDelivery();
  await provider.send("POST", `${at}/deliver`, { note: "装好了" });
  expect((await sme.send("POST", `${at}/accept`)).status).toBe(200);
  const region = await makeMember(db, "authority", { regionCode: "330000" });
  const list = (await visitor(app, region.headers).open("/engagements")).text;
  expect(list).toMatch(/<h2>办完了/);
  expect(list).not.toContain("等对方");
});

test("the number of whom one works with can be called from the page", async () => {
  const { app, headers, at } = await inDelivery();
  const page = await visitor(app, headers.provider).open(at);
  expect(page.text).toContain('href="tel:057755500199"');
});

test("who cannot tell of a case yet is shown where it begins", async () => {
  const { app, headers } = await market();
  const firm = visitor(app, headers.sme);
  const desk = (await firm.open("/desk/cases")).text;
  expect(desk).not.toContain('href="/desk/cases/new"');
  for (const page of [desk, (await firm.open("/desk/cases/new")).text])
    expect(page).toContain('<a class="btn" href="/engagements">');
  const provider = visitor(app, headers.provider);
  expect((await provider.open("/desk/cases/new")).text).toContain(
    '<a class="btn" href="/desk/provider/solutions">',
  );
});

test("whoever cannot be invited leads on to those who can", async () => {
  const { app, db, providerId } = await market();
  await db
    .updateTable("provider")
    .set({ status: "imported", organisation_id: null, listed_at: null })
    .where("id", "=", providerId)
    .execute();
  const page = await visitor(app, {}).open(`/providers/${providerId}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain('<a class="btn" href="/match">');
});

test("who belongs to no organisation is told to register one", async () => {
  const { app, db } = await market();
  const { headers } = await makePerson(db);
  const refused = await visitor(app, headers).open("/requests");
  expect(refused.status).toBe(403);
  expect(refused.text).toContain('<a class="btn" href="/organisations/new">');
  expect(refused.text).not.toContain("换一个单位");
});

test("a firm without a need is shown one way to begin", async () => {
  const { app, headers } = await market();
  const desk = (await visitor(app, headers.sme).open("/requests")).text;
  expect(desk.match(/<a class="btn"[^>]*>/g)).toEqual(['<a class="btn" href="/requests/new">']);
  expect(desk).not.toContain("按状态看");
});

test("a provider that has not applied is shown no tabs that lead nowhere", async () => {
  const { app, db } = await market();
  const { headers } = await makeMember(db, "provider");
  const leads = await visitor(app, headers).open("/leads");
  expect(leads.status).toBe(200);
  expect(leads.text).not.toContain('href="/proposals"');
  expect(leads.text).toContain('href="/join"');
});
