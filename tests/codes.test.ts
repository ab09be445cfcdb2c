import { expect, test } from "vitest";
import { json, read } from "./support/app.ts";
import { statusesOf } from "./support/browser.ts";
import {
  type Body,
  code,
  decide,
  type Doors,
  doors,
  firm,
  found,
  listing,
  offer,
  passed,
  speaker,
  submitted,
} from "./support/doors.ts";
import { makeMember, makePerson, makeProvider } from "./support/make.ts";
import { race } from "./support/race.ts";

type Problem = { errors: { pointer: string; code: string }[] };
type Review = Body & { sameCode: { total: number; items: Record<string, unknown>[] } };

const told = async (answer: Response) =>
  [answer.status, (await read<Problem>(answer)).errors.map((one) => one.code)] as const;

/** Another firm of providers, that signs in with `headers` and may do what the applicant may. */
async function another(all: Doors, name = "冒名软件", regionCode = "330300") {
  const member = await makeMember(all.db, "provider", { name, regionCode });
  const applicant = speaker(all.app, member.headers);
  return { ...all, ...member, applicant };
}

async function drafted(all: Pick<Doors, "applicant">, filled: object = firm) {
  const begun = await read<Body>(await all.applicant.send("POST", "/applications"));
  const changed = await all.applicant.send("PATCH", `/applications/${begun.id}`, filled, 1);
  expect(changed.status).toBe(200);
  return await read<Body>(changed);
}

const register = async ({ app }: Doors, headers: Record<string, string>, body: object) =>
  await app.request("/api/v1/organisations", json(body, headers));

const review = async ({ official }: Doors, { id }: Body) =>
  await read<Review>(await official.send("GET", `/reviews/${id}`));

test("a code that others have merely typed keeps its owner out of nothing", async () => {
  const all = await doors();
  const squatter = await another(all);
  await submitted(squatter, { ...firm, name: "冒名软件" });
  const { headers } = await makePerson(all.db);
  const mine = { kind: "provider", name: "温州甲软件有限公司", uscc: code };
  expect((await register(all, headers, { ...mine, kind: "sme" })).status).toBe(201);
  const registered = await register(all, headers, mine);
  expect(registered.status).toBe(201);
  const { id } = await read<Body>(registered);
  const owner = speaker(all.app, { ...headers, "organisation-id": id });
  const begun = await read<Body>(await owner.send("POST", "/applications"));
  expect(begun).toMatchObject({ uscc: code, heldBy: null });
  const application = await submitted(all);
  expect((await decide(all.official, application, listing)).status).toBe(201);
  expect(JSON.stringify([begun, application])).not.toMatch(/冒名|sameCode/);
});

test("several may take one code at once, on either side", async () => {
  const all = await doors();
  const people = await Promise.all(Array.from({ length: 4 }, async () => makePerson(all.db)));
  const answers = await Promise.all(
    people.map(async ({ headers }, at) => {
      const kind = at % 2 ? "sme" : "provider";
      return await register(all, headers, { kind, name: "恒达", uscc: code });
    }),
  );
  expect(statusesOf(answers)).toEqual([201, 201, 201, 201]);
  const [first] = people;
  const twice = { kind: "provider", name: "恒达", uscc: code };
  expect(await told(await register(all, first!.headers, twice))).toEqual([409, ["uscc_own"]]);
});

test("one person who sends the form twice has registered the firm once", async () => {
  const all = await doors();
  const { headers } = await makePerson(all.db);
  const send = async () => register(all, headers, { kind: "sme", name: "恒达", uscc: code });
  const answers = await race(all, { table: "membership", waiting: 2 }, [send, send, send]);
  expect(statusesOf(answers)).toEqual([201, 409, 409]);
});

test("of two that are listed at once with one code the database takes one", async () => {
  const all = await doors();
  const other = await another(all);
  const both = [await submitted(all), await submitted(other, { ...firm, name: "冒名软件" })];
  const answers = await race(
    all,
    { table: "audit_event", waiting: 2 },
    both.map((one, at) => async () => decide(at ? all.province : all.official, one, listing)),
  );
  expect(statusesOf(answers)).toEqual([201, 409]);
  const lost = answers.findIndex(({ status }) => status === 409);
  expect(await told(answers[lost]!)).toEqual([409, ["uscc_listed"]]);
  expect(await review(all, both[lost]!)).toMatchObject({
    status: "submitted",
    version: both[lost]!.version,
    providerStatus: "applying",
    decisions: [],
    sameCode: { total: 1, items: [{ holds: true, state: "listed" }] },
  });
  expect((await found(all, "扫码报工")).filter(({ type }) => type === "provider")).toHaveLength(1);
  const decided = all.db.selectFrom("audit_event").select("id");
  expect(await decided.where("kind", "=", "application.listed").execute()).toHaveLength(1);
});

test("whoever takes the holder out of the list may list the other", async () => {
  const all = await doors();
  const fraud = await another(all);
  const first = await submitted(fraud);
  const listed = await read<Body & { providerId: string }>(
    await decide(all.official, first, listing),
  );
  const { headers } = await makePerson(all.db);
  const refused = await register(all, headers, { kind: "provider", name: "甲", uscc: code });
  expect(await told(refused)).toEqual([409, ["uscc_held"]]);
  expect((await register(all, headers, { kind: "sme", name: "甲", uscc: code })).status).toBe(201);
  const begun = await read<Body>(await all.applicant.send("POST", "/applications"));
  const patch = async () =>
    await all.applicant.send("PATCH", `/applications/${begun.id}`, { uscc: code }, 1);
  expect(await told(await patch())).toEqual([409, ["uscc_held"]]);
  const suspend = { reason: "代码不是他的" };
  const standing = `/providers/${listed.providerId}`;
  expect((await all.official.send("POST", `${standing}/suspend`, suspend)).status).toBe(200);
  expect(await told(await patch())).toEqual([409, ["uscc_held"]]);
  expect((await all.official.send("POST", `${standing}/remove`, suspend)).status).toBe(200);
  expect((await patch()).status).toBe(200);
});

test("what is held since it was typed stays typed, and is not handed in while it can be mended", async () => {
  const all = await doors();
  const late = await another(all);
  const draft = await drafted(late);
  await decide(all.official, await submitted(all), listing);
  const path = `/applications/${draft.id}`;
  expect(await late.applicant.get(path)).toMatchObject({
    uscc: code,
    heldBy: { name: "甲软件", listedBy: expect.stringContaining("authority") },
  });
  // Whoever leaves the code as it is may save the rest.
  const saved = await late.applicant.send("PATCH", path, { uscc: code, intro: "改过" }, 2);
  expect(saved.status).toBe(200);
  await late.applicant.send("POST", "/solutions", offer);
  const refused = await late.applicant.send("POST", `${path}/submit`, undefined, 3);
  expect(await told(refused)).toEqual([409, ["uscc_held"]]);
  expect(await late.applicant.get(path)).toMatchObject({ status: "draft", uscc: code });
});

test("who was returned with its identity passed is no dead end", async () => {
  const all = await doors();
  const late = await another(all);
  const application = await submitted(late);
  const back = { verdict: "returned", criteria: passed(["capability"]), note: "请写具体" };
  const returned = await read<Body>(await decide(all.official, application, back));
  await decide(all.official, await submitted(all), listing);
  const path = `/applications/${returned.id}/submit`;
  const again = await late.applicant.send("POST", path, undefined, returned.version);
  expect(again.status).toBe(200);
  const judged = await decide(all.official, await read<Body>(again), listing);
  expect(await told(judged)).toEqual([409, ["uscc_listed"]]);
});

test("the official sees who else has the code, since when and in which state", async () => {
  const all = await doors();
  await drafted(await another(all, "草稿软件", "320500"));
  const sent = await submitted(await another(all, "已送软件"), { ...firm, name: "已送软件" });
  const rejected = await another(all, "被拒软件");
  await decide(all.official, await submitted(rejected, { ...firm, name: "被拒软件" }), {
    verdict: "rejected",
    criteria: passed(["identity"]),
    note: "执照是别人的",
  });
  const { headers } = await makePerson(all.db);
  await register(all, headers, { kind: "sme", name: "同码工厂", uscc: code });
  await register(all, headers, { kind: "provider", name: "只登记软件", uscc: code });
  await all.db
    .insertInto("provider")
    .values({ status: "imported", name: "收录软件", uscc: code, external_key: "p-1" })
    .execute();
  await makeProvider(all.db, { name: "别码软件" });
  const own = { kind: "sme", name: "自己的采购", uscc: code };
  expect((await register(all, all.signedIn.applicant, own)).status).toBe(201);
  const { sameCode } = await review(all, await submitted(all));
  const items = sameCode.items.map(({ name, state, sharesMember }) => [name, state, sharesMember]);
  expect([sameCode.total, items]).toEqual([
    7,
    [
      ["已送软件", "submitted", false],
      ["甲软件", "draft", false],
      ["收录软件", "imported", false],
      ["被拒软件", "rejected", false],
      ["同码工厂", "registered", false],
      ["只登记软件", "registered", false],
      ["自己的采购", "registered", true],
    ],
  ]);
  expect(sameCode.items[0]).toMatchObject({
    applicationId: sent.id,
    kind: "provider",
    holds: false,
  });
  expect(sameCode.items.every(({ since }) => since !== null)).toBe(true);
});

test("since when says when the code was typed, not how old the firm is", async () => {
  const all = await doors();
  const old = new Date("2026-01-01T00:00:00Z");
  const squatter = await another(all);
  await all.db
    .updateTable("organisation")
    .set({ created_at: old, uscc: null })
    .where("id", "=", squatter.organisationId)
    .execute();
  const path = `/api/v1/organisations/${squatter.organisationId}`;
  const match = { ...squatter.headers, "if-match": '"1"' };
  const typed = { ...json({ uscc: code }, match), method: "PATCH" };
  expect((await all.app.request(path, typed)).status).toBe(200);
  const { sameCode } = await review(all, await submitted(all));
  const since = new Date(String(sameCode.items[0]?.["since"]));
  expect(Date.now() - since.getTime()).toBeLessThan(600_000);
});

test("a firm of the public material was never vetted: it holds nothing, suspended or not", async () => {
  const all = await doors();
  const { id } = await all.db
    .insertInto("provider")
    .values({
      status: "imported",
      name: "收录软件",
      uscc: code,
      region_code: "330300",
      external_key: "p-1",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const application = await submitted(all);
  const suspend = { reason: "资料有误" };
  const standing = `/providers/${id}/suspend`;
  expect((await all.official.send("POST", standing, suspend)).status).toBe(200);
  expect((await decide(all.official, application, listing)).status).toBe(201);
});

test("a listing marks the code that was vetted, whatever the firm typed elsewhere meanwhile", async () => {
  const all = await doors();
  const application = await submitted(all);
  const path = `/api/v1/organisations/${all.organisationId}`;
  const { version } = await read<Body>(
    await all.app.request(path, { headers: all.signedIn.applicant }),
  );
  const typed = `${code.slice(0, 17)}${code.endsWith("0") ? "1" : "0"}`;
  const match = { ...all.signedIn.applicant, "if-match": `"${version}"` };
  const change = { ...json({ uscc: typed }, match), method: "PATCH" };
  expect((await all.app.request(path, change)).status).toBe(200);
  await decide(all.official, application, listing);
  const answer = await all.app.request(path, { headers: all.signedIn.applicant });
  expect(await read(answer)).toMatchObject({ uscc: code, usccChecked: true });
});
