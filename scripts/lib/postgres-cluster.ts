import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { afterDeath } from "./after-death.ts";
import type { Binaries } from "./postgres-binaries.ts";
import { environment } from "./postgres-process.ts";
import { canEnter, giveTo, reachableFolder, type RunAs } from "./postgres-user.ts";
import { say, StartError } from "./say.ts";

export const superuser = "shuqiao";

/**
 * Where the data really lies. As root in a folder that others cannot enter it lies outside, and
 * `folder` is a link to it, so that the two stay together.
 */
export function placeOf(folder: string, user: RunAs): string {
  const home = path.dirname(folder);
  fs.mkdirSync(home, { recursive: true });
  const known = fs.lstatSync(folder, { throwIfNoEntry: false });
  if (known?.isSymbolicLink()) {
    const target = path.resolve(home, fs.readlinkSync(folder));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    return target;
  }
  const real = path.join(fs.realpathSync(home), path.basename(folder));
  if (canEnter(fs.realpathSync(home), user)) return real;
  if (known)
    throw new StartError(`运行 PostgreSQL 的用户进不了 ${real}。请换一个位置,或不用 root 运行。`);
  const outside = fs.mkdtempSync(path.join(reachableFolder(user), "data-"));
  fs.chmodSync(outside, 0o711);
  fs.symlinkSync(path.join(outside, "postgres"), folder);
  say(`以 root 运行,而其他用户进不了 ${home}:数据库放在 ${outside}。`);
  return path.join(outside, "postgres");
}

/** initdb works beside the final name and is renamed when complete: half of it is never taken for data. */
export async function ensureCluster(data: string, binaries: Binaries, user: RunAs): Promise<void> {
  removeUnfinished(data);
  const version = path.join(data, "PG_VERSION");
  if (fs.existsSync(version)) return checkVersion(fs.readFileSync(version, "utf8"), data, binaries);
  if (fs.existsSync(data) && fs.readdirSync(data).length > 0)
    throw new StartError(`${data} 里有别的东西,不是数据库。请移开它再启动。`);
  const fresh = `${data}.new-${randomUUID()}`;
  fs.mkdirSync(fresh, { mode: 0o700 });
  const passwordFile = `${fresh}.password`;
  fs.writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  giveTo(user, fresh);
  giveTo(user, passwordFile);
  // Not every system knows C.UTF-8; PostgreSQL brings the same of its own.
  const own = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const first = await initdb(["--locale=C.UTF-8"], { fresh, passwordFile, binaries, user });
  const failure = first && (await initdb(own, { fresh, passwordFile, binaries, user }));
  if (failure) {
    removeUnfinished(data);
    throw new StartError(`initdb 没有成功:\n${failure}`);
  }
  fs.renameSync(passwordFile, passwordFileOf(fresh));
  fs.renameSync(fresh, data);
}

type InitDb = { fresh: string; passwordFile: string; binaries: Binaries; user: RunAs };

/** What went wrong, if anything did. It dies with us: an orphan would go on writing into what is swept up. */
async function initdb(locale: string[], { fresh, passwordFile, binaries, user }: InitDb) {
  const args = ["-D", fresh, "-U", superuser, "-E", "UTF8", ...locale];
  args.push("--auth=scram-sha-256", `--pwfile=${passwordFile}`);
  const child = spawn(path.join(binaries.bin, "initdb"), args, {
    ...user,
    cwd: "/",
    detached: true,
    env: environment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const forget = afterDeath(`kill -KILL -${child.pid}`, []);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const code = await new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (status) => resolve(status ?? "killed"));
  });
  forget();
  return code === 0 ? undefined : `${said.trim()} (${code})`;
}

/** What a start that was killed in its first second left behind. */
function removeUnfinished(data: string) {
  const begin = `${path.basename(data)}.new-`;
  for (const name of fs.readdirSync(path.dirname(data)))
    if (name.startsWith(begin))
      fs.rmSync(path.join(path.dirname(data), name), {
        recursive: true,
        force: true,
        maxRetries: 5,
      });
}

function checkVersion(version: string, data: string, { major }: Binaries) {
  if (Number(version) !== major)
    throw new StartError(
      `${data} 是 PostgreSQL ${version.trim()} 的数据,现在的程序是 ${major}。请换回原来的版本,或移开旧数据。`,
    );
}

/** Within the data, so that the two are made, moved and removed together. */
const passwordFileOf = (data: string) => path.join(data, "shuqiao.password");

export function passwordOf(data: string): string {
  return fs.readFileSync(passwordFileOf(data), "utf8");
}
