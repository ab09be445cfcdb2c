import path from "node:path";
import { type Config, ConfigError, isPrivate } from "../../src/config.ts";
import { connect, type Db } from "../../src/db/connect.ts";
import { reindexOutside } from "../../src/index-sync/reindex.ts";
import { readEverything } from "../../src/matching/matcher.ts";
import type { MeilisearchAddress } from "../../src/meilisearch/client.ts";
import { meilisearchEngine } from "../../src/meilisearch/engine.ts";
import { migrate } from "../migrate.ts";
import { type DemoAccount, demoExists, seedDemo } from "../seed.ts";
import { projectRoot } from "./project.ts";
import { say, StartError } from "./say.ts";

/**
 * Migrates, and fills an empty database with the demo where that is allowed. Demo accounts have known
 * passwords: they never stand on a server that others can reach.
 */
export async function prepare(
  url: string,
  { config, demo }: { config: Config; demo: boolean },
): Promise<readonly DemoAccount[]> {
  const db = connect(url, 2);
  try {
    await migrate(db, path.join(projectRoot, "migrations"));
    if (isPrivate(config)) {
      const accounts = demo ? await seedDemo(db) : [];
      await readEverything(db);
      if (config.meilisearch) await fillOutside(db, config.meilisearch);
      return accounts;
    }
    if (demo || (await demoExists(db)))
      throw new StartError(
        `演示账号的密码人人知道,所以有演示数据时不对外开放。请用 DATABASE_URL 指定另一个数据库,或去掉 HOST、PUBLIC_URL 和 TRUSTED_PROXY。`,
      );
    await readEverything(db);
    return [];
  } finally {
    await db.destroy();
  }
}

/** A first start fills Meilisearch too; one that is away is no reason not to start. */
async function fillOutside(db: Db, address: MeilisearchAddress): Promise<void> {
  const engine = meilisearchEngine(address);
  try {
    if (await engine.exists()) return;
    say("正在为 Meilisearch 建索引……");
    await reindexOutside(db, engine);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`Meilisearch 还不能用(${why})。先由 PostgreSQL 回答,之后可运行 npm run reindex。`);
  }
}

/** `--demo` asks for the demo on a database that is not ours. */
export function readFlags(): { demo: boolean } {
  const flags = process.argv.slice(2);
  const unknown = flags.filter((flag) => flag !== "--demo");
  if (unknown.length > 0) throw new StartError(`不认识的参数:${unknown.join(" ")}(可用:--demo)`);
  return { demo: flags.includes("--demo") };
}

export function greet(url: string, demo: readonly DemoAccount[]): void {
  say(`\n数桥已启动:${url}\n`);
  if (demo.length > 0) {
    say("演示账号:");
    for (const { role, email, password } of demo) say(`  ${role}  ${email}  密码 ${password}`);
    say("");
  }
  say("按 Ctrl-C 停止。");
}

export function explain(error: unknown): unknown {
  if (error instanceof StartError || error instanceof ConfigError) return error.message;
  const code = error instanceof Error ? String(Reflect.get(error, "code")) : "";
  if (error instanceof Error && ["EACCES", "EPERM", "EROFS", "ENOSPC"].includes(code))
    return `不能写文件(${error.message})。请检查磁盘,或用文件夹的主人运行。`;
  return error;
}
