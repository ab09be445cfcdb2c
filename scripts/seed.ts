import { hashPassword } from "better-auth/crypto";
import { sql } from "kysely";
import { type Db, inTransaction, type Trx } from "../src/db/connect.ts";
import { indexProviders } from "../src/search/service.ts";
import { insertCatalogue } from "./demo/catalogue.ts";
import { days, later, setPast } from "./demo/clock.ts";
import { readDemoData } from "./demo/data.ts";
import { insertWaiting } from "./demo/doors.ts";
import { demoDomain, demoPassword, insertPlayers, personMaker } from "./demo/people.ts";
import { tellStories } from "./demo/stories.ts";

export type DemoAccount = { role: string; email: string; password: string };

const accounts: readonly DemoAccount[] = [
  ["中小企业", "sme"],
  ["服务商", "provider"],
  ["市级主管部门（温州）", "city"],
  ["省级主管部门（浙江）", "province"],
  ["全国主管部门", "ministry"],
  ["系统管理员", "admin"],
].map(([role = "", login]) => ({ role, email: `${login}@${demoDomain}`, password: demoPassword }));

/**
 * Fills a database that nobody uses yet, all or nothing; answers the accounts wherever the demo
 * stands, so that they are told at every start.
 */
export async function seedDemo(db: Db, now = new Date()): Promise<readonly DemoAccount[]> {
  if (await demoExists(db)) return accounts;
  const data = readDemoData();
  const passwordHash = await hashPassword(demoPassword);
  return await inTransaction(db, async (trx) => {
    // Of two starts at once the second finds what the first has made.
    await sql`select pg_advisory_xact_lock(hashtext('demo'))`.execute(trx);
    if (await demoExists(trx)) return accounts;
    if (await isInUse(trx)) return [];
    const makePerson = personMaker(trx, passwordHash);
    const players = await insertPlayers(trx, data, makePerson);
    await setPast(trx, later(now, -days(200)));
    const catalogue = await insertCatalogue(trx, data, players, now);
    await tellStories({ trx, data, players, catalogue, now });
    await insertWaiting(trx, { makePerson, players, now });
    await indexProviders(trx, [...catalogue.providers.values()]);
    return accounts;
  });
}

/** Demo accounts are known by their addresses, which nobody else can have: the domain receives no mail. */
export async function demoExists(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom("user")
    .select("id")
    .where("email", "like", `%@${demoDomain}`)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

async function isInUse(trx: Trx): Promise<boolean> {
  return (await trx.selectFrom("user").select("id").limit(1).executeTakeFirst()) !== undefined;
}
