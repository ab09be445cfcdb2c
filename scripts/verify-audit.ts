import { type Misfit, type Verified, verifyAudit } from "../src/audit/seal-service.ts";
import { connect } from "../src/db/connect.ts";
import { openDatabase } from "./lib/database.ts";
import { fail, say, StartError } from "./lib/say.ts";

const reasons: Readonly<Record<Misfit["why"], string>> = {
  events: "这一天封存的记录与现在的不一致，有记录被改过、删过或添过。",
  chain: "这一天的封存接不上前一天的封存，封存本身被改过。",
  missing: "缺了这一天或者它前一天的封存。",
  kept: "这一天的封存与您留存的哈希不同，整条封存可能被重新做过。",
  backdated: "有记录写着这一天的时间，却是封存以后才添进来的。",
};

/** What to tell of it, last the hash that is worth keeping where nobody here can reach it. */
export function tell({ seals, events, last, misfit }: Verified): string {
  if (misfit) return `${misfit.day}：${reasons[misfit.why]}（此前 ${seals} 个封存一致）`;
  if (!last) return "还没有封存。";
  return `核对了 ${seals} 个封存、${events} 条记录，一致。封存到 ${last.day}，最后的哈希是 ${last.hash}`;
}

/** `2026-11-28 ab12…`: what was kept of an earlier run. */
export function readKept(given: readonly string[]) {
  const [day, hash] = given;
  if (day === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^[0-9a-f]{64}$/.test(hash ?? ""))
    throw new StartError("写法：npm run verify-audit -- 日期 留存的哈希");
  return { day, hash: hash ?? "" };
}

async function main() {
  const kept = readKept(process.argv.slice(2));
  const database = await openDatabase();
  const db = connect(database.url, 1);
  try {
    const verified = await verifyAudit(db, kept);
    say(tell(verified));
    if (verified.misfit) process.exitCode = 2;
  } finally {
    await db.destroy();
    await database.stop();
  }
}

if (import.meta.main) await main().catch(fail);
