import { expect, test } from "vitest";
import { awarded, type Court, court, reason, ruleOut, stateOf } from "./support/court.ts";
import { evaluating, offer, visitor } from "./support/market.ts";
import { versionOn } from "./support/version.ts";

const sides = ({ app, headers }: Court) => ({
  firm: visitor(app, headers.sme),
  seller: visitor(app, headers.provider),
  rival: visitor(app, headers.rival),
});

/** The links of the page, where they lead. */
const linksOn = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to);

test("an official goes from the request to the proposal and rules it out on pages", async () => {
  const all = await court();
  const { id, proposals } = await evaluating(all);
  const [bad = "", good = ""] = proposals;
  const page = await all.office.open(`/requests/${id}`);
  expect(linksOn(page.text)).toContain(`/requests/${id}/proposals`);
  const list = await all.office.open(`/requests/${id}/proposals`);
  for (const said of ["甲软件", "乙软件", offer.summary]) expect(list.text).toContain(said);
  expect(linksOn(list.text)).toContain(`/proposals/${bad}/disqualify`);
  const whole = await all.office.open(`/proposals/${bad}`);
  expect(linksOn(whole.text)).toContain(`/proposals/${bad}/disqualify`);
  const act = await all.office.open(`/proposals/${bad}/disqualify`);
  for (const said of ["取消 甲软件 的报价资格", "不能撤销", "五金厂", "其他报价不受影响"])
    expect(act.text).toContain(said);
  const version = versionOn(act.text);
  const typed = "长".repeat(1001);
  const wrong = await all.office.submit(`/proposals/${bad}/disqualify`, { version, reason: typed });
  expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining(typed)]);
  expect(wrong.text).toContain('<a href="#reason">');
  const empty = await all.office.submit(`/proposals/${bad}/disqualify`, { version });
  expect([empty.status, empty.text]).toEqual([
    400,
    expect.stringContaining("请填写取消资格的原因"),
  ]);
  const done = await all.office.submit(`/proposals/${bad}/disqualify`, { version, reason });
  expect(done).toMatchObject({ status: 303, location: `/requests/${id}?done=ruled_out` });
  const after = await all.office.open(done.location);
  for (const said of ["已取消这份报价的资格", "1 份报价已取消资格，不能再选", reason])
    expect(after.text).toContain(said);
  const left = linksOn((await all.office.open(`/requests/${id}/proposals`)).text);
  expect(left).toContain(`/proposals/${good}/disqualify`);
  expect(left).not.toContain(`/proposals/${bad}/disqualify`);
  const again = await all.office.submit(`/proposals/${bad}/disqualify`, { version: "3", reason });
  expect([again.status, again.text]).toEqual([
    409,
    expect.stringContaining("当前状态是「已取消资格」。"),
  ]);
  expect((await all.office.open(`/official/audit?thing=${id}`)).text).toContain("取消报价资格");
});

test("chosen while he wrote: he reads what it means now, and what he wrote is still there", async () => {
  const all = await court();
  const { id, proposals } = await evaluating(all);
  const [bad = ""] = proposals;
  const path = `/proposals/${bad}/disqualify`;
  const version = versionOn((await all.office.open(path)).text);
  await all.sme.send("POST", `/requests/${id}/award`, { proposalId: bad, reason: "更合适" });
  // A reason left blank makes the page no newer than what he has read.
  const blank = await all.office.submit(path, { version });
  expect([blank.status, versionOn(blank.text)]).toEqual([400, version]);
  const stale = await all.office.submit(path, { version, reason });
  expect([stale.status, stale.text]).toEqual([412, expect.stringContaining(reason)]);
  expect(stale.text).toContain("合作提前结束");
  const now = versionOn(stale.text);
  const done = await all.office.submit(path, { version: now, reason });
  expect(done.location).toBe(`/requests/${id}?done=ruled_out_winner`);
  expect((await all.office.open(done.location)).text).toContain("需求回到比较报价");
  expect(await stateOf(all, bad)).toMatchObject({ status: "disqualified" });
});

test("the firm reads who is out and why, and is offered the others only", async () => {
  const all = await court();
  const { id, won, lost } = await awarded(all);
  await ruleOut(all, won);
  const { firm } = sides(all);
  const own = await firm.open(`/requests/${id}`);
  for (const said of ["1 份报价已取消资格，不能再选", reason, "1 份报价等您选"])
    expect(own.text).toContain(said);
  expect((await firm.open("/requests")).text).toContain("1 份报价等您选");
  const compare = await firm.open(`/requests/${id}/compare`);
  for (const said of ["1 份报价，按三年总花费", reason]) expect(compare.text).toContain(said);
  const links = linksOn(compare.text);
  expect(links).toContain(`/requests/${id}/award?proposal=${lost}`);
  expect(links).not.toContain(`/requests/${id}/award?proposal=${won}`);
  const whole = await firm.open(`/proposals/${won}`);
  expect(whole.text).toContain("已取消资格，不能再选");
  expect(linksOn(whole.text)).not.toContain(`/requests/${id}/award?proposal=${won}`);
  expect((await firm.open(`/requests/${id}/award?proposal=${won}`)).text).not.toContain(
    "选定 甲软件",
  );
  const chosen = await firm.open(`/requests/${id}/award?proposal=${lost}`);
  expect(chosen.text).not.toContain("告诉其他");
  const forced = await firm.submit(`/requests/${id}/award`, { proposalId: won, reason: "x" });
  expect([forced.status, forced.text]).toEqual([409, expect.stringContaining("「已取消资格」")]);
  expect((await firm.open(`/proposals/${lost}/disqualify`)).status).toBe(403);
});

test("the provider reads that it is out and why; others read neither", async () => {
  const all = await court();
  const { id, won } = await awarded(all);
  await ruleOut(all, won);
  const { seller, rival } = sides(all);
  for (const path of [`/requests/${id}`, `/proposals/${won}`]) {
    const { text } = await seller.open(path);
    expect([path, text]).toEqual([path, expect.stringContaining("主管部门取消了您的报价资格")]);
    expect(text).toContain(reason);
  }
  const list = await seller.open("/proposals?status=disqualified");
  for (const said of ["已取消资格", reason]) expect(list.text).toContain(said);
  for (const path of [`/requests/${id}`, "/proposals", "/notices"]) {
    const { text } = await rival.open(path);
    for (const hidden of [reason, "甲软件"])
      expect([path, text.includes(hidden)]).toEqual([path, false]);
  }
  expect((await seller.open("/notices")).text).toContain(reason);
});

test("when none is left to choose the firm is led to end the request", async () => {
  const all = await court();
  const { id, proposals } = await evaluating(all);
  for (const one of proposals) expect((await ruleOut(all, one)).status).toBe(200);
  const { firm } = sides(all);
  const own = await firm.open(`/requests/${id}`);
  expect(own.text).toContain("没有能选的报价了");
  expect(linksOn(own.text)).toContain(`/requests/${id}/reject-all`);
  expect((await firm.open(`/requests/${id}/compare`)).text).toContain("没有能选的报价了");
  const none = await firm.open(`/requests/${id}/reject-all`);
  expect(none.text).toContain("已经没有能选的报价");
  const ended = await firm.submit(`/requests/${id}/reject-all`, { reason: "都被取消了资格" });
  expect(ended.location).toContain("done=none");
  for (const one of proposals)
    expect(await stateOf(all, one)).toMatchObject({ status: "disqualified", reason });
});

test("an official takes an award back on pages, from the request or the work", async () => {
  const all = await court();
  const { id, won, at } = await awarded(all);
  const path = `/requests/${id}/undo-award`;
  const request = linksOn((await all.office.open(`/requests/${id}`)).text);
  for (const to of [path, at, `/requests/${id}/proposals`]) expect(request).toContain(to);
  const work = linksOn((await all.office.open(at)).text);
  for (const to of [path, `/proposals/${won}/disqualify`]) expect(work).toContain(to);
  const page = await all.office.open(path);
  expect(page.text).toContain("由企业重新选");
  expect(page.text).not.toContain("我的需求");
  const empty = await all.office.submit(path);
  expect([empty.status, empty.text]).toEqual([400, expect.stringContaining("请填写为什么撤销")]);
  const version = /name="version" value="(\d+)"/u.exec(page.text)?.[1] ?? "";
  const done = await all.office.submit(path, { reason: "评审记录不全", version });
  expect(done.location).toBe(`/requests/${id}?done=undone_by_office`);
  expect((await all.office.open(done.location)).text).toContain("由企业重新选");
  const { firm } = sides(all);
  expect((await firm.open(at)).text).toContain("主管部门提前结束");
  expect((await firm.open("/notices")).text).toContain("评审记录不全");
});

test("who would take an award back too late reads why he cannot", async () => {
  const all = await court();
  const { id, at } = await awarded(all);
  const path = `/requests/${id}/undo-award`;
  const { text } = await all.office.open(path);
  const version = /name="version" value="(\d+)"/u.exec(text)?.[1] ?? "";
  await all.provider.send("POST", `${at}/start`);
  const said = expect.stringContaining("选定后一天之内、服务商还没有开工");
  const { firm } = sides(all);
  for (const who of [all.office, firm]) {
    const page = await who.open(path);
    expect(page.text).toEqual(said);
    expect(page.text).not.toContain(`action="${path}"`);
    const empty = await who.submit(path, { reason: "", version });
    expect([empty.status, empty.text]).toEqual([400, said]);
    const typed = await who.submit(path, { reason: "评审记录不全", version });
    expect(typed.text).toContain("您写的原因：评审记录不全");
  }
});

test("who would rule out what cannot be ruled out any more still reads what he wrote", async () => {
  const all = await court();
  const { lost } = await awarded(all);
  const path = `/proposals/${lost}/disqualify`;
  expect((await all.office.open(path)).text).toContain("现在不能取消这份报价的资格");
  const late = await all.office.submit(path, { reason: "资质过期", version: "2" });
  expect(late.status).toBeGreaterThanOrEqual(409);
  expect(late.text).toContain("您写的原因：资质过期");
});

test("what is taken back is the award that was read, not one that was made since", async () => {
  const all = await court();
  const { id, lost } = await awarded(all);
  const path = `/requests/${id}/undo-award`;
  const page = await all.office.open(path);
  const version = /name="version" value="(\d+)"/u.exec(page.text)?.[1] ?? "";
  await all.sme.send("POST", path, { reason: "点错了" });
  const award = { proposalId: lost, reason: "换一家" };
  expect((await all.sme.send("POST", `/requests/${id}/award`, award)).status).toBe(200);
  const late = await all.office.submit(path, { reason: "评审记录不全", version });
  expect([late.status, late.text]).toEqual([412, expect.stringContaining("评审记录不全")]);
  expect(await all.sme.get(`/requests/${id}`)).toMatchObject({ outcome: "awarded" });
});

test("every reading of sealed proposals by an official is in the log, the list too", async () => {
  const all = await court();
  const { id } = await evaluating(all);
  const readings = async () => {
    const rows = await all.db
      .selectFrom("audit_event")
      .select("actor_id")
      .where("thing_id", "=", id)
      .where("kind", "=", "request.proposals_read")
      .execute();
    return rows.filter(({ actor_id }) => actor_id === all.officialId).length;
  };
  await all.office.open(`/requests/${id}`);
  expect(await readings()).toBe(0);
  const list = await all.office.open(`/requests/${id}/proposals`);
  expect(list.text).toContain("每次查看都会记入变动记录");
  expect(await readings()).toBe(1);
});
