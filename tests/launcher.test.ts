import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { exclusive, tryExclusive, tryShared } from "../scripts/lib/lock.ts";
import { startPostgres } from "../scripts/lib/postgres.ts";
import {
  findPostmaster,
  isAlive,
  sharedBuffers,
  stopPostmaster,
} from "../scripts/lib/postgres-process.ts";
import { ownFolder } from "./support/program.ts";

const launcher = path.resolve("scripts/lib/postgres.ts");

async function ask(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

/** Another process that starts PostgreSQL in `folder`, says so, and stays until it is killed. */
function startElsewhere(folder: string) {
  const code = `const { startPostgres } = await import(process.argv[1]);
    await startPostgres(process.argv[2]); console.log("up"); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code, launcher, folder]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const up = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  const kill = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  };
  return { up, kill };
}

function ownCluster() {
  const folder = path.join(ownFolder(), "postgres");
  onTestFinished(async () => {
    const left = findPostmaster(folder);
    if (left) await stopPostmaster(left);
  });
  return folder;
}

test("what another process left running is taken over, and ended with its last user", async () => {
  const folder = ownCluster();
  const other = startElsewhere(folder);
  await other.up;
  const pid = findPostmaster(folder)?.pid;
  const shared = await startPostgres(folder);
  await ask(shared.url, "create table kept (id int)");
  expect(shared.adopted).toBe(true);
  await shared.stop();
  expect(findPostmaster(folder)?.pid).toBe(pid);

  await other.kill();
  const adopted = await startPostgres(folder);
  expect([adopted.adopted, findPostmaster(folder)?.pid]).toEqual([true, pid]);
  expect(await ask(adopted.url, "select * from kept")).toEqual([]);
  await adopted.stop();
  expect(isAlive(pid!)).toBe(false);
});

test("a start that is killed at any instant leaves nothing that keeps the next from starting", async () => {
  const folder = ownCluster();
  for (const delay of [60, 150, 250, 400, 550, 700]) {
    const other = startElsewhere(folder);
    await sleep(delay);
    await other.kill();
  }
  const server = await startPostgres(folder);
  expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await server.stop();
  const left = fs.readdirSync(path.dirname(folder)).filter((name) => name.includes(".new-"));
  expect(left).toEqual([]);
});

test("a killed PostgreSQL, a stale pid file and a foreign pid in it do not matter", async () => {
  const folder = ownCluster();
  const first = await startPostgres(folder);
  await ask(first.url, "create table kept (id int)");
  process.kill(findPostmaster(folder)!.pid, "SIGKILL");
  const second = await startPostgres(folder);
  expect([second.adopted, await ask(second.url, "select * from kept")]).toEqual([false, []]);
  await second.stop();
  await first.stop();

  fs.writeFileSync(path.join(folder, "postmaster.pid"), `${process.pid}\n${folder}\n0\n5432\n`);
  const third = await startPostgres(folder);
  expect(await ask(third.url, "select * from kept")).toEqual([]);
  await third.stop();
});

test("it is ours alone: a password, loopback, no socket, UTF-8, closed files", async () => {
  const folder = ownCluster();
  const server = await startPostgres(folder);
  const wrong = server.url.replace(/:[^:@]+@/, ":wrong@");
  await expect(ask(wrong, "select 1")).rejects.toThrow("password");
  const names = ["server_encoding", "listen_addresses", "unix_socket_directories", "fsync"];
  const shown = names.map((name) => `current_setting('${name}')`).join(" || ',' || ");
  expect(await ask(server.url, `select ${shown} as all`)).toEqual([{ all: "UTF8,127.0.0.1,,on" }]);
  expect(await ask(server.url, "select lower('ÄÖ') as low")).toEqual([{ low: "äö" }]);
  const mode = (file: string) => fs.statSync(path.join(folder, file)).mode & 0o777;
  expect([mode("."), mode("shuqiao.password")]).toEqual([0o700, 0o600]);
  await server.stop();
});

test("a folder with other things in it is not touched", async () => {
  const folder = ownCluster();
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, "letter.txt"), "dear");
  await expect(startPostgres(folder)).rejects.toThrow("不是数据库");
  expect(fs.readdirSync(folder)).toEqual(["letter.txt"]);
});

test("an exclusive lock keeps others out, a shared one only the exclusive", async () => {
  const file = path.join(ownFolder(), "lock");
  const one = tryShared(file);
  const two = tryShared(file);
  expect([one !== undefined, two !== undefined, tryExclusive(file)]).toEqual([
    true,
    true,
    undefined,
  ]);
  one?.release();
  two?.release();
  const only = await exclusive(file);
  expect([tryShared(file), tryExclusive(file)]).toEqual([undefined, undefined]);
  only.release();
  tryExclusive(file)!.release();
});

test.for([
  [24, 0, "1024MB"],
  [24, 2, "256MB"],
  [4, 2 ** 40, "512MB"],
  [1, 0, undefined],
] as const)("of %i GiB, of which %i may be had, PostgreSQL keeps %s", ([total, allowed, kept]) => {
  const [setting] = sharedBuffers(total * 2 ** 30, allowed * 2 ** 30);
  expect(setting).toBe(kept && `shared_buffers=${kept}`);
});
