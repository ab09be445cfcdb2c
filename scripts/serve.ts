import path from "node:path";
import { pathToFileURL } from "node:url";
import { isPrivate, readConfig } from "../src/config.ts";
import type * as Entry from "../src/node.ts";
import { build } from "./build.ts";
import { authSecret, openDatabase } from "./lib/database.ts";
import { onEnd } from "./lib/ending.ts";
import { explain, greet, prepare, readFlags } from "./lib/prepare.ts";
import { projectRoot } from "./lib/project.ts";
import { say } from "./lib/say.ts";

/** `npm start`: everything from a fresh clone to a running server, and back. */
async function serve() {
  const ended = Promise.withResolvers<void>();
  let ending = false;
  onEnd(() => {
    ending = true;
    say("正在停止……");
    ended.resolve();
  });
  const flags = readFlags();
  const own = { AUTH_SECRET: authSecret() };
  // A mistake in the environment is told before anything is started for it.
  readConfig({ DATABASE_URL: "postgres://unknown", ...process.env, ...own });
  const database = await openDatabase();
  try {
    const config = readConfig({ ...process.env, ...own, DATABASE_URL: database.url });
    if (!ending) await build();
    // All of it before the port opens: who is told to stop meanwhile leaves between two steps.
    if (ending) return;
    const wanted = flags.demo || (database.embedded && isPrivate(config));
    const demo = await prepare(database.url, { config, demo: wanted });
    if (ending) return;
    const entry = pathToFileURL(path.join(projectRoot, "dist/node.js")).href;
    const server: typeof Entry = await import(entry);
    const running = await server.start(config, { development: isPrivate(config) });
    greet(running.url, demo);
    await ended.promise;
    await running.close();
  } finally {
    await database.stop();
  }
}

function explainListening(error: unknown) {
  const at = `${process.env["HOST"] || "127.0.0.1"}:${process.env["PORT"] || 8787}`;
  const code = error instanceof Error ? String(Reflect.get(error, "code")) : "";
  if (code === "EADDRINUSE") return `端口已被占用(${at})。请换一个 PORT,或停掉占用它的程序。`;
  const listening = error instanceof Error && Reflect.get(error, "syscall") === "listen";
  if (listening || code === "ENOTFOUND")
    return `不能在 ${at} 上监听(${code})。请检查 HOST 和 PORT。`;
  return explain(error);
}

try {
  await serve();
  process.exit(0);
} catch (error) {
  console.error(explainListening(error));
  process.exit(1);
}
