import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import {
  type Body,
  code,
  decide,
  type Doors,
  doors,
  firm,
  listing,
  passed,
  speaker,
  submitted,
} from "./support/doors.ts";
import { makeMember, makePerson } from "./support/make.ts";
import { visitor } from "./support/market.ts";

const home = "/desk/provider/application";

async function another(all: Doors, name: string, regionCode = "330300") {
  const member = await makeMember(all.db, "provider", { name, regionCode });
  const applicant = speaker(all.app, member.headers);
  return { ...all, ...member, applicant, page: visitor(all.app, member.headers) };
}

const typed = {
  name: "乙软件",
  legalName: "温州乙软件有限公司",
  uscc: ` ${code.toLowerCase()}`,
  regionCode: "330300",
  foundedYear: "2016",
  headcount: "40",
  intro: "写了半天的介绍",
  contactName: "周工",
  contactPhone: "0577-5550-0200",
};

test("the official finds others with the code beside the identity of the firm, and nobody else does", async () => {
  const all = await doors();
  const office = visitor(all.app, all.signedIn.official);
  const application = await submitted(all);
  const path = `/official/applications/${application.id}`;
  expect((await office.open(path)).text).toContain("没有别家用过这个统一社会信用代码");
  const near = await submitted(await another(all, "甲"), { ...firm, name: "近处软件" });
  const far = { ...firm, name: "<b>远处</b>软件", regionCode: "320500" };
  await submitted(await another(all, "乙", "320500"), far);
  const { text } = await office.open(path);
  const identity = text.slice(text.indexOf("judge-identity"), text.indexOf("judge-capability"));
  expect(identity).toContain("还有 2 家用了同一个统一社会信用代码");
  expect(identity).toContain(`<a href="/official/applications/${near.id}">近处软件</a>`);
  expect(identity).toContain("<strong>&lt;b&gt;远处&lt;/b&gt;软件</strong>");
  expect(identity).toMatch(/也送审了，等着审核，\d{4}年\d+月\d+日起用这个代码/);
  const own = await visitor(all.app, all.signedIn.applicant).open(home);
  expect(own.text).not.toMatch(/近处|远处|别家|同一个统一社会信用代码/);
});

test("listing a second holder is refused on the page, which says what to do and keeps what was typed", async () => {
  const all = await doors();
  const other = await another(all, "乙");
  const [first, second] = [await submitted(all), await submitted(other)];
  await decide(all.official, first, listing);
  const office = visitor(all.app, all.signedIn.province);
  const refused = await office.submit(`/official/applications/${second.id}`, {
    version: String(second.version),
    verdict: "listed",
    note: "材料齐全，同意",
    ...Object.fromEntries(passed().map((one) => [`criteria.${one.code}`, "yes"])),
  });
  expect(refused.status).toBe(409);
  for (const said of [
    "名单上已有服务商使用这个统一社会信用代码，不能再列入第二家",
    "这个代码已属于名单上的服务商，现在不能通过",
    `<a href="/official/providers/${first.providerId}">先把它移出名单</a>`,
    "材料齐全，同意",
  ])
    expect(refused.text).toContain(said);
});

test("an applicant whose code is held is told what to do, and keeps what he typed", async () => {
  const all = await doors();
  const late = await another(all, "乙软件");
  const begun = await read<Body>(await late.applicant.send("POST", "/applications"));
  await decide(all.official, await submitted(all), listing);
  const refused = await late.page.submit(`${home}/firm`, { ...typed, version: "1" });
  expect(refused.status).toBe(409);
  for (const said of ["属于已入驻的服务商“甲软件”", "请让同事邀请您加入", ...Object.values(typed)])
    expect(refused.text).toContain(said);
  await all.db.updateTable("provider").set({ uscc: null }).where("name", "=", "甲软件").execute();
  await late.applicant.send("PATCH", `/applications/${begun.id}`, { uscc: code }, 1);
  await all.db.updateTable("provider").set({ uscc: code }).where("name", "=", "甲软件").execute();
  const { text } = await late.page.open(home);
  for (const said of [
    "您填的统一社会信用代码属于一家已入驻的服务商",
    "请让已经加入的同事邀请您",
    `href="${home}/firm"`,
    "请带上营业执照，联系审核那家的authority",
  ])
    expect(text).toContain(said);
});

test("a held code is refused where a firm registers, with everything still typed", async () => {
  const all = await doors();
  await decide(all.official, await submitted(all), listing);
  const { headers } = await makePerson(all.db);
  const page = visitor(all.app, headers);
  const given = { kind: "provider", name: "乙软件", uscc: code, contactName: "周工" };
  const refused = await page.submit("/organisations", given);
  expect(refused.status).toBe(409);
  for (const said of ["属于已入驻的服务商“甲软件”", "周工", `value="${code}"`])
    expect(refused.text).toContain(said);
  expect((await page.submit("/organisations", { ...given, kind: "sme" })).status).toBe(303);
});
