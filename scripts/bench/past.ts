import { generateSignedCookie } from "hono/cookie";
import { sql } from "kysely";
import { sessionCookieName } from "../../src/accounts/auth.ts";
import { checkSeals, sealAudit } from "../../src/audit/seal-service.ts";
import { connect, type Db, inTransaction, type Trx } from "../../src/db/connect.ts";
import { compileWith } from "../../src/lexicon/compile.ts";
import { viewNeed } from "../../src/matching/service.ts";
import { understand } from "../../src/matching/understand.ts";
import { categories } from "../../src/taxonomy/categories.ts";
import { scenes } from "../../src/taxonomy/scenes.ts";
import { idAt, type Made } from "./ids.ts";
import { timed } from "./load.ts";
import { needIn } from "./needs.ts";
import { makeDeals, type Need, ofSellers } from "./past-deals.ts";
import { askedOffices, makeFirms, offices } from "./past-firms.ts";
import { makeEarlierMonths, makeTrail } from "./past-trail.ts";
import { pick, seeded, some } from "./random.ts";

/** Of those who have deals, as often as they have them, and of those who oversee them. */
export type Past = {
  /** Providers, and what signs their people in. */
  sellers: { providerId: string; cookie: string }[];
  buyers: string[];
  /** Of the country, a province and a city. */
  officials: string[];
};

const asked = 60;

/** A year of deals on the catalogue that stands, half as many requests as there are solutions. */
export async function makePast(url: string, size: number, authSecret: string): Promise<Past> {
  const db = connect(url, 1);
  const buyers = Math.max(20, Math.floor(size / 5));
  try {
    await inTransaction(db, async (trx) => {
      await makeEarlierMonths(trx);
      await timed("firms and people", () => makeFirms(trx, buyers));
      const counts = { buyers, requests: Math.floor(size / 2) };
      await timed("deals", () => makeDeals(trx, counts, makeNeeds()));
      await timed("notices, events and what was shown", () => makeTrail(trx, size));
    });
    await timed("statistics", async () => void (await sql`vacuum (analyze)`.execute(db)));
    await timed("seals", () => bringPastUpToDate(db));
    return await inTransaction(db, (trx) => signIn(trx, buyers, authSecret));
  } finally {
    await db.destroy();
  }
}

/** What the server's own jobs would do with what stands in the midst of the windows. */
export async function bringPastUpToDate(db: Db): Promise<void> {
  const now = new Date();
  await sealAudit(db, now);
  for (;;) {
    const { rows } = await sql`select from audit_seal
      where hash is not null and (checked_at is null or checked_at < now() - interval '1 day')`.execute(
      db,
    );
    if (rows.length === 0) return;
    await checkSeals(db, now);
  }
}

function makeNeeds(): Need[] {
  const random = seeded(11);
  const lexicon = compileWith([]);
  const now = new Date();
  return Array.from({ length: 200 }, () => {
    const text = needIn(random);
    return {
      title: text.split("，")[2]!.slice(0, 30),
      text,
      category: pick(random, categories).code,
      scenes: some(random, scenes, 1 + Math.floor(random() * 2)).map(({ code }) => code),
      needs: understand(lexicon, text).map((need) => viewNeed(lexicon, need, now)),
    };
  });
}

async function signIn(trx: Trx, buyers: number, authSecret: string): Promise<Past> {
  const { rows } = await sql<{ providerId: string; at: number }>`
    select id as "providerId", ('x' || right(organisation_id::text, 8))::bit(32)::int as at
    from provider where organisation_id >= ${idAt("seller", 0)}
      and organisation_id < ${idAt("sellerUser", 0)} order by organisation_id`.execute(trx);
  const known = drawnRanks(rows.length, ofSellers).map((rank) => rows[rank]!);
  const cookie = async (kind: Made, at: number) => await openSession(trx, kind, at, authSecret);
  const past: Past = { sellers: [], buyers: [], officials: [] };
  for (const { providerId, at } of known)
    past.sellers.push({ providerId, cookie: await cookie("sellerUser", at) });
  for (const rank of drawnRanks(buyers, 2)) past.buyers.push(await cookie("buyerUser", rank));
  for (const code of askedOffices)
    past.officials.push(await cookie("officeUser", offices.indexOf(code)));
  return past;
}

/** Evenly through what is drawn, so those that are drawn often stand there more often. */
function drawnRanks(count: number, skew: number): number[] {
  const ranks = Array.from({ length: asked }, (_, i) => Math.floor(count * (i / asked) ** skew));
  return [...new Set(ranks)];
}

async function openSession(trx: Trx, kind: Made, at: number, authSecret: string) {
  const token = `bench-session-${kind}-${at}`;
  const expiresAt = new Date(Date.now() + 30 * 86_400_000);
  await trx
    .insertInto("session")
    .values({ token, userId: idAt(kind, at), expiresAt, updatedAt: new Date() })
    .execute();
  return await generateSignedCookie(sessionCookieName("http://127.0.0.1"), token, authSecret);
}
