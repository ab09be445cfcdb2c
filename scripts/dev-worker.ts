import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { type Config, isLoopback, isPrivate, readConfig } from "../src/config.ts";
import { build } from "./build.ts";
import { afterDeath } from "./lib/after-death.ts";
import { authSecret, dataFolder, openDatabase } from "./lib/database.ts";
import { onEnd } from "./lib/ending.ts";
import { explain, greet, prepare, readFlags } from "./lib/prepare.ts";
import { projectRoot } from "./lib/project.ts";
import { say, StartError } from "./lib/say.ts";

/** `npm run dev:worker`: the same app in workerd, on the same database as `npm start`. */
async function devWorker() {
  let wrangler: ChildProcess | undefined;
  let ending = false;
  onEnd(() => {
    ending = true;
    say("正在停止……");
    wrangler?.kill("SIGTERM");
  });
  const flags = readFlags();
  const own = { AUTH_SECRET: authSecret() };
  const config = readConfig({ DATABASE_URL: "postgres://unknown", ...process.env, ...own });
  const { host } = config;
  const port = await portFor(config);
  const database = await openDatabase();
  try {
    await build();
    const wanted = flags.demo || (database.embedded && isPrivate(config));
    const demo = await prepare(database.url, { config, demo: wanted });
    if (ending) return 0;
    const child = startWrangler(database.url, host, port);
    wrangler = child;
    const forget = afterDeath(`kill -TERM ${child.pid}`, []);
    const ended = new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => resolve(ending ? 0 : (code ?? 1)));
    });
    const url = `http://${isLoopback(host) ? host : "127.0.0.1"}:${port}`;
    if (await Promise.race([ended.then(() => false), answers(url)])) greet(url, demo);
    const code = await ended;
    forget();
    return code;
  } finally {
    await database.stop();
  }
}

/** Asked before wrangler is: whatever else answers there would be taken for our Worker. */
async function portFor({ host, port, portIsFixed }: Config) {
  for (let candidate = port; ; candidate++) {
    if (await isFree(host, candidate)) return candidate;
    if (portIsFixed)
      throw new StartError(`端口 ${port} 已被占用。请换一个 PORT,或停掉占用它的程序。`);
  }
}

async function isFree(host: string, port: number) {
  const server = net.createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false)).listen(port, host, () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  return free;
}

function startWrangler(url: string, host: string, port: number) {
  const secrets = path.join(dataFolder, "worker.env");
  const engine = Object.entries(process.env).filter(
    ([name, value]) =>
      name.startsWith("MEILISEARCH_") && name !== "MEILISEARCH_MASTER_KEY" && value,
  );
  const lines = [["AUTH_SECRET", authSecret()], ...engine].map(
    ([name, value]) => `${name}=${value}\n`,
  );
  fs.writeFileSync(secrets, lines.join(""), { mode: 0o600 });
  const program = path.join(projectRoot, "node_modules/wrangler/bin/wrangler.js");
  const args = [program, "dev", "--ip", host, "--port", `${port}`, "--inspector-port", "0"];
  args.push("--test-scheduled", "--show-interactive-dev-session=false", "--env-file", secrets);
  args.push("--var", `PUBLIC_URL:${process.env["PUBLIC_URL"] || `http://127.0.0.1:${port}`}`);
  args.push("--var", "DEVELOPMENT:true", "--persist-to", path.join(dataFolder, "wrangler"));
  return spawn(process.execPath, args, {
    cwd: projectRoot,
    // Not in our process group, or Ctrl-C would reach it twice and cut its own cleaning up short.
    detached: true,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: url,
      WRANGLER_SEND_METRICS: "false",
      // Both would dial out, for nothing that is used here.
      CLOUDFLARE_CF_FETCH_ENABLED: "false",
      WRANGLER_HIDE_BANNER: "true",
    },
  });
}

async function answers(url: string) {
  for (;;) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

try {
  process.exit(await devWorker());
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}
