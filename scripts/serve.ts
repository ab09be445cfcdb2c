import path from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigError, isLoopback, readConfig } from "../src/config.ts";
import { connect } from "../src/db/connect.ts";
import type * as Entry from "../src/node.ts";
import { build } from "./build.ts";
import { authSecret, openDatabase } from "./lib/database.ts";
import { onEnd } from "./lib/ending.ts";
import { projectRoot } from "./lib/project.ts";
import { say, StartError } from "./lib/say.ts";
import { migrate } from "./migrate.ts";
import { type DemoAccount, demoExists, seedDemo } from "./seed.ts";

/** `npm start`: everything from a fresh clone to a running server, and back. */
async function serve() {
  const ended = Promise.withResolvers<void>();
  let ending = false;
  onEnd(() => {
    ending = true;
    say("正在停止……");
    ended.resolve();
  });
  const wantsDemo = readFlags();
  const database = await openDatabase();
  try {
    // All of it before the port opens: who is told to stop meanwhile leaves between two steps.
    const config = readConfig({
      ...process.env,
      DATABASE_URL: database.url,
      AUTH_SECRET: authSecret(),
    });
    const local = isLoopback(config.host);
    if (!ending) await build();
    if (ending) return;
    const demo = await prepare(database.url, (database.embedded || wantsDemo) && local, local);
    if (ending) return;
    const server: typeof Entry = await import(
      pathToFileURL(path.join(projectRoot, "dist/node.js")).href
    );
    const running = await server.start(config, { development: local });
    greet(running.url, demo);
    await ended.promise;
    await running.close();
  } finally {
    await database.stop();
  }
}

function readFlags() {
  const unknown = process.argv.slice(2).filter((flag) => flag !== "--demo");
  if (unknown.length > 0) throw new StartError(`不认识的参数:${unknown.join(" ")}(可用:--demo)`);
  return process.argv.includes("--demo");
}

/** Demo accounts have known passwords: they never stand on a server that others can reach. */
async function prepare(url: string, wantsDemo: boolean, local: boolean): Promise<DemoAccount[]> {
  const db = connect(url, 2);
  try {
    await migrate(db, path.join(projectRoot, "migrations"));
    if (!local && (await demoExists(db)))
      throw new StartError(
        "数据库里有演示账号,它们的密码人人知道,所以不能对外开放(HOST 不是本机)。请换一个数据库(DATABASE_URL),或去掉 HOST。",
      );
    return wantsDemo ? await seedDemo(db) : [];
  } finally {
    await db.destroy();
  }
}

function greet(url: string, demo: DemoAccount[]) {
  say(`\n数桥已启动:${url}\n`);
  if (demo.length > 0) {
    say("演示账号:");
    for (const { role, email, password } of demo) say(`  ${role}  ${email}  密码 ${password}`);
    say("");
  }
  say("按 Ctrl-C 停止。");
}

function explain(error: unknown) {
  if (error instanceof StartError || error instanceof ConfigError) return error.message;
  const code = error instanceof Error ? Reflect.get(error, "code") : undefined;
  if (code === "EADDRINUSE") return `端口 ${process.env["PORT"] || 8787} 已被占用,请换一个 PORT。`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EACCES")
    return `不能在 ${process.env["HOST"] || "127.0.0.1"}:${process.env["PORT"] || 8787} 上监听(${code})。`;
  return error;
}

try {
  await serve();
  process.exit(0);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
