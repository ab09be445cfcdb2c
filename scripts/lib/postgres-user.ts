import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** PostgreSQL refuses to run as root; anybody else runs it as himself (`undefined`). */
export type RunAs = { uid: number; gid: number } | undefined;

/** As root: the owner of data that is there, else `postgres`, else `nobody`. */
export function runAs(folder: string): RunAs {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = fs.statSync(folder, { throwIfNoEntry: false }) ?? { uid: 0, gid: 0 };
  if (uid !== 0) return { uid, gid };
  return accountOf("postgres") ?? accountOf("nobody") ?? { uid: 65534, gid: 65534 };
}

function accountOf(name: string): RunAs {
  if (!fs.existsSync("/etc/passwd")) return undefined;
  for (const line of fs.readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [account, , uid, gid] = line.split(":");
    // macOS writes nobody as -2.
    if (account === name) return { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
  }
  return undefined;
}

/** Asked of the system itself: modes alone do not tell (mounts, access lists). */
export function canEnter(folder: string, user: RunAs): boolean {
  if (!user) return true;
  const tried = spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], {
    ...user,
    cwd: "/",
    stdio: "ignore",
  });
  return tried.status === 0;
}

/** Gives a folder with all that is in it to the user who will run PostgreSQL on it. */
export function giveTo(user: RunAs, path: string): void {
  if (!user) return;
  fs.lchownSync(path, user.uid, user.gid);
  if (!fs.lstatSync(path).isDirectory()) return;
  for (const name of fs.readdirSync(path)) giveTo(user, `${path}/${name}`);
}

const shared = ["/var/lib/shuqiao", "/opt/shuqiao", "/var/tmp/shuqiao-root"];

/** For root only: a folder of root's own that every user can enter, outside of root's home. */
export function reachableFolder(user: RunAs): string {
  for (const folder of shared) {
    try {
      fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
      const { uid, mode } = fs.lstatSync(folder);
      // Whoever else could write here could slip us his own programs.
      if (uid !== 0 || (mode & 0o022) !== 0) continue;
      fs.chmodSync(folder, 0o755);
      if (canEnter(folder, user)) return folder;
    } catch {
      // A read-only place: the next one may do.
    }
  }
  throw new Error(`no folder that another user can enter: ${shared.join(", ")}`);
}
