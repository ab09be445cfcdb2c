import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

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
export function loadAssets(folder: string): Map<string, Asset> {
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

export function answerAsset(assets: Map<string, Asset>, request: Request): Response | undefined {
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
