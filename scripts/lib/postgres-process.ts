import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./postgres-binaries.ts";
import type { RunAs } from "./postgres-user.ts";
import { StartError } from "./say.ts";

export type Postmaster = { pid: number; port: number; ready: boolean };

/** What PostgreSQL itself wrote, if the process it names lives and works in this very folder. */
export function findPostmaster(data: string): Postmaster | undefined {
  const file = path.join(data, "postmaster.pid");
  if (!fs.existsSync(file)) return undefined;
  const lines = fs.readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!pid || !isAlive(pid) || !worksIn(pid, data)) return undefined;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/** A file left by a dead server whose number somebody else got would keep PostgreSQL from starting. */
function dropStalePidFile(data: string): void {
  if (!findPostmaster(data)) fs.rmSync(path.join(data, "postmaster.pid"), { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && Reflect.get(error, "code") === "EPERM";
  }
  // In a container whose first process does not reap, the dead keep their number.
  const stat = `/proc/${pid}/stat`;
  return !fs.existsSync(stat) || !/\) Z /.test(fs.readFileSync(stat, "utf8"));
}

function worksIn(pid: number, data: string) {
  try {
    const [there, here] = [fs.statSync(`/proc/${pid}/cwd`), fs.statSync(data)];
    return there.ino === here.ino && there.dev === here.dev;
  } catch {
    // No /proc (macOS), or not ours to look into: its command line names the folder.
    const asked = spawnSync("ps", ["-o", "args=", "-p", `${pid}`], { encoding: "utf8" });
    return (asked.stdout ?? "").includes(data);
  }
}

export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Only this machine may dial it, and only by TCP: socket paths have a length limit. */
const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=200",
  "timezone=UTC",
  "log_timezone=UTC",
];
/**
 * An eighth of the memory, up to a gigabyte, where PostgreSQL's manual advises a quarter of a machine
 * of its own. What it would take by itself is 128 MiB or less: of a larger catalogue every page is
 * copied from the system again and again.
 */
export function sharedBuffers(totalBytes: number, allowedBytes: number): string[] {
  const bytes = allowedBytes > 0 ? Math.min(totalBytes, allowedBytes) : totalBytes;
  const mebibytes = Math.min(1024, Math.floor(bytes / 8 / 2 ** 20));
  return mebibytes > 128 ? [`shared_buffers=${mebibytes}MB`] : [];
}

const careless = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

export type Launch = { data: string; binaries: Binaries; user: RunAs; throwaway: boolean };

/** A few tries: the port may be taken in between, or children of a killed server still hold on. */
export async function launch(options: Launch): Promise<Postmaster> {
  for (let tries = 1; ; tries++) {
    dropStalePidFile(options.data);
    const result = await launchOnce(options);
    if (typeof result !== "string") return result;
    const running = findPostmaster(options.data);
    if (running?.ready) return running;
    if (tries === 5) throw new StartError(`PostgreSQL 没有启动成功:\n${result}`);
    await sleep(1000);
  }
}

async function launchOnce({ data, binaries, user, throwaway }: Launch) {
  const log = `${data}.log`;
  const tooLong = 10_000_000;
  if ((fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0) > tooLong) fs.rmSync(log);
  const out = fs.openSync(log, "a", 0o600);
  const begin = fs.fstatSync(out).size;
  if (user) fs.fchownSync(out, user.uid, user.gid);
  const args = ["-D", data, "-p", `${await freePort()}`];
  const more = throwaway ? careless : sharedBuffers(os.totalmem(), process.constrainedMemory());
  for (const setting of [...settings, ...more]) args.push("-c", setting);
  // In a session of its own, so that Ctrl-C reaches the server first and the database after it.
  const child = spawn(path.join(binaries.bin, "postgres"), args, {
    ...user,
    cwd: "/",
    detached: true,
    env: environment(),
    stdio: ["ignore", out, out],
  });
  fs.closeSync(out);
  let failure: string | undefined;
  child.once("error", (error) => (failure = error.message));
  child.once("exit", () => (failure ??= fs.readFileSync(log).subarray(begin).toString().trim()));
  child.unref();
  for (;;) {
    await sleep(15);
    if (failure !== undefined) return failure;
    const running = findPostmaster(data);
    if (running?.ready && running.pid === child.pid) {
      // Its log may be gone with its folder by the time it ends.
      child.removeAllListeners("exit");
      return running;
    }
  }
}

/** Nothing of ours: PGDATA, PGPORT or a foreign locale would change what PostgreSQL does. */
export function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], LANG: "C.UTF-8", LC_ALL: "C.UTF-8", TZ: "UTC" };
}

/** Fast shutdown; the immediate one, which recovers on the next start, if it takes too long. */
export async function stopPostmaster({ pid }: Pick<Postmaster, "pid">): Promise<void> {
  for (const [signal, seconds] of [
    ["SIGINT", 20],
    ["SIGQUIT", 10],
  ] as const) {
    if (isAlive(pid)) process.kill(pid, signal);
    for (let waited = 0; waited < seconds * 50; waited++) {
      if (!isAlive(pid)) return;
      await sleep(20);
    }
  }
  throw new StartError(`PostgreSQL(进程 ${pid})没有停下来。`);
}
