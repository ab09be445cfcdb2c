import { createHash } from "node:crypto";
import fs from "node:fs";
import type { Server } from "node:http";
import { BlockList, isIP } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
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
import { keptConnections } from "./meilisearch/kept-connections.ts";

export type Running = { url: string; close: () => Promise<void> };

/** `development` shows what only those who run the server may see: mail that was not sent. */
export async function start(config: Config, { development = false } = {}): Promise<Running> {
  const db = connect(config.databaseUrl, 10);
  const pending = new Set<Promise<unknown>>();
  const proxies = blockList(config.trustedProxies);
  const meilisearch = config.meilisearch && {
    ...config.meilisearch,
    httpClient: keptConnections(),
  };
  let port = config.port;
  const app = createApp(async (c, next) => {
    c.set("db", db);
    const { authSecret } = config;
    const publicUrl = config.publicUrl ?? `http://127.0.0.1:${port}`;
    c.set("settings", { publicUrl, authSecret, development, meilisearch });
    c.set("clientAddress", clientAddress(c, proxies));
    c.set("now", () => new Date());
    c.set("background", (work) => {
      const done = work.catch(console.error).finally(() => pending.delete(done));
      pending.add(done);
    });
    if (isOpened(config, c)) throw new AppError("opened_by_proxy");
    await next();
  });
  const assets = loadAssets(path.join(import.meta.dirname, "public"));
  const server = createAdaptorServer({
    fetch: (request, env) => answerAsset(assets, request) ?? app.fetch(request, env),
  });
  if (!("closeAllConnections" in server)) throw new Error("not an HTTP/1 server");
  const closeServer = closer(server);
  try {
    port = await listen(server, config);
  } catch (error) {
    await db.destroy();
    throw error;
  }
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

/** A taken port may be one that is just being left, so a fixed one is tried for a while. */
async function listen(server: Server, { host, port, portIsFixed }: Config): Promise<number> {
  for (let tries = 0; ; tries++) {
    const candidate = portIsFixed ? port : port + tries;
    try {
      return await listenOnce(server, host, candidate);
    } catch (error) {
      const taken = error instanceof Error && Reflect.get(error, "code") === "EADDRINUSE";
      if (!taken || tries === 15) throw error;
      if (portIsFixed) await sleep(200);
    }
  }
}

async function listenOnce(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : port;
}

/** Ends with the last answer that is owed, and waits for nobody who only keeps a connection open. */
function closer(server: Server): () => Promise<void> {
  let owed = 0;
  let closing = false;
  server.on("request", (_, response) => {
    owed++;
    response.once("close", () => {
      owed--;
      if (closing && owed === 0) server.closeAllConnections();
    });
  });
  return async () => {
    closing = true;
    const closed = new Promise((resolve) => server.close(resolve));
    if (owed === 0) server.closeAllConnections();
    const patience = setTimeout(() => server.closeAllConnections(), 8000);
    await closed;
    clearTimeout(patience);
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

type Body = { bytes: Uint8Array<ArrayBuffer>; etag: string };
type Asset = { headers: Record<string, string>; plain: Body; packed: Map<string, Body> };

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};
const encodings = { br: ".br", gzip: ".gz" };

/** All of them, in memory: a few hundred KiB, and a later build cannot pull them from under us. */
function loadAssets(folder: string): Map<string, Asset> {
  const rules = headerRules(fs.readFileSync(path.join(folder, "_headers"), "utf8"));
  const files = fs.readdirSync(folder, { recursive: true, encoding: "utf8" });
  const names = files.filter((name) => path.extname(name) in types);
  return new Map(
    names.map((name) => {
      const file = path.join(folder, name);
      const url = `/${name.replaceAll(path.sep, "/")}`;
      const packed = new Map<string, Body>();
      for (const [encoding, extension] of Object.entries(encodings))
        if (fs.existsSync(file + extension)) packed.set(encoding, readBody(file + extension));
      const type = types[path.extname(name)] ?? "application/octet-stream";
      const headers = { ...rules(url), "content-type": type, vary: "accept-encoding" };
      return [url, { headers, plain: readBody(file), packed }];
    }),
  );
}

function readBody(file: string): Body {
  const bytes = new Uint8Array(fs.readFileSync(file));
  const digest = createHash("sha256").update(bytes).digest("base64url");
  return { bytes, etag: `"${digest.slice(0, 22)}"` };
}

/** The same file tells Workers what to send, so both runtimes send the same. */
function headerRules(text: string) {
  const rules: { prefix: string; name: string; value: string }[] = [];
  let prefix = "";
  for (const line of text.split("\n")) {
    const header = /^\s+([\w-]+):\s*(.+)$/.exec(line);
    if (header) rules.push({ prefix, name: header[1]!.toLowerCase(), value: header[2]! });
    else if (line.startsWith("/")) prefix = line.trim().replace(/\*$/, "");
  }
  return (url: string) =>
    Object.fromEntries(
      rules.filter((rule) => url.startsWith(rule.prefix)).map(({ name, value }) => [name, value]),
    );
}

function answerAsset(assets: Map<string, Asset>, request: Request): Response | undefined {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  const asset = assets.get(new URL(request.url).pathname);
  if (!asset) return undefined;
  const encoding = preferred(asset, request.headers.get("accept-encoding") ?? "");
  const { bytes, etag } = (encoding && asset.packed.get(encoding)) || asset.plain;
  const headers = new Headers({ ...asset.headers, etag });
  if (request.headers.get("if-none-match")?.includes(etag))
    return new Response(null, { status: 304, headers });
  headers.set("content-length", `${bytes.length}`);
  if (encoding) headers.set("content-encoding", encoding);
  return new Response(request.method === "HEAD" ? null : bytes, { headers });
}

function preferred({ packed }: Asset, accepted: string) {
  const wanted = accepted.split(",").map((part) => part.trim());
  return [...packed.keys()].find((name) =>
    wanted.some((part) => part.split(";")[0] === name && !/;\s*q=0(\.0*)?$/.test(part)),
  );
}

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
