import { expect, test } from "vitest";
import { hasAdministrator, makeOfficial, setAdministrator } from "../scripts/admin.ts";
import { read, testApp } from "./support/app.ts";
import { makePerson } from "./support/make.ts";

test("officials and administrators are appointed by the script, once, with an event", async () => {
  const { app, db } = await testApp();
  const { headers, email } = await makePerson(db);
  const asked = { email: email.toUpperCase(), region: "330000", name: "浙江省经济和信息化厅" };
  const id = await makeOfficial(db, asked);
  expect(await makeOfficial(db, asked)).toBe(id);
  await setAdministrator(db, email, true);
  const me = await read<{ roles: string[] }>(await app.request("/api/v1/me", { headers }));
  expect(me.roles).toEqual(["person", "administrator", "official"]);
  expect(await hasAdministrator(db)).toBe(true);
  await setAdministrator(db, email, false);
  expect(await hasAdministrator(db)).toBe(false);
  const now = await read<{ roles: string[] }>(await app.request("/api/v1/me", { headers }));
  expect(now.roles).toEqual(["person", "official"]);
  const events = await db.selectFrom("audit_event").select("kind").orderBy("id").execute();
  expect(events.map(({ kind }) => kind)).toEqual([
    "organisation.added",
    "membership.appointed",
    "membership.appointed",
    "administrator.appointed",
    "administrator.ended",
  ]);
});

test("the script refuses unknown people and places", async () => {
  const { db } = await testApp();
  const { email } = await makePerson(db);
  const asked = { email, region: "330000", name: "厅" };
  await expect(makeOfficial(db, { ...asked, email: "nobody@example.test" })).rejects.toThrow(
    "注册",
  );
  await expect(makeOfficial(db, { ...asked, region: "999999" })).rejects.toThrow("999999");
  expect(await db.selectFrom("organisation").selectAll().execute()).toEqual([]);
});
