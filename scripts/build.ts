import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import * as esbuild from "esbuild";
import { exclusive } from "./lib/lock.ts";
import { projectRoot } from "./lib/project.ts";
import { say, StartError } from "./lib/say.ts";

const at = (name: string) => path.join(projectRoot, name);

/**
 * Builds `dist/`: both servers, styles and islands under hashed names. Made beside it and swapped in
 * when complete; left alone when nothing it was made of has changed.
 */
export async function build(): Promise<void> {
  fs.mkdirSync(at(".data"), { recursive: true });
  const lock = await exclusive(at(".data/build.lock"));
  try {
    const stamp = fingerprint();
    const made = at("dist/stamp");
    if (fs.existsSync(made) && fs.readFileSync(made, "utf8") === stamp) return;
    say("正在构建……");
    const fresh = at("dist.tmp");
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.cpSync(at("public"), path.join(fresh, "public"), { recursive: true });
    const assets = { ...(await buildIslands(fresh)), ...buildStyles(fresh) };
    await buildServers(fresh, assets);
    compress(path.join(fresh, "public"));
    fs.writeFileSync(path.join(fresh, "stamp"), stamp);
    fs.rmSync(at("dist"), { recursive: true, force: true });
    fs.renameSync(fresh, at("dist"));
  } finally {
    // Its helper process would stay as long as the server does.
    await esbuild.stop();
    lock.release();
  }
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const source of ["src", "public", "package-lock.json", "scripts/build.ts"])
    for (const file of filesOf(at(source))) {
      hash.update(`${path.relative(projectRoot, file)}\0`);
      hash.update(fs.readFileSync(file)).update("\0");
    }
  return hash.digest("hex");
}

function filesOf(entry: string): string[] {
  if (!fs.statSync(entry).isDirectory()) return [entry];
  const names = fs.readdirSync(entry).toSorted();
  return names.flatMap((name) => filesOf(path.join(entry, name)));
}

async function buildServers(fresh: string, assets: Record<string, string>) {
  const shared = {
    bundle: true,
    packages: "external",
    format: "esm",
    target: "es2023",
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    sourcemap: true,
    define: { __ASSETS__: JSON.stringify(assets) },
    logLevel: "warning",
  } as const;
  await esbuild.build({
    ...shared,
    entryPoints: [at("src/node.ts")],
    platform: "node",
    outfile: path.join(fresh, "node.js"),
  });
  await esbuild.build({
    ...shared,
    entryPoints: [at("src/worker.ts")],
    platform: "neutral",
    outfile: path.join(fresh, "worker.js"),
  });
}

async function buildIslands(fresh: string): Promise<Record<string, string>> {
  const folder = at("src/web/islands");
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".ts"));
  const { metafile } = await esbuild.build({
    entryPoints: names.map((name) => path.join(folder, name)),
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2020", "chrome87", "safari14.1"],
    entryNames: "[name].[hash]",
    outdir: path.join(fresh, "public/assets"),
    metafile: true,
    absWorkingDir: projectRoot,
    logLevel: "warning",
  });
  const outputs = Object.entries(metafile.outputs);
  return Object.fromEntries(
    outputs.map(([output, { entryPoint = "" }]) => [
      `${path.basename(entryPoint, ".ts")}.js`,
      `/assets/${path.basename(output)}`,
    ]),
  );
}

function buildStyles(fresh: string): Record<string, string> {
  const plain = path.join(fresh, "styles.css");
  const program = at("node_modules/@tailwindcss/cli/dist/index.mjs");
  const args = [program, "-i", at("src/web/styles.css"), "-o", plain, "--minify"];
  const ran = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" });
  if (ran.status !== 0) throw new StartError(`样式没有构建成功:\n${ran.stderr}`);
  const digest = createHash("sha256").update(fs.readFileSync(plain)).digest("hex");
  const name = `styles.${digest.slice(0, 8)}.css`;
  fs.mkdirSync(path.join(fresh, "public/assets"), { recursive: true });
  fs.renameSync(plain, path.join(fresh, "public/assets", name));
  return { "styles.css": `/assets/${name}` };
}

/** For Node; Cloudflare packs by itself and is told to leave these out. */
function compress(folder: string) {
  const packable = /\.(css|js|json|svg|txt|webmanifest)$/;
  for (const file of filesOf(folder)) {
    const plain = fs.readFileSync(file);
    if (!packable.test(file) || plain.length < 1024) continue;
    fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(plain));
    fs.writeFileSync(`${file}.gz`, zlib.gzipSync(plain, { level: 9 }));
  }
}

if (import.meta.main) await build();
