import { BlockList, isIP } from "node:net";
import path from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { createApp } from "./app.ts";
import { type Config, ConfigError, isLoopback, isPrivate, readConfig } from "./config.ts";
import { connect } from "./db/connect.ts";
import { AppError } from "./errors.ts";
import { drainOutbox } from "./index-sync/drain.ts";
import { runJobs } from "./jobs/service.ts";
import { meilisearchEngine } from "./meilisearch/engine.ts";
import { createMatching } from "./matching/matcher.ts";
import { createReadings } from "./matching/readings.ts";
import { keptConnections } from "./meilisearch/kept-connections.ts";
import { answerAsset, loadAssets } from "./node/assets.ts";
import { listen, watch } from "./node/listening.ts";
import { longestHead, refuseUnreadable } from "./node/refusals.tsx";

export type Running = { url: string; close: () => Promise<void> };

/** `development` shows what only those who run the server may see: mail that was not sent. */
export async function start(config: Config, { development = false } = {}): Promise<Running> {
  const db = connect(config.databaseUrl, 10);
  const pending = new Set<Promise<unknown>>();
  const background = (work: Promise<unknown>) => {
    const done = work.catch(console.error).finally(() => pending.delete(done));
    pending.add(done);
  };
  const proxies = blockList(config.trustedProxies);
  const meilisearch = config.meilisearch && {
    ...config.meilisearch,
    httpClient: keptConnections(),
  };
  const readings = createReadings();
  let port = config.port;
  const app = createApp(async (c, next) => {
    c.set("db", db);
    const { authSecret } = config;
    const publicUrl = config.publicUrl ?? `http://127.0.0.1:${port}`;
    c.set("settings", { publicUrl, authSecret, development, meilisearch, keepsEntries: true });
    c.set("clientAddress", clientAddress(c, proxies));
    c.set("now", () => new Date());
    c.set("background", background);
    if (isOpened(config, c)) throw new AppError("opened_by_proxy");
    await next();
  }, createMatching(readings));
  const assets = loadAssets(path.join(import.meta.dirname, "public"));
  const server = createAdaptorServer({
    fetch: (request, env) => answerAsset(assets, request) ?? app.fetch(request, env),
    serverOptions: { maxHeaderSize: longestHead },
  });
  if (!("closeAllConnections" in server)) throw new Error("not an HTTP/1 server");
  refuseUnreadable(server);
  const { rest, close: closeServer } = watch(server);
  try {
    port = await listen(server, config);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  // Else whoever searches first waits for it.
  background(readings.prepare(db, rest));
  const shown = isLoopback(config.host) ? config.host : "127.0.0.1";
  const outside = meilisearch && meilisearchEngine(meilisearch);
  const stopJobs = every(60_000, () => runJobs(db, new Date(), outside));
  const stopDrainer = outside
    ? every(5000, async () => void (await drainOutbox(db, outside)))
    : async () => {};
  const close = async () => {
    await closeServer();
    await stopJobs();
    await stopDrainer();
    await Promise.all(pending);
    await db.destroy();
  };
  return { url: `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}`, close };
}

/** A round that takes longer is not overtaken by the next. */
function every(ms: number, work: () => Promise<void>) {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .catch(console.error)
      .finally(() => (running = undefined));
  }, ms);
  return async () => {
    clearInterval(timer);
    await running;
  };
}

const proxyHeaders = ["forwarded", "via", "x-forwarded-host", "x-forwarded-proto"];

/** A server for this machine alone, with its demo accounts, that a proxy we were not told of has opened to others. */
function isOpened(config: Config, c: Context): boolean {
  if (!isPrivate(config)) return false;
  const { hostname } = new URL(c.req.url);
  return (
    !isLoopback(hostname.replace(/^\[|\]$/g, "")) || proxyHeaders.some((name) => c.req.header(name))
  );
}

function blockList(trusted: string[]) {
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = "", bits] = entry.split("/");
    const version = isIP(address);
    if (!version) throw new ConfigError(`TRUSTED_PROXY:${entry} 不是 IP 地址或网段`);
    const family = version === 6 ? "ipv6" : "ipv4";
    list.addSubnet(address, Number(bits ?? (version === 6 ? 128 : 32)), family);
  }
  return list;
}

/** The nearest address that is none of our proxies; what a client claims about itself counts nothing. */
function clientAddress(c: Context, proxies: BlockList): string {
  const claimed = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => part.trim());
  let address = plainAddress(getConnInfo(c).remote.address ?? "");
  while (proxies.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")) {
    const before = plainAddress(claimed.pop() ?? "");
    if (!isIP(before)) break;
    address = before;
  }
  return address || "unknown";
}

const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/, "");

/** Run by itself: `node dist/node.js`, on a database that was migrated before. */
async function main() {
  const running = await start(readConfig(process.env));
  console.log(`listening on ${running.url}`);
  const stop = () => void running.close().then(() => process.exit(0));
  process.once("SIGTERM", stop).once("SIGINT", stop);
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    console.error(error instanceof ConfigError ? error.message : error);
    process.exitCode = 1;
  });
