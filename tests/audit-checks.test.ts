import { spawnSync } from "node:child_process";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { checkSeals, sealAudit } from "../src/audit/seal-service.ts";
import { runJobs } from "../src/jobs/service.ts";
import { readKept, tell } from "../scripts/verify-audit.ts";
import type { Db } from "../src/db/connect.ts";
import { read, testApp } from "./support/app.ts";
import { dayIn, inDays } from "./support/audit-chain.ts";
import { makeAdministrator, makeMember } from "./support/make.ts";

async function until(done: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await done())) {
    if (Date.now() > end) throw new Error("not in fifteen seconds");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Yesterday is sealed, with the events of those who are there. */
async function sealedYesterday() {
  const made = await testApp();
  const { db } = made;
  const office = await makeMember(db, "authority", { regionCode: "330300" });
  const ministry = await makeMember(db, "authority", { regionCode: "000000" });
  const administrator = await makeAdministrator(db);
  await sql`insert into audit_event (at, actor, kind, thing_kind, thing_id)
    select now() - interval '1 day', '张三', 'request.added', 'request', uuidv7() from generate_series(1, 3)`.execute(
    db,
  );
  const page = async () =>
    await (await made.app.request("/official/audit", { headers: office.headers })).text();
  const seals = async ({ headers }: { headers: Record<string, string> }, query = "") =>
    await made.app.request(`/api/v1/audit/seals${query}`, { headers });
  return { ...made, office, ministry, administrator, page, seals };
}

async function seal(db: Db, days = 0): Promise<void> {
  await until(async () => {
    await sealAudit(db, inDays(days));
    const open = await db
      .selectFrom("audit_seal")
      .select("day")
      .where("hash", "is", null)
      .execute();
    return open.length === 0;
  });
}

test("the page says up to when it is sealed, when it was looked at, and what does not fit", async () => {
  const { app, db, administrator, page } = await sealedYesterday();
  const metrics = async () => await (await app.request("/metrics")).text();
  const desk = async () =>
    await (await app.request("/desk/admin", { headers: administrator.headers })).text();
  expect(await page()).toContain("记录还没有封存");
  await seal(db);
  expect(await page()).toMatch(/记录已封存到[^<]*日（周.）[^<]*核对正在进行/);
  await checkSeals(db, inDays(0));
  expect(await page()).toMatch(/上次全部核对：[^<]*没有发现改动/);
  expect(await metrics()).toContain("shuqiao_audit_misfit 0");
  const end = Date.parse(`${dayIn(0)}T00:00:00+08:00`) / 1000;
  expect(await metrics()).toContain(`shuqiao_audit_sealed_until_seconds ${end}`);
  expect(await desk()).not.toContain("封存");
  await sql`update audit_event set after = '{"budget": 1}' where thing_kind = 'request'`.execute(
    db,
  );
  await checkSeals(db, inDays(0.5));
  // Once a day is enough.
  expect(await page()).toContain("没有发现改动");
  await checkSeals(db, inDays(1.01));
  expect(await metrics()).toContain("shuqiao_audit_misfit 1");
  const told = await page();
  expect(told).not.toContain("没有发现改动");
  expect(told).toContain("封存的记录对不上");
  expect(await desk()).toContain("封存的记录对不上");
});

test("the ministry and administrators read the chain, day by day", async () => {
  const { db, ministry, administrator, office, seals } = await sealedYesterday();
  await seal(db, 2);
  await checkSeals(db, inDays(2));
  for (const who of [ministry, administrator]) {
    const all = await read<{ items: { day: string; hash: string }[] }>(await seals(who));
    expect(all).toMatchObject({ sealedUntil: dayIn(1), misfit: null, next: null });
    expect(all.items.map(({ day }) => day)).toEqual([dayIn(1)]);
  }
  await seal(db, 4);
  const first = await read<{ next: string }>(await seals(ministry, "?limit=1"));
  expect(first).toMatchObject({ items: [{ day: dayIn(1), fits: true }], next: dayIn(1) });
  const rest = await read<object>(await seals(ministry, `?after=${first.next}`));
  expect(rest).toMatchObject({
    items: [{ day: dayIn(2), fits: null }, { day: dayIn(3) }],
    next: null,
  });
  expect((await seals(office)).status).toBe(403);
  expect((await seals(ministry, "?after=gestern")).status).toBe(400);
});

test("the jobs of every minute seal, and look again at what is sealed", async () => {
  const { db, ministry, seals } = await sealedYesterday();
  await until(async () => {
    await runJobs(db, inDays(0));
    const { checkedAt } = await read<{ checkedAt: string | null }>(await seals(ministry));
    return checkedAt !== null;
  });
  expect(await read<object>(await seals(ministry))).toMatchObject({
    sealedUntil: dayIn(-1),
    items: [{ events: 3, fits: true }],
  });
});

test("the script ends with an error where something does not fit", async () => {
  const { db, url } = await sealedYesterday();
  await seal(db);
  const run = () => {
    const env = { ...process.env, DATABASE_URL: url };
    const ran = spawnSync(process.execPath, ["scripts/verify-audit.ts"], { env, encoding: "utf8" });
    return { status: ran.status, said: ran.stdout };
  };
  expect(run()).toMatchObject({
    status: 0,
    said: expect.stringContaining("核对了 1 个封存、3 条"),
  });
  await sql`update audit_event set actor = '李四' where thing_kind = 'request'`.execute(db);
  expect(run()).toMatchObject({ status: 2, said: expect.stringMatching(`^${dayIn(-1)}：`) });
});

test("the script tells how many seals fit, or the first day that does not", () => {
  const last = { day: "2026-11-28", hash: "ab12" };
  const found = { seals: 3, events: 40, last, misfit: null };
  expect(tell(found)).toBe(
    "核对了 3 个封存、40 条记录，一致。封存到 2026-11-28，最后的哈希是 ab12",
  );
  expect(tell({ seals: 0, events: 0, last: null, misfit: null })).toBe("还没有封存。");
  const misfit = { day: "2026-11-27", why: "events" } as const;
  expect(tell({ ...found, misfit })).toMatch(/^2026-11-27：.*被改过.*此前 3 个/);
  const hash = "0".repeat(64);
  expect(readKept(["2026-11-27", hash])).toEqual({ day: "2026-11-27", hash });
  expect(readKept([])).toBe(undefined);
  expect(() => readKept(["2026-11-27"])).toThrow("写法");
});
