import { parseArgs } from "node:util";
import { system } from "../src/accounts/actor.ts";
import { insertMembership, setRole } from "../src/accounts/organisation-store.ts";
import { insertEvent } from "../src/audit/store.ts";
import { connect, type Db, inTransaction, type Trx } from "../src/db/connect.ts";
import { findRegion } from "../src/taxonomy/regions.ts";
import { openDatabase } from "./lib/database.ts";
import { say, StartError } from "./lib/say.ts";

const usage = `用法：
  npm run admin -- make-official --email 邮箱 --region 330000 --name 浙江省经济和信息化厅
  npm run admin -- make-administrator --email 邮箱
  npm run admin -- end-administrator --email 邮箱
邮箱须先在网站上注册。主管部门和系统管理员只能这样产生，网页和接口都不能。`;

const by = system("admin-script");

/** The only way to an authority: it is made if it is not there, and the person becomes its owner. */
export async function makeOfficial(
  db: Db,
  { email, region, name }: { email: string; region: string; name: string },
): Promise<string> {
  if (!findRegion(region)) throw new StartError(`没有这个行政区划代码：${region}`);
  if (name.trim() === "") throw new StartError("请用 --name 写明单位名称。");
  return await inTransaction(db, async (trx) => {
    const userId = await personWith(trx, email);
    const id = await authorityOf(trx, region, name.trim());
    const isNew = await insertMembership(trx, id, userId, "owner");
    if (!isNew) await setRole(trx, id, userId, "owner");
    await insertEvent(trx, by, {
      kind: "membership.appointed",
      thingKind: "organisation",
      thingId: id,
      after: { userId, role: "owner" },
    });
    return id;
  });
}

async function authorityOf(trx: Trx, region: string, name: string): Promise<string> {
  const found = await trx
    .selectFrom("organisation")
    .select("id")
    .where("kind", "=", "authority")
    .where("region_code", "=", region)
    .where("name", "=", name)
    .executeTakeFirst();
  if (found) return found.id;
  const made = await trx
    .insertInto("organisation")
    .values({ kind: "authority", name, region_code: region })
    .returning("id")
    .executeTakeFirstOrThrow();
  await insertEvent(trx, by, {
    kind: "organisation.added",
    thingKind: "organisation",
    thingId: made.id,
    after: { kind: "authority", name, regionCode: region },
  });
  return made.id;
}

/** `appointed: false` takes it away again. */
export async function setAdministrator(db: Db, email: string, appointed: boolean): Promise<void> {
  await inTransaction(db, async (trx) => {
    const userId = await personWith(trx, email);
    await (appointed
      ? trx
          .insertInto("administrator")
          .values({ user_id: userId })
          .onConflict((oc) => oc.doNothing())
          .execute()
      : trx.deleteFrom("administrator").where("user_id", "=", userId).execute());
    await insertEvent(trx, by, {
      kind: appointed ? "administrator.appointed" : "administrator.ended",
      thingKind: "person",
      thingId: userId,
    });
  });
}

/** Whoever has the command may leave none, to shut one out at once; he is only told. */
export async function hasAdministrator(db: Db): Promise<boolean> {
  return (await db.selectFrom("administrator").select("user_id").executeTakeFirst()) !== undefined;
}

async function personWith(trx: Trx, email: string): Promise<string> {
  const found = await trx
    .selectFrom("user")
    .select("id")
    .where("email", "=", email.trim().toLowerCase())
    .executeTakeFirst();
  if (!found) throw new StartError(`没有用 ${email} 注册的人，请先在网站上注册。`);
  return found.id;
}

async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { email: { type: "string" }, region: { type: "string" }, name: { type: "string" } },
  });
  const { email, region, name } = values;
  const [command] = positionals;
  const isOfficial = command === "make-official";
  const known = isOfficial || command === "make-administrator" || command === "end-administrator";
  if (!known || email === undefined || (isOfficial && (!region || !name)))
    throw new StartError(usage);
  const database = await openDatabase();
  const db = connect(database.url, 1);
  try {
    if (isOfficial) await makeOfficial(db, { email, region: region ?? "", name: name ?? "" });
    else await setAdministrator(db, email, command === "make-administrator");
    say(`已完成：${command} ${email}`);
    if (command === "end-administrator" && !(await hasAdministrator(db)))
      say("现在没有系统管理员了。要再设一位：npm run admin -- make-administrator --email 邮箱");
  } finally {
    await db.destroy();
    await database.stop();
  }
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    console.error(error instanceof StartError ? error.message : error);
    process.exitCode = 1;
  });
