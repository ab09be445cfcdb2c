import { expect, test } from "vitest";
import { json, read, testApp } from "./support/app.ts";
import { browserOn, person } from "./support/browser.ts";
import { makeMember, makePerson } from "./support/make.ts";
import { race } from "./support/race.ts";

type Made = { id: string; link: string };
type Headers = Record<string, string>;

async function tokenOf(answer: Response) {
  return new URL((await read<Made>(answer)).link).pathname.split("/").at(-1) ?? "";
}

async function invited(role = "member") {
  const made = await testApp();
  const owner = await makeMember(made.db, "sme", { name: "恒达五金" });
  const guest = await makePerson(made.db);
  const invitations = `/api/v1/organisations/${owner.organisationId}/invitations`;
  const invite = async (email = guest.email) =>
    await made.app.request(invitations, json({ email, role }, owner.headers));
  const accept = async (token: string, headers: Headers = guest.headers) =>
    await made.app.request(`/api/v1/invitations/${token}/accept`, json({}, headers));
  return { ...made, made, owner, guest, invitations, invite, accept };
}

test("who is invited joins, once, and an event tells it", async () => {
  const { made, app, db, owner, guest, invite, accept } = await invited("owner");
  const answer = await invite(guest.email.toUpperCase());
  expect(answer.status).toBe(201);
  const token = await tokenOf(answer);
  const mail = await db.selectFrom("mail").selectAll().executeTakeFirstOrThrow();
  expect([mail.recipient, mail.body]).toEqual([guest.email, expect.stringContaining(token)]);
  const stored = await db.selectFrom("invitation").selectAll().execute();
  expect(JSON.stringify(stored)).not.toContain(token);
  const answers = await race(
    made,
    { table: "audit_event", waiting: 5 },
    Array.from({ length: 5 }, () => async () => await accept(token)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const members = `/api/v1/organisations/${owner.organisationId}/members`;
  const list = await read<{ items: { role: string }[] }>(
    await app.request(members, { headers: guest.headers }),
  );
  expect(list.items.map(({ role }) => role)).toEqual(["owner", "owner"]);
  const events = await db.selectFrom("audit_event").select("kind").orderBy("id").execute();
  expect(events.map(({ kind }) => kind)).toEqual(["invitation.made", "invitation.accepted"]);
});

test("another's account, an old, taken back, replaced or made-up link lets nobody in", async () => {
  const { app, db, clock, owner, guest, invitations, invite, accept } = await invited();
  const token = await tokenOf(await invite());
  expect((await accept(token, (await makePerson(db)).headers)).status).toBe(403);
  expect((await accept(token, {})).status).toBe(401);
  expect((await accept("made-up")).status).toBe(404);
  const newer = await tokenOf(await invite());
  expect((await accept(token)).status).toBe(404);
  const { items } = await read<{ items: Made[] }>(
    await app.request(invitations, { headers: owner.headers }),
  );
  expect(items).toHaveLength(1);
  const end = { method: "DELETE", headers: owner.headers };
  expect((await app.request(`${invitations}/${items[0]?.id}`, end)).status).toBe(204);
  expect((await app.request(`${invitations}/${items[0]?.id}`, end)).status).toBe(404);
  expect((await accept(newer)).status).toBe(404);
  const last = await tokenOf(await invite());
  clock.now = () => new Date(Date.now() + 8 * 86_400_000);
  await db
    .updateTable("access_token")
    .set({ expires_at: new Date("2100-01-01") })
    .execute();
  expect((await accept(last)).status).toBe(404);
  expect((await app.request(`/invitations/${last}`)).status).toBe(404);
  expect(
    await db.selectFrom("membership").where("user_id", "=", guest.userId).selectAll().execute(),
  ).toEqual([]);
});

test("who is a member is not invited, and ten invitations at once leave one", async () => {
  const { db, owner, invite } = await invited();
  const own = await invite(owner.email);
  expect([own.status, await read(own)]).toMatchObject([
    409,
    { errors: [{ code: "already_member" }] },
  ]);
  const answers = await Promise.all(Array.from({ length: 10 }, async () => invite()));
  expect(answers.every(({ status }) => status === 201)).toBe(true);
  const open = await db
    .selectFrom("invitation")
    .where("revoked_at", "is", null)
    .selectAll()
    .execute();
  expect(open).toHaveLength(1);
});

test("a newcomer follows the link, registers and joins in the browser", async () => {
  const { app, invite } = await invited();
  const who = person();
  const token = await tokenOf(await invite(who.email));
  const browser = browserOn(app);
  const page = await (await browser.get(`/invitations/${token}`)).text();
  expect(page).toContain("恒达五金");
  const next = `/invitations/${token}`;
  expect(page).toContain(`/sign-up?next=${encodeURIComponent(next)}`);
  const made = await browser.submit("/sign-up", { ...who, next });
  expect([made.status, made.headers.get("location")]).toEqual([303, next]);
  const joined = await browser.submit(next, {});
  const place = joined.headers.get("location") ?? "";
  expect([joined.status, place]).toEqual([
    303,
    expect.stringMatching(/^\/organisations\/.*joined$/),
  ]);
  expect(await (await browser.get(place)).text()).toContain("您已加入这个单位");
  const other = browserOn(app);
  await other.submit("/sign-up", { ...person(), kind: "none" });
  expect(await (await other.get(next)).text()).toContain("已经有人接受过了");
});
