import { expect, test } from "vitest";
import { runJobs } from "../src/jobs/service.ts";
import { json, read } from "./support/app.ts";
import { inDays } from "./support/audit-chain.ts";
import { browserOn, person } from "./support/browser.ts";
import { decide, type Doors, doors, firm, listing, passed, submitted } from "./support/doors.ts";
import { evaluating, market, visitor } from "./support/market.ts";
import { race } from "./support/race.ts";
import { tracesOf } from "./support/traces.ts";

const who = { ...person("solo@example.test"), name: "司徒独一" };
const proof = [{ title: "给五金厂做过", detail: "二十家在用" }];

/** A provider of one person, in her browser, whose application has been handed in. */
async function applied(all: Doors) {
  const browser = browserOn(all.app);
  await browser.post("/api/auth/sign-up/email", who);
  await browser.post("/api/v1/organisations", { kind: "provider", name: "独一软件" });
  const send = async (method: string, path: string, body?: unknown, version?: number) => {
    const match = version === undefined ? {} : { "if-match": `"${version}"` };
    return await browser.send(`/api/v1${path}`, { ...json(body, match), method });
  };
  const get: Doors["applicant"]["get"] = async (path) => await read(await send("GET", path));
  const filled = { ...firm, name: "独一软件", contactName: who.name, proof };
  const application = await submitted({ ...all, applicant: { send, get } }, filled);
  const erase = async () => await send("POST", "/me/erasure", { password: who.password }, 1);
  return { application, erase };
}

test("what an official has judged he finds again, with what he judged it by; what nobody judged is gone", async () => {
  const all = await doors();
  const { application, erase } = await applied(all);
  const { official, db } = all;
  const note = "请补充五金行业的证明";
  const back = { verdict: "returned", note, criteria: passed(["proof"]) };
  expect((await decide(official, application, back)).status).toBe(201);
  expect((await erase()).status).toBe(204);
  const seen = await official.get(`/reviews/${application.id}`);
  expect(seen).toMatchObject({ status: "draft", name: "独一软件", proof, contactName: "" });
  expect(seen).toMatchObject({ possible: [], decisions: [{ verdict: "returned", note }] });
  const page = await all.app.request(`/official/applications/${application.id}`, {
    headers: all.signedIn.official,
  });
  const text = await page.text();
  for (const said of ["账号已注销", note, "独一软件", "二十家在用", "工人用手机扫码报工"])
    expect(text).toContain(said);
  expect(text).not.toContain("草稿");
  const log = await official.get(`/audit?thing=${application.id}`);
  expect(log["items"]).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: "application.returned" })]),
  );
  const left = await tracesOf(db, [who.name, who.email]);
  expect(left.filter((one) => !one.startsWith("audit_event: "))).toEqual([]);
  expect((await all.elsewhere.send("GET", `/reviews/${application.id}`)).status).toBe(404);
});

test("what was handed in and not judged goes with the firm", async () => {
  const all = await doors();
  const { application, erase } = await applied(all);
  expect((await erase()).status).toBe(204);
  expect(await all.official.get(`/reviews/${application.id}`)).toMatchObject({
    name: "已注销的服务商",
    proof: [],
    possible: [],
  });
  const path = `/official/applications/${application.id}`;
  const typed = { version: "3", verdict: "rejected", note: "写了半天的意见" };
  const late = await visitor(all.app, all.signedIn.official).submit(path, typed);
  expect(late.status).toBe(409);
  for (const said of ["刚刚注销了账号", "您的决定没有保存", typed.note, "材料没有审过"])
    expect(late.text).toContain(said);
  const left = await tracesOf(all.db, ["独一软件", "二十家在用", "工人用手机扫码报工", who.name]);
  expect(left.filter((one) => !one.startsWith("audit_event: "))).toEqual([]);
  const { evidence } = await all.db
    .selectFrom("application")
    .select("evidence")
    .executeTakeFirstOrThrow();
  expect(evidence).toEqual([]);
});

test("who is listed while he goes does not stay on the list, and nobody waits for the other", async () => {
  const all = await doors();
  const { application, erase } = await applied(all);
  const list = async () => await decide(all.official, application, listing);
  const held = { table: "application_decision", waiting: 2 };
  const [listed, erased] = await race({ db: all.db, url: all.url }, held, [list, erase]);
  expect([listed?.status, erased?.status]).toEqual([201, 204]);
  const standing = await all.db
    .selectFrom("provider")
    .select(["name", "status"])
    .executeTakeFirst();
  expect(standing).toEqual({ name: "独一软件", status: "removed" });
});

test("a proposal nobody stands by any more does not come back when an award is undone", async () => {
  const all = await market();
  const { id, proposals } = await evaluating(all);
  const [proposalId] = proposals;
  const award = { proposalId, reason: "合适" };
  expect((await all.sme.send("POST", `/requests/${id}/award`, award)).status).toBe(200);
  const gone = { status: "removed" as const, removed_reason: "服务商的账号已注销。" };
  await all.db.updateTable("provider").set(gone).where("id", "=", all.rivalId).execute();
  const undone = await all.sme.send("POST", `/requests/${id}/undo-award`, { reason: "点错了" });
  expect(undone.status).toBe(200);
  const rows = await all.db.selectFrom("proposal").select(["id", "status"]).orderBy("id").execute();
  expect(rows.map(({ status }) => status)).toEqual(["submitted", "not_awarded"]);
});

test("an official keeps his name where he has acted, and only there", async () => {
  const all = await doors();
  const application = await submitted(all);
  const office = await all.db
    .selectFrom("organisation")
    .select("id")
    .where("kind", "=", "authority")
    .where("region_code", "=", "330300")
    .executeTakeFirstOrThrow();
  const [acting, idle] = [browserOn(all.app), browserOn(all.app)];
  for (const [one, name] of [
    [acting, "诸葛审核"],
    [idle, "公孙新来"],
  ] as const) {
    const email = `${crypto.randomUUID()}@example.test`;
    const invited = await all.official.send("POST", `/organisations/${office.id}/invitations`, {
      email,
    });
    const { link } = await read<{ link: string }>(invited);
    await one.post("/api/auth/sign-up/email", { ...who, email, name });
    const token = new URL(link).pathname.split("/").at(-1);
    expect((await one.post(`/api/v1/invitations/${token}/accept`, {})).status).toBe(200);
  }
  expect((await acting.get(`/official/applications/${application.id}`)).status).toBe(200);
  expect(await (await idle.get("/me/erase")).text()).not.toContain("您代表主管部门办过事");
  const said = [];
  for (const one of [acting, idle]) {
    const done = await one.submit("/me/erase", { version: "1", password: who.password });
    said.push(await done.text());
  }
  expect(said[0]).toContain("仍然写着您的姓名");
  expect(said[1]).not.toContain("仍然写着您的姓名");
  await runJobs(all.db, inDays(191));
  expect(await tracesOf(all.db, ["公孙新来"])).toEqual([]);
  expect(await tracesOf(all.db, ["诸葛审核"])).toEqual(["audit_event: 诸葛审核", "user: 诸葛审核"]);
});
