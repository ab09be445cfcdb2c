import { expect, test } from "vitest";
import { read } from "./support/app.ts";
import { decide, doors, listing, offer, speaker, submitted } from "./support/doors.ts";
import { makeMember } from "./support/make.ts";

type Events = { items: { kind: string; actor: string | null; organisation: string | null }[] };

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
