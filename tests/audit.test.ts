import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import { decide, doors, listing, offer, speaker, submitted } from "./support/doors.ts";
import { all as files, imported, setUp } from "./support/imports.ts";
import { makeMember } from "./support/make.ts";
import { market, published } from "./support/market.ts";

type Events = {
  items: {
    kind: string;
    thingId: string;
    name: string | null;
    counts: Record<string, { added: number; changed: number }> | null;
    actor: string | null;
    organisation: string | null;
  }[];
};

test("officials read who did what in their own region, and firms do not", async () => {
  const all = await doors();
  const application = await submitted(all);
  await decide(all.official, application, listing);
  const { items } = await read<Events>(await all.official.send("GET", "/audit"));
  expect(items.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["application.submitted", "application.listed", "solution.published"]),
  );
  // Of a firm's people only the firm is named.
  expect(items.find(({ kind }) => kind === "application.submitted")).toMatchObject({
    actor: null,
    organisation: "甲软件",
  });
  expect(items.find(({ kind }) => kind === "application.listed")?.actor).toBe("测试用户");
  expect(await read<Events>(await all.elsewhere.send("GET", "/audit"))).toMatchObject({
    items: [],
  });
  const one = `/audit?thing=${application.id}&thingKind=application&kind=application.listed`;
  expect((await read<Events>(await all.province.send("GET", one))).items).toHaveLength(1);
  expect((await all.applicant.send("GET", "/audit")).status).toBe(403);
  expect((await all.official.send("GET", "/audit?thingKind=person")).status).toBe(400);
});

test("what firms write before they hand it in, and what they offer each other, is not told", async () => {
  const all = await doors();
  await all.applicant.send("POST", "/applications");
  await all.applicant.send("POST", "/solutions", offer);
  const sme = speaker(all.app, (await makeMember(all.db, "sme")).headers);
  await sme.send("POST", "/requests", { text: "还在想", title: "草稿" });
  const { items } = await read<Events>(await all.official.send("GET", "/audit"));
  expect(items).toEqual([]);
});

test("the page names each thing and leads to it, as far as one may know its name", async () => {
  const all = await doors();
  const application = await submitted(all);
  await decide(all.official, application, listing);
  const { items } = await read<Events>(await all.official.send("GET", "/audit"));
  const named = items.find(({ kind }) => kind === "application.listed");
  expect(named?.name).toBe("甲软件");
  const { headers } = await makeMember(all.db, "authority", { regionCode: "330300" });
  const page = await (await all.app.request("/official/audit", { headers })).text();
  expect(page).toContain(`href="/official/applications/${application.id}">“甲软件”</a>`);
  const solution = items.find(({ kind }) => kind === "solution.published");
  expect(page).toContain(`href="/solutions/${solution?.thingId}">“扫码报工”</a>`);
});

test("the request of another place, which a firm of this one has asked about, is not named", async () => {
  const all = await market();
  const { db } = all;
  const id = await published(all);
  const firms = db.selectFrom("provider").select("organisation_id").where("id", "=", all.rivalId);
  await db
    .updateTable("organisation")
    .set({ region_code: "440300" })
    .where("id", "=", firms)
    .execute();
  const asked = await all.rival.send("POST", `/requests/${id}/questions`, { text: "能看车间吗" });
  expect(asked.status).toBe(201);
  const readIn = async (regionCode: string) => {
    const { headers } = await makeMember(db, "authority", { regionCode });
    const path = `/audit?thing=${id}`;
    return (await read<Events>(await speaker(all.app, headers).send("GET", path))).items;
  };
  const [there, everywhere] = [await readIn("440300"), await readIn("000000")];
  expect(there.map(({ kind, name }) => [kind, name])).toEqual([["request.asked", null]]);
  expect(new Set(everywhere.map(({ name }) => name))).toEqual(new Set(["扫码报工"]));
});

test("an import is one event, which opens into all that it wrote", async () => {
  const made = await setUp();
  const { id } = await imported(made, files);
  const { app, official } = made;
  const speak = speaker(app, official.headers);
  const { items } = await read<Events>(await speak.send("GET", "/audit"));
  expect(items.map(({ kind }) => kind)).toEqual([
    "import.done",
    "import.started",
    "import.checked",
  ]);
  expect(items[0]?.counts?.provider).toMatchObject({ added: 1, changed: 0 });
  const each = (await read<Events>(await speak.send("GET", `/audit?import=${id}`))).items;
  expect(new Set(each.map(({ kind, name }) => `${kind} ${name}`))).toEqual(
    new Set([
      "provider.imported 甲软件",
      "solution.imported 扫码报工",
      "case.imported 五金厂理清进度",
    ]),
  );
  // Who answers for a place of it sees that it was, and only what is his.
  const city = await makeMember(made.db, "authority", { regionCode: "330300" });
  const seen = async (headers: Record<string, string>, query = "") =>
    (await read<Events>(await speaker(app, headers).send("GET", `/audit${query}`))).items;
  expect((await seen(city.headers)).map(({ kind }) => kind)).toEqual(["import.done"]);
  const elsewhere = await makeMember(made.db, "authority", { regionCode: "440300" });
  expect(await seen(elsewhere.headers)).toEqual([]);
  expect(await seen(elsewhere.headers, `?import=${id}`)).toEqual([]);
  const page = await app.request("/official/audit", { headers: official.headers });
  const text = await page.text();
  expect(text).toContain("新增 1 家服务商、1 个方案、1 个案例");
  expect(text).toContain(`href="/official/audit?import=${id}"`);
});
