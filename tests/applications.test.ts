import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import {
  type Body,
  code,
  decide,
  doors,
  firm,
  found,
  listing,
  offer,
  passed,
  speaker,
  submitted,
} from "./support/doors.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";

const statusesOf = (answers: Response[]) =>
  answers.map(({ status }) => status).toSorted((one, other) => one - other);

test("a firm applies, an official lists it, and its solution is found", async () => {
  const all = await doors();
  const application = await submitted(all);
  expect(await found(all, "扫码报工")).toEqual([]);
  expect((await all.app.request(`/api/v1/providers/${application.providerId}`)).status).toBe(404);
  const queue = await read<{ items: Body[] }>(await all.official.send("GET", "/reviews"));
  expect(queue.items.map(({ id }) => id)).toEqual([application.id]);
  const answer = await decide(all.official, application, { ...listing, batchNo: "2026-11" });
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ status: "listed", batchNo: "2026-11" });
  expect((await found(all, "扫码报工")).map(({ type }) => type).toSorted()).toEqual([
    "provider",
    "solution",
  ]);
  const page = await read<Body>(
    await all.app.request(`/api/v1/providers/${application.providerId}`),
  );
  expect(page).toMatchObject({ status: "listed", batchNo: "2026-11", name: "甲软件" });
  const notices = await read<{ items: { kind: string }[] }>(
    await all.applicant.send("GET", "/notices"),
  );
  expect(notices.items.map(({ kind }) => kind)).toContain("application_listed");
});

test("each section says what is missing, and nothing incomplete is handed in", async () => {
  const { applicant } = await doors();
  const begun = await read<Body & { sections: { code: string; state: string }[] }>(
    await applicant.send("POST", "/applications"),
  );
  expect(begun.sections.map(({ code: one, state }) => [one, state])).toEqual([
    ["firm", "not_started"],
    ["capability", "not_started"],
    ["solutions", "not_started"],
    ["proof", "complete"],
    ["declarations", "not_started"],
  ]);
  const { strengths } = firm;
  const change = { strengths, intro: "只填一点" };
  const changed = await read<Body & { sections: { code: string; missing: string[] }[] }>(
    await applicant.send("PATCH", `/applications/${begun.id}`, change, 1),
  );
  expect(changed.sections.find((one) => one.code === "capability")).toMatchObject({
    state: "incomplete",
    missing: ["serviceRegions"],
  });
  const refused = await applicant.send("POST", `/applications/${begun.id}/submit`, undefined, 2);
  expect(refused.status).toBe(400);
  const { errors } = await read<{ errors: { pointer: string }[] }>(refused);
  expect(errors.map(({ pointer }) => pointer)).toEqual(
    expect.arrayContaining(["/uscc", "/serviceRegions", "/solutions", "/declarations/truth"]),
  );
  expect((await applicant.send("POST", "/applications")).status).toBe(409);
});

test("a code that a listed provider has is refused, however it is typed", async () => {
  const all = await doors();
  const application = await submitted(all);
  await decide(all.official, application, listing);
  const other = speaker(all.app, (await makeMember(all.db, "provider")).headers);
  const begun = await read<Body>(await other.send("POST", "/applications"));
  const typed = ` ${code.toLowerCase().replace(/(.{6})/g, "$1 ")}`;
  const answer = await other.send("PATCH", `/applications/${begun.id}`, { uscc: typed }, 1);
  expect([answer.status, await answer.json()]).toMatchObject([
    409,
    { errors: [{ pointer: "/uscc", code: "uscc_held" }] },
  ]);
  expect(await other.get(`/applications/${begun.id}`)).toMatchObject({ uscc: null, version: 1 });
});

test("a code whose check character does not fit waits for a person, and the listing settles it", async () => {
  const all = await doors();
  const wrong = `${code.slice(0, 17)}${code.endsWith("0") ? "1" : "0"}`;
  const application = await submitted(all, { ...firm, uscc: wrong });
  expect(application).toMatchObject({ uscc: wrong, usccChecked: false });
  const answer = await decide(all.official, application, listing);
  expect(await answer.json()).toMatchObject({ usccChecked: true });
});

test("a return keeps what passed, opens what failed, and both decisions stay", async () => {
  const all = await doors();
  const application = await submitted(all);
  const { id } = application;
  const back = await decide(all.official, application, {
    verdict: "returned",
    criteria: passed(["capability"]),
    note: "长处写得太笼统",
  });
  expect(back.status).toBe(201);
  const { version } = await all.applicant.get(`/applications/${id}`);
  const closed = await all.applicant.send("PATCH", `/applications/${id}`, { intro: "新" }, version);
  expect(closed.status).toBe(409);
  expect((await all.applicant.send("POST", "/solutions", offer)).status).toBe(409);
  const strengths = ["做过二十家五金厂，最小的十二人"];
  const open = await all.applicant.send("PATCH", `/applications/${id}`, { strengths }, version);
  expect(open.status).toBe(200);
  const again = await all.applicant.send(
    "POST",
    `/applications/${id}/submit`,
    undefined,
    version + 1,
  );
  expect(again.status).toBe(200);
  const listed = await decide(all.official, await read<Body>(again), listing);
  const { decisions } = await read<{ decisions: { verdict: string; note: string }[] }>(listed);
  expect(decisions).toMatchObject([
    { verdict: "returned", note: "长处写得太笼统" },
    { verdict: "listed" },
  ]);
});

test("a decision needs its reasons, and listing needs every criterion", async () => {
  const all = await doors();
  const application = await submitted(all);
  const refusals: [object, string][] = [
    [{ verdict: "listed", criteria: passed(["proof"]) }, "/criteria/proof"],
    [{ verdict: "listed", criteria: passed().slice(1) }, "/criteria/identity"],
    [{ verdict: "rejected", criteria: passed(["proof"]) }, "/note"],
    [{ verdict: "returned", criteria: passed(), note: "请改" }, "/verdict"],
    [
      {
        verdict: "returned",
        criteria: passed().map((one) => ({ ...one, passed: false })),
        note: "请改",
      },
      "/criteria/identity/note",
    ],
  ];
  for (const [body, pointer] of refusals) {
    const answer = await decide(all.official, application, body);
    expect(answer.status).toBe(400);
    const { errors } = await read<{ errors: { pointer: string }[] }>(answer);
    expect(errors.map((one) => one.pointer)).toContain(pointer);
  }
  expect(await all.official.get(`/reviews/${application.id}`)).toMatchObject({
    status: "submitted",
    decisions: [],
  });
});

test("of two officials at once one decides; the other is told, and nothing of his is kept", async () => {
  const all = await doors();
  const application = await submitted(all);
  const no = { verdict: "rejected", criteria: passed(["proof"]), note: "查不到" };
  const answers = await Promise.all([
    decide(all.official, application, listing),
    decide(all.province, application, no),
    decide(all.official, application, no),
  ]);
  expect(statusesOf(answers)).toEqual([201, 409, 409]);
  const rows = await all.db.selectFrom("application_decision").selectAll().execute();
  expect(rows).toHaveLength(1);
  expect((await decide(all.province, application, no)).status).toBe(409);
  const events = await all.db
    .selectFrom("audit_event")
    .select("kind")
    .where("thing_id", "=", application.id)
    .where("kind", "in", ["application.listed", "application.rejected"])
    .execute();
  expect(events).toHaveLength(1);
});

test("an application is seen by its firm and by officials above its place, and by nobody else", async () => {
  const all = await doors();
  const { id, version } = await submitted(all);
  const stranger = speaker(all.app, (await makeProvider(all.db, { name: "乙软件" })).headers);
  expect((await stranger.send("GET", `/applications/${id}`)).status).toBe(404);
  expect((await stranger.send("PATCH", `/applications/${id}`, firm, version)).status).toBe(404);
  expect((await stranger.send("POST", "/applications")).status).toBe(409);
  expect((await all.elsewhere.send("GET", `/reviews/${id}`)).status).toBe(404);
  const foreign = await all.elsewhere.send("POST", `/reviews/${id}/decisions`, listing, version);
  expect(foreign.status).toBe(404);
  expect((await all.province.send("GET", `/reviews/${id}`)).status).toBe(200);
  expect((await all.applicant.send("GET", `/reviews/${id}`)).status).toBe(403);
  expect((await all.official.send("POST", `/reviews/${id}/decisions`, listing)).status).toBe(428);
  expect((await all.official.send("POST", `/reviews/${id}/decisions`, listing, 1)).status).toBe(
    412,
  );
});

test("a refused firm reads why and may apply again", async () => {
  const all = await doors();
  const application = await submitted(all);
  const no = { verdict: "rejected", criteria: passed(["identity"]), note: "执照已注销" };
  expect((await decide(all.official, application, no)).status).toBe(201);
  expect(await all.applicant.get(`/applications/${application.id}`)).toMatchObject({
    status: "rejected",
    providerStatus: "removed",
    decisions: [{ note: "执照已注销" }],
  });
  const again = await all.applicant.send("POST", "/applications");
  expect([again.status, await again.json()]).toMatchObject([
    201,
    { status: "draft", providerStatus: "applying", uscc: code },
  ]);
});

test("a claimed firm of the public material becomes the listed one, once", async () => {
  const all = await doors();
  const imported = await all.db
    .insertInto("provider")
    .values({
      status: "imported",
      name: "甲",
      legal_name: "温州甲软件有限公司",
      external_key: "p-1",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await makeSolution(all.db, imported.id, { name: "老方案" });
  const application = await submitted(all);
  expect(application).toMatchObject({ claims: { id: imported.id } });
  const answer = await decide(all.official, application, listing);
  expect([answer.status, await answer.json()]).toMatchObject([
    201,
    { providerId: imported.id, providerStatus: "listed" },
  ]);
  const rows = await all.db.selectFrom("provider").select(["id", "status", "uscc"]).execute();
  expect(rows).toEqual([{ id: imported.id, status: "listed", uscc: code }]);
  const mine = await read<{ items: { name: string; status: string }[] }>(
    await all.applicant.send("GET", "/me/solutions"),
  );
  expect(mine.items).toMatchObject([
    { name: "老方案", status: "published" },
    { name: "扫码报工", status: "published" },
  ]);
});

test("a firm's own site is an address that shows where it leads", async () => {
  const { applicant } = await doors();
  const { id } = await read<Body>(await applicant.send("POST", "/applications"));
  const given = async (websiteUrl: string, version = 1) =>
    await applicant.send("PATCH", `/applications/${id}`, { websiteUrl }, version);
  for (const bad of ["javascript:alert(1)", "http://shop", "https://bank.example@evil.example/"])
    expect([bad, (await given(bad)).status]).toEqual([bad, 400]);
  expect(await (await given("jia.example")).json()).toMatchObject({
    websiteUrl: "https://jia.example",
  });
});
