import { expect, test } from "vitest";
import { decide, doors, listing, passed, submitted } from "./support/doors.ts";
import { visitor } from "./support/market.ts";
import { versionOn } from "./support/version.ts";

const home = "/desk/provider/application";

test("a tab left open on a part that has passed since leads to where the application stands", async () => {
  const all = await doors();
  const application = await submitted(all);
  const firm = visitor(all.app, all.signedIn.applicant);
  const answer = await decide(all.official, application, {
    verdict: "returned",
    criteria: passed(["capability"]),
    note: "长处写得太笼统",
  });
  expect(answer.status).toBe(201);
  expect((await firm.open(`${home}/capability`)).status).toBe(200);
  const gone = await firm.open(`${home}/firm`);
  expect([gone.status, gone.location]).toEqual([303, `${home}?closed=firm`]);
  const stands = await firm.open(gone.location);
  expect(stands.text).toContain("“单位信息”：这一部分现在不用改");
  expect(stands.text).toContain("退回修改，等您改好再送审");
  const sent = await firm.submit(`${home}/firm`, { version: "1", intro: "写了半天的介绍" });
  expect(sent.status).toBe(409);
  for (const said of ["“单位信息”：", "写了半天的介绍", "没有保存"])
    expect(sent.text).toContain(said);
  expect((await firm.open(`${home}/nothing`)).status).toBe(404);
});

test("an official sees who else has the application before him, and that the other was first", async () => {
  const all = await doors();
  const application = await submitted(all);
  const path = `/official/applications/${application.id}`;
  const [city, province] = [all.signedIn.official, all.signedIn.province].map((headers) =>
    visitor(all.app, headers),
  );
  const first = await city!.open(path);
  expect(first.text).toContain("最近一天没有别人打开过");
  const second = await province!.open(path);
  expect(second.text).toContain("还有人在看这份申请");
  expect(second.text).toContain("刚刚打开");
  expect((await city!.open(path)).text).toContain("还有人在看这份申请");
  expect((await province!.open("/official/applications")).text).toMatch(/刚刚看过/);
  const opened = await all.db
    .selectFrom("audit_event")
    .select("id")
    .where("kind", "=", "application.opened")
    .execute();
  // Once for each of the two, however often they come back within the hour.
  expect(opened).toHaveLength(2);

  expect((await decide(all.official, application, listing)).status).toBe(201);
  const late = await province!.submit(path, {
    version: String(application.version),
    verdict: "returned",
    note: "想让他补一份合同",
    ...Object.fromEntries(passed().map(({ code }) => [`criteria.${code}`, "yes"])),
  });
  expect(late.status).toBe(409);
  for (const said of ["已经有人先做了决定", "想让他补一份合同", "通过，列入名单"])
    expect(late.text).toContain(said);
});

test("a long note is folded, line by line, and does not bury what is to be judged", async () => {
  const all = await doors();
  const application = await submitted(all);
  const note = `先改第一处\n${"再看看。".repeat(300)}`;
  const criteria = passed(["capability"]);
  await decide(all.official, application, { verdict: "returned", criteria, note });
  const firm = visitor(all.app, all.signedIn.applicant);
  const { text } = await firm.open(home);
  expect(text).toContain("看全文（1206 字）");
  expect(text).toContain('whitespace-pre-wrap">先改第一处\n');
  expect(text).toContain(note);
});

test("a part changed in another tab is told, and what was typed stays", async () => {
  const all = await doors();
  const application = await submitted(all);
  await decide(all.official, application, {
    verdict: "returned",
    criteria: passed(["capability"]),
    note: "长处写得太笼统",
  });
  const firm = visitor(all.app, all.signedIn.applicant);
  const at = `${home}/capability`;
  const version = versionOn((await firm.open(at)).text);
  const first = { version, strengths: "做过三十家模具厂", serviceRegions: "330000" };
  expect((await firm.submit(at, first)).status).toBe(303);
  const wrong = await firm.submit(at, { version, strengths: "长".repeat(2000) });
  expect([wrong.status, versionOn(wrong.text)]).toEqual([400, version]);
  const stale = await firm.submit(at, { version, strengths: "有自己的实施队伍" });
  expect([stale.status, versionOn(stale.text)]).toEqual([412, String(Number(version) + 1)]);
  const said = /<div[^>]*id="meanwhile".*?<\/dl>/su.exec(stale.text)?.[0] ?? "";
  for (const there of ["做过三十家模具厂", "浙江省"]) expect(said).toContain(there);
  for (const other of ["联系电话", "单位全称"]) expect(said).not.toContain(other);
  expect(stale.text).toContain("有自己的实施队伍");
});
