import { expect, test } from "vitest";
import { makeUscc } from "../src/taxonomy/uscc.ts";
import { runJobs } from "../src/jobs/service.ts";
import { json, read, testApp } from "./support/app.ts";
import { makeMember, makeProvider, makeSolution } from "./support/make.ts";

const code = makeUscc("91330300MA2ABCDE1");
const firm = {
  name: "甲软件",
  legalName: "温州甲软件有限公司",
  uscc: code,
  regionCode: "330300",
  foundedYear: 2015,
  headcount: 30,
  intro: "给小厂做扫码报工",
  contactName: "李工",
  contactPhone: "0577-5550-0100",
  strengths: ["五金行业做过二十家"],
  serviceRegions: ["330000"],
  declarations: ["truth", "data", "fair"],
};
const offer = {
  name: "扫码报工",
  category: "upgrade",
  scenes: ["production"],
  summary: "工人用手机扫码报工",
  description: "车间里贴上码，工人做完一道工序扫一下。",
  deployment: ["saas"],
  oneOffFen: 2_000_000,
  dataPromise: "数据归您，随时导出",
  supportPromise: "工作日两小时内答复",
};
const all = ["identity", "capability", "solutions", "proof", "declarations"];
const passed = (failing: readonly string[] = []) =>
  all.map((one) =>
    failing.includes(one)
      ? { code: one, passed: false, note: "请补充" }
      : { code: one, passed: true },
  );
const listing = { verdict: "listed", criteria: passed() };

type Body = Record<string, unknown> & { id: string; version: number; status: string };
type App = Awaited<ReturnType<typeof testApp>>["app"];

function speaker(app: App, signedIn: Record<string, string>) {
  const send = async (method: string, path: string, body?: unknown, version?: number) => {
    const match: Record<string, string> =
      version === undefined ? {} : { "if-match": `"${version}"` };
    const init = body === undefined ? { headers: {} } : json(body);
    const headers = { ...init.headers, ...signedIn, ...match };
    return await app.request(`/api/v1${path}`, { ...init, method, headers });
  };
  const get = async (path: string) => await read<Body>(await send("GET", path));
  return { send, get };
}

async function doors() {
  const { app, db, clock } = await testApp();
  const applicant = await makeMember(db, "provider", { name: "甲软件" });
  const official = await makeMember(db, "authority", { regionCode: "330300" });
  const province = await makeMember(db, "authority", { regionCode: "330000" });
  const elsewhere = await makeMember(db, "authority", { regionCode: "320000" });
  return {
    app,
    db,
    clock,
    applicant: speaker(app, applicant.headers),
    organisationId: applicant.organisationId,
    official: speaker(app, official.headers),
    province: speaker(app, province.headers),
    elsewhere: speaker(app, elsewhere.headers),
  };
}
type Doors = Awaited<ReturnType<typeof doors>>;

async function submitted({ applicant }: Doors, filled: object = firm) {
  const begun = await read<Body>(await applicant.send("POST", "/applications"));
  const changed = await applicant.send("PATCH", `/applications/${begun.id}`, filled, 1);
  expect(changed.status).toBe(200);
  const made = await applicant.send("POST", "/solutions", offer);
  expect(made.status).toBe(201);
  const answer = await applicant.send("POST", `/applications/${begun.id}/submit`, undefined, 2);
  expect(answer.status).toBe(200);
  return await read<Body & { providerId: string }>(answer);
}

const decide = async (who: Doors["official"], { id, version }: Body, body: object) =>
  await who.send("POST", `/reviews/${id}/decisions`, body, version);

const found = async ({ app }: Doors, q: string) => {
  const path = `/api/v1/search?q=${encodeURIComponent(q)}`;
  return (await read<{ hits: { id: string; type: string }[] }>(await app.request(path))).hits;
};

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
    { errors: [{ pointer: "/uscc", code: "uscc_taken" }] },
  ]);
  expect(await other.get(`/applications/${begun.id}`)).toMatchObject({ uscc: null, version: 1 });
});

test("of two firms that take one code at once only one gets it", async () => {
  const { app, db } = await doors();
  const firms = await Promise.all(
    [1, 2, 3].map(async () => {
      const who = speaker(app, (await makeMember(db, "provider")).headers);
      return { who, id: (await read<Body>(await who.send("POST", "/applications"))).id };
    }),
  );
  const answers = await Promise.all(
    firms.map(async ({ who, id }) => await who.send("PATCH", `/applications/${id}`, firm, 1)),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
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
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
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

test("a suspended provider leaves search at once and is back by itself", async () => {
  const all = await doors();
  const { providerId } = await submitted(all).then(async (application) => {
    await decide(all.official, application, listing);
    return application;
  });
  const until = new Date(all.clock.now().getTime() + 3_600_000).toISOString();
  const path = `/providers/${providerId}`;
  const reason = "投诉属实，限期整改";
  expect((await all.elsewhere.send("POST", `${path}/suspend`, { reason })).status).toBe(404);
  const past = { reason, until: "2020-01-01T00:00:00Z" };
  expect((await all.official.send("POST", `${path}/suspend`, past)).status).toBe(400);
  const done = await all.official.send("POST", `${path}/suspend`, { reason, until });
  expect(await done.json()).toMatchObject({ status: "suspended", possible: ["lift", "remove"] });
  expect((await all.official.send("POST", `${path}/suspend`, { reason })).status).toBe(409);
  expect(await found(all, "扫码报工")).toEqual([]);
  expect(await read(await all.app.request(`/api/v1${path}`))).toMatchObject({
    status: "suspended",
    suspendedReason: reason,
  });
  const later = all.clock.now().getTime() + 3_700_000;
  all.clock.now = () => new Date(later);
  expect(await found(all, "扫码报工")).toHaveLength(2);
  expect(await read(await all.app.request(`/api/v1${path}`))).toMatchObject({ status: "listed" });
  await runJobs(all.db, all.clock.now());
  const row = await all.db.selectFrom("provider").selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ status: "listed", suspended_until: null });
});

test("a lifted suspension and a removal take effect at once", async () => {
  const all = await doors();
  const application = await submitted(all);
  await decide(all.official, application, listing);
  const path = `/providers/${String(application["providerId"])}`;
  const reason = "核查中";
  expect((await all.official.send("POST", `${path}/lift`, { reason })).status).toBe(409);
  await all.official.send("POST", `${path}/suspend`, { reason });
  await all.official.send("POST", `${path}/lift`, { reason: "已整改" });
  expect(await found(all, "扫码报工")).toHaveLength(2);
  const gone = await all.official.send("POST", `${path}/remove`, { reason: "弄虚作假" });
  expect(await gone.json()).toMatchObject({ status: "removed", possible: [] });
  expect(await found(all, "扫码报工")).toEqual([]);
  expect((await all.app.request(`/api/v1${path}`)).status).toBe(404);
});
