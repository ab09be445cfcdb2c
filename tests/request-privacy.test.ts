import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import { makeMember, makePerson, makeProvider } from "./support/make.ts";
import {
  type Body,
  day,
  type Market,
  market,
  need,
  offer,
  published,
  speaker,
  visitor,
} from "./support/market.ts";

const secret = { summary: "独门做法甲", plan: "只告诉企业的步骤", oneOffFen: 76_543_21 };
const secrets = ["独门做法甲", "只告诉企业的步骤", "7654321", "76,543", "7.65", "甲软件"];

/** Everything this person can read of the market, through the API and on pages. */
async function everything(
  { app }: Market,
  headers: Record<string, string>,
  id: string,
  proposal: string,
) {
  const paths = [
    "/api/v1/requests",
    `/api/v1/requests/${id}`,
    `/api/v1/requests/${id}/proposals`,
    `/api/v1/requests/${id}/questions`,
    `/api/v1/requests/${id}/changes`,
    `/api/v1/proposals/${proposal}`,
    "/api/v1/notices",
    "/requests",
    "/leads",
    `/requests/${id}`,
    `/requests/${id}/compare`,
    `/requests/${id}/close`,
    `/requests/${id}/award?proposal=${proposal}`,
    `/requests/${id}/reject-all`,
    `/proposals/${proposal}`,
    `/proposals/${proposal}/edit`,
    "/proposals",
    "/engagements",
    "/notices",
  ];
  const seen = async (path: string) => {
    const answer = await app.request(path, { headers });
    return `${path} ${answer.status}\n${await answer.text()}`;
  };
  return (await Promise.all(paths.map(seen))).join("\n");
}

test("a sealed proposal shows nothing but that it is there, to the firm and to rivals", async () => {
  const all = await market();
  const id = await published(all);
  const sent = await all.provider.send("POST", `/requests/${id}/proposals`, {
    ...offer,
    ...secret,
    submit: true,
  });
  const { id: proposal } = await read<Body>(sent);
  await all.provider.send("POST", `/requests/${id}/questions`, { text: "几台机器？" });
  for (const who of ["sme", "rival"] as const) {
    const seen = await everything(all, all.headers[who], id, proposal);
    // The firm may know who asks; that he also proposes it may not.
    const names = who === "sme" ? secrets.filter((one) => one !== "甲软件") : secrets;
    for (const one of names) expect(seen).not.toContain(one);
  }
  const own = await everything(all, all.headers.provider, id, proposal);
  expect(own).toContain("独门做法甲");
  const award = { proposalId: proposal, reason: "x" };
  const early = await all.sme.send("POST", `/requests/${id}/award`, award);
  expect([early.status, await early.text()]).toEqual([409, expect.not.stringContaining("独门")]);
  expect((await all.sme.send("POST", `/proposals/${proposal}/shortlist`)).status).toBe(409);
  const firm = visitor(all.app, all.headers.sme);
  const page = await firm.submit(`/requests/${id}/award`, { proposalId: proposal, reason: "x" });
  expect([page.status, page.text]).toEqual([409, expect.not.stringContaining("独门")]);
  const later = all.clock.now().getTime() + 7 * day;
  all.clock.now = () => new Date(later);
  expect((await firm.open(`/requests/${id}/compare`)).text).toContain("独门做法甲");
  const events = await all.db
    .selectFrom("audit_event")
    .select("kind")
    .where("thing_id", "=", id)
    .execute();
  expect(events.map(({ kind }) => kind)).toContain("request.proposals_read");
});

test("a request that is not sealed shows proposals to its firm only", async () => {
  const all = await market();
  const closesAt = new Date(Date.now() + 7 * day).toISOString();
  const made = await all.sme.send("POST", "/requests", { ...need, sealed: false, closesAt });
  const { id } = await read<Body>(made);
  await all.sme.send("POST", `/requests/${id}/publish`, undefined, 1);
  const given = { ...offer, ...secret, submit: true };
  const sent = await all.provider.send("POST", `/requests/${id}/proposals`, given);
  const { id: proposal } = await read<Body>(sent);
  expect(await everything(all, all.headers.sme, id, proposal)).toContain("独门做法甲");
  expect(await everything(all, all.headers.rival, id, proposal)).not.toContain("独门做法甲");
});

test.for([true, false])("the contact waits for the award; with consent %s", async (consent) => {
  const all = await market();
  const closesAt = new Date(Date.now() + 7 * day).toISOString();
  const given = { ...need, contactConsent: consent, closesAt };
  const { id } = await read<Body>(await all.sme.send("POST", "/requests", given));
  await all.sme.send("POST", `/requests/${id}/publish`, undefined, 1);
  const proposals: string[] = [];
  for (const who of [all.provider, all.rival]) {
    const sent = await who.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
    proposals.push((await read<Body>(sent)).id);
  }
  const [won = "", lost = ""] = proposals;
  const secretsOf = async (who: "provider" | "rival", proposal: string) => {
    const seen = await everything(all, all.headers[who], id, proposal);
    return [need.contactName, "5550"].filter((one) => seen.includes(one));
  };
  expect(await secretsOf("provider", won)).toEqual([]);
  await all.sme.send("POST", `/requests/${id}/close`);
  const award = { proposalId: won, reason: "更合适" };
  const made = await all.sme.send("POST", `/requests/${id}/award`, award);
  const { engagementId } = await read<{ engagementId: string }>(made);
  expect(await secretsOf("rival", lost)).toEqual([]);
  const page = await visitor(all.app, all.headers.provider).open(`/engagements/${engagementId}`);
  expect(page.status).toBe(200);
  expect(page.text.includes(need.contactName)).toBe(consent);
  const passed = await all.db
    .selectFrom("audit_event")
    .select("after")
    .where("thing_id", "=", id)
    .where("kind", "=", "request.contact_passed")
    .execute();
  expect(passed).toHaveLength(consent ? 1 : 0);
  expect((await all.provider.get(`/engagements/${engagementId}`))["contactPhone"]).toBe(
    consent ? need.contactPhone : "",
  );
  const region = await makeMember(all.db, "authority", { regionCode: "330000" });
  const official = await visitor(all.app, region.headers).open(`/engagements/${engagementId}`);
  const list = await speaker(all.app, region.headers).send("GET", "/engagements");
  expect(await list.text()).not.toContain("5550");
  expect([official.status, official.text]).toEqual([
    200,
    expect.not.stringContaining(need.contactName),
  ]);
});

test("rivals read a question without its author's name, its author and the firm with it", async () => {
  const all = await market();
  const id = await published(all);
  await all.provider.send("POST", `/requests/${id}/questions`, { text: "几台机器？" });
  const names = async (who: "sme" | "provider" | "rival") =>
    (await all[who].get(`/requests/${id}/questions`))["items"];
  expect(await names("sme")).toMatchObject([{ providerName: "甲软件" }]);
  expect(await names("provider")).toMatchObject([{ providerName: "甲软件" }]);
  expect(await names("rival")).toMatchObject([{ providerName: "" }]);
});

test.for(["suspended", "imported", "removed", "applying"] as const)(
  "a provider that is %s is not invited, does not propose and is not chosen",
  async (status) => {
    const all = await market();
    const id = await published(all);
    const sent = await all.provider.send("POST", `/requests/${id}/proposals`, {
      ...offer,
      submit: true,
    });
    const { id: proposalId } = await read<Body>(sent);
    await all.rival.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
    const other = await makeProvider(all.db, { name: "丙软件" });
    await all.db
      .updateTable("provider")
      .set({ status, suspended_reason: "核查中" })
      .where("id", "in", [all.providerId, other.providerId])
      .execute();
    const invitation = { providers: [{ providerId: other.providerId }] };
    const invited = await all.sme.send("POST", `/requests/${id}/invitations`, invitation);
    expect([invited.status, await read(invited)]).toMatchObject([
      400,
      { errors: [{ pointer: "/providers/0", code: "not_invitable" }] },
    ]);
    const firm = visitor(all.app, all.headers.sme);
    const asked = await firm.submit(`/requests/${id}/invite`, { providers: other.providerId });
    expect([asked.status, asked.text]).toEqual([400, expect.stringContaining("不能邀请")]);
    expect((await firm.open(`/requests/${id}/invite?q=丙`)).text).not.toContain(other.providerId);
    const third = speaker(all.app, other.headers);
    expect((await third.send("GET", `/requests/${id}`)).status).toBe(404);
    const late = await third.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
    expect(late.status).toBe(404);
    await all.sme.send("POST", `/requests/${id}/close`);
    const award = await all.sme.send("POST", `/requests/${id}/award`, { proposalId, reason: "x" });
    expect([award.status, await read(award)]).toMatchObject([
      409,
      { params: { thing: "provider" } },
    ]);
    const page = await firm.submit(`/requests/${id}/award`, { proposalId, reason: "x" });
    expect(page.status).toBe(409);
    const compared = await firm.open(`/requests/${id}/compare`);
    expect(compared.text).not.toContain(`award?proposal=${proposalId}`);
    expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ status: "evaluating" });
  },
);

test("what belongs to others is not there, whichever way one asks", async () => {
  const all = await market();
  const id = await published(all);
  const made = await all.provider.send("POST", `/requests/${id}/proposals`, offer);
  const { id: proposal } = await read<Body>(made);
  const stranger = await makeMember(all.db, "sme");
  const pages = visitor(all.app, stranger.headers);
  const gets = ["", "/edit", "/preview", "/invite", "/close", "/withdraw", "/compare"];
  const more = ["/award", "/reject-all", "/undo-award"];
  for (const path of [...gets, ...more])
    expect([path, (await pages.open(`/requests/${id}${path}`)).status]).toEqual([path, 404]);
  const posts = ["", "/publish", "/invite", "/close", "/withdraw", "/award", "/reject-all"];
  for (const path of posts) {
    const fields = { version: "1", reason: "x", proposalId: proposal };
    expect([path, (await pages.submit(`/requests/${id}${path}`, fields)).status]).toEqual([
      path,
      404,
    ]);
  }
  const rival = visitor(all.app, all.headers.rival);
  for (const path of ["", "/edit"])
    expect((await rival.open(`/proposals/${proposal}${path}`)).status).toBe(404);
  for (const path of ["", "/submit", "/withdraw"])
    expect((await rival.submit(`/proposals/${proposal}${path}`, { version: "1" })).status).toBe(
      404,
    );
  expect((await rival.submit(`/requests/${id}/close`)).status).toBe(403);
  expect((await pages.open("/requests/not-an-id")).status).toBe(404);
  expect((await pages.open(`/requests/${crypto.randomUUID()}`)).status).toBe(404);
  const outside = await makeMember(all.db, "authority", { regionCode: "110000" });
  const official = visitor(all.app, outside.headers);
  expect((await official.open(`/requests/${id}`)).status).toBe(404);
  expect((await official.open("/requests?view=region")).text).not.toContain(need.title);
});

test("an official reads the requests of his region, drafts excepted, and does nothing", async () => {
  const all = await market();
  const id = await published(all);
  await all.sme.send("POST", "/requests", { ...need, title: "还没写完的草稿" });
  const region = await makeMember(all.db, "authority", { regionCode: "330000" });
  const official = visitor(all.app, region.headers);
  const list = await official.open("/requests?view=region");
  expect(list.text).toContain(need.title);
  expect(list.text).not.toContain("还没写完的草稿");
  const page = await official.open(`/requests/${id}`);
  expect(page.text).toContain(need.text);
  expect(page.text).not.toMatch(/<form[^>]*action="\/requests/);
  expect((await official.submit(`/requests/${id}/close`)).status).toBe(403);
});

test("who owns the request reads it as its owner, whatever he acts as", async () => {
  const all = await market();
  const id = await published(all);
  const { userId } = await all.db
    .selectFrom("membership as m")
    .innerJoin("organisation as o", "o.id", "m.organisation_id")
    .select("m.user_id as userId")
    .where("o.name", "=", "五金厂")
    .executeTakeFirstOrThrow();
  const provider = await makeProvider(all.db, { name: "自家软件" });
  await all.db
    .insertInto("membership")
    .values({ organisation_id: provider.organisationId, user_id: userId, role: "member" })
    .execute();
  const headers = { ...all.headers.sme, "organisation-id": provider.organisationId };
  const both = speaker(all.app, headers);
  expect(await both.get(`/requests/${id}`)).toMatchObject({ contactPhone: need.contactPhone });
  expect((await both.send("POST", `/requests/${id}/withdraw`, { reason: "不做了" })).status).toBe(
    200,
  );
});

test("a person without a firm is led to found one", async () => {
  const all = await market();
  const alone = await makePerson(all.db);
  const page = await visitor(all.app, alone.headers).open("/requests/new");
  expect([page.status, page.text]).toEqual([200, expect.stringContaining("先登记您的企业")]);
  expect((await visitor(all.app, all.headers.provider).submit("/requests")).status).toBe(403);
});
