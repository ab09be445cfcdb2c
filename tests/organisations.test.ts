import { expect, test } from "vitest";
import { makeUscc } from "../src/taxonomy/uscc.ts";
import { json, read, testApp } from "./support/app.ts";
import { statusesOf } from "./support/browser.ts";
import { makeMember, makePerson, makeProvider } from "./support/make.ts";
import { race } from "./support/race.ts";

const code = makeUscc("91330000MA27U0XG1");
const path = "/api/v1/organisations";
type Problem = { code: string; errors: { pointer: string; code: string }[] };
type Firm = { id: string; version: number; sizes: string[]; uscc: string | null };

const patch = (body: unknown, headers: Record<string, string>, version = 1) => ({
  ...json(body, { ...headers, "if-match": `"${version}"` }),
  method: "PATCH",
});

test("a firm is registered by its owner, its size computed and its code normalised", async () => {
  const { app, db } = await testApp();
  const { headers } = await makePerson(db);
  const uscc = ` ${code.toLowerCase().replace(/^(.{6})/, "$1 ")} `;
  const figures = { industryCode: "C33", headcount: 60, revenueFen: 3_000_000_000 };
  const made = await app.request(
    path,
    json({ kind: "sme", name: "恒达", uscc, ...figures }, headers),
  );
  expect([made.status, made.headers.get("etag")]).toEqual([201, '"1"']);
  const firm = await read<Firm>(made);
  expect(firm).toMatchObject({ uscc: code, usccChecked: true, sizes: ["small"], version: 1 });
  expect(await read(await app.request(`${path}/${firm.id}`, { headers }))).toEqual(firm);
  const me = await app.request("/api/v1/me", { headers });
  expect(await read(me)).toMatchObject({ memberships: [{ kind: "sme", role: "owner" }] });
});

test("sizes that remain possible are all said", async () => {
  const { app, db } = await testApp();
  const { headers } = await makePerson(db);
  const firm = { kind: "sme", name: "恒达", industryCode: "C33", headcount: 60 };
  const { sizes } = await read<Firm>(await app.request(path, json(firm, headers)));
  expect(sizes).toEqual(["small", "micro"]);
});

test("a code that a listed provider holds is refused to a provider, however it is written", async () => {
  const { app, db } = await testApp();
  const { providerId, headers: own } = await makeProvider(db);
  await db.updateTable("provider").set({ uscc: code }).where("id", "=", providerId).execute();
  const { headers } = await makePerson(db);
  for (const uscc of [code, code.toLowerCase(), ` ${code.slice(0, 9)} ${code.slice(9)}`]) {
    const firm = { kind: "provider", name: "冒名", uscc };
    const refused = await app.request(path, json(firm, headers));
    expect([refused.status, (await read<Problem>(refused)).errors]).toMatchObject([
      409,
      [{ pointer: "/uscc", code: "uscc_held" }],
    ]);
  }
  const side = json({ kind: "sme", name: "同一家的采购", uscc: code }, own);
  expect((await app.request(path, side)).status).toBe(201);
});

test("wrong fields are named, all at once", async () => {
  const { app, db } = await testApp();
  const { headers } = await makePerson(db);
  const wrong = {
    kind: "authority",
    name: "",
    uscc: "91330000",
    regionCode: "999999",
    industryCode: "Z1",
    headcount: 1.5,
    revenueFen: -1,
    contactName: "\0",
    more: 1,
  };
  const answer = await app.request(path, json(wrong, headers));
  const { errors } = await read<Problem>(answer);
  expect([answer.status, errors.map(({ pointer, code: said }) => `${pointer} ${said}`)]).toEqual([
    400,
    [
      "/kind invalid_value",
      "/name required",
      "/uscc uscc_length",
      "/regionCode unknown_code",
      "/industryCode unknown_code",
      "/headcount invalid_type",
      "/revenueFen too_small_number",
      "/contactName unwanted_characters",
      "/more unrecognized_keys",
    ],
  ]);
  const letter = json({ kind: "sme", name: "x", uscc: `${code.slice(0, 17)}I` }, headers);
  expect(await read(await app.request(path, letter))).toMatchObject({
    errors: [{ code: "uscc_alphabet" }],
  });
});

test("a stale change is refused, of ten at once one is made", async () => {
  const { app, db } = await testApp();
  const { headers, organisationId } = await makeMember(db, "sme");
  const change = async (body: object, version = 1) =>
    await app.request(`${path}/${organisationId}`, patch(body, headers, version));
  const unversioned = { ...json({ name: "x" }, headers), method: "PATCH" };
  expect((await app.request(`${path}/${organisationId}`, unversioned)).status).toBe(428);
  const answers = await Promise.all(
    Array.from({ length: 10 }, async (_, at) => change({ name: `第 ${at} 个名字` })),
  );
  expect(statusesOf(answers)).toEqual([200, ...Array(9).fill(412)]);
  expect((await change({ headcount: 5, regionCode: "330200", name: "二厂" }, 2)).status).toBe(200);
  expect(await read(await change({ headcount: null }, 3))).toMatchObject({
    headcount: null,
    regionCode: "330200",
    name: "二厂",
    version: 4,
  });
  expect((await change({ name: null }, 4)).status).toBe(400);
  expect((await change({}, 4)).status).toBe(200);
});

test("the code of a listed provider stays", async () => {
  const { app, db } = await testApp();
  const { headers, organisationId } = await makeProvider(db);
  await db.updateTable("organisation").set({ uscc: code }).execute();
  const other = makeUscc("91330000MA27U0XG2");
  const answer = await app.request(`${path}/${organisationId}`, patch({ uscc: other }, headers));
  expect([answer.status, await read(answer)]).toMatchObject([
    400,
    { errors: [{ code: "uscc_vetted" }] },
  ]);
});

test("an organisation is there only for its own people", async () => {
  const { app, db } = await testApp();
  const { organisationId, userId } = await makeMember(db, "sme");
  const { headers } = await makeMember(db, "sme");
  const own = `${path}/${organisationId}`;
  const email = { email: "x@example.test" };
  const asked: [string, RequestInit][] = [
    [own, { headers }],
    [own, patch({ name: "x" }, headers)],
    [`${own}/members`, { headers }],
    [`${own}/members/${userId}`, patch({ role: "member" }, headers)],
    [`${own}/members/${userId}`, { method: "DELETE", headers }],
    [`${own}/invitations`, { headers }],
    [`${own}/invitations`, json(email, headers)],
    [`${own}/invitations/${organisationId}`, { method: "DELETE", headers }],
    [`/organisations/${organisationId}`, { headers }],
    [`/organisations/${organisationId}/edit`, { headers }],
    [`${path}/nothing`, { headers }],
  ];
  for (const [address, init] of asked)
    expect([address, (await app.request(address, init)).status]).toEqual([address, 404]);
});

test("an organisation is never without an owner, whoever leaves at once", async () => {
  const made = await testApp();
  const { app, db } = made;
  const first = await makeMember(db, "sme");
  const others = await Promise.all(
    Array.from({ length: 4 }, async () => makePerson(db, first.organisationId)),
  );
  const members = `${path}/${first.organisationId}/members`;
  const leave = async ({ userId, headers }: typeof first | (typeof others)[number]) =>
    await app.request(`${members}/${userId}`, { method: "DELETE", headers });
  const left = await race(
    made,
    { table: "audit_event", waiting: 5 },
    [first, ...others].map((one) => async () => await leave(one)),
  );
  expect(statusesOf(left)).toEqual([204, 204, 204, 204, 409]);
  const rest = await db.selectFrom("membership").selectAll().execute();
  expect(rest).toMatchObject([{ role: "owner" }]);
  const last = [first, ...others].find(({ userId }) => userId === rest[0]?.user_id)!;
  const step = await app.request(`${members}/${last.userId}`, {
    ...json({ role: "member" }, last.headers),
    method: "PATCH",
  });
  expect([step.status, await read(step)]).toMatchObject([
    409,
    { code: "refused_transition", params: { current: "last_owner" } },
  ]);
});

test("members may look but not manage; two owners may not unseat each other at once", async () => {
  const made = await testApp();
  const { app, db } = made;
  const owner = await makeMember(db, "provider");
  const second = await makePerson(db, owner.organisationId);
  const members = `${path}/${owner.organisationId}/members`;
  const set = async (by: typeof second, whom: typeof second, role: string) =>
    await app.request(`${members}/${whom.userId}`, {
      ...json({ role }, by.headers),
      method: "PATCH",
    });
  const both = await race(made, { table: "audit_event", waiting: 2 }, [
    async () => await set(owner, second, "member"),
    async () => await set(second, owner, "member"),
  ]);
  expect(statusesOf(both)).toEqual([200, 403]);
  const isOwner = both[0]?.status === 200;
  const [chief, plain] = isOwner ? [owner, second] : [second, owner];
  expect((await app.request(members, { headers: plain.headers })).status).toBe(200);
  expect((await set(plain, plain, "owner")).status).toBe(403);
  const out = { method: "DELETE", headers: plain.headers };
  expect((await app.request(`${members}/${chief.userId}`, out)).status).toBe(403);
  const invite = json({ email: "x@example.test" }, plain.headers);
  const invitations = `${path}/${owner.organisationId}/invitations`;
  expect((await app.request(invitations, invite)).status).toBe(403);
  expect((await app.request(`${members}/${plain.userId}`, out)).status).toBe(204);
  expect((await app.request(members, { headers: plain.headers })).status).toBe(404);
});
