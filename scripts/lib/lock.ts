import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { StartError } from "./say.ts";

/**
 * Locks between processes. Node has no flock, but SQLite locks its files through the operating
 * system, which lets go when the holder dies, however it dies: there is no stale lock to judge.
 */
export type Lock = { release: () => void };

export function tryExclusive(file: string): Lock | undefined {
  return tryLock(file, ["begin exclusive"]);
}

/** Any number may hold it together; while one does nobody gets the exclusive one. */
export function tryShared(file: string): Lock | undefined {
  return tryLock(file, ["begin", "select * from sqlite_master"]);
}

export async function exclusive(file: string, onWait?: () => void): Promise<Lock> {
  for (let tries = 0; ; tries++) {
    const lock = tryExclusive(file);
    if (lock) return lock;
    if (tries === 20) onWait?.();
    await sleep(50);
  }
}

function tryLock(file: string, statements: string[]): Lock | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    for (const statement of statements) database.prepare(statement).all();
    const held = database;
    return { release: () => held.close() };
  } catch (error) {
    database?.close();
    const busy = 5;
    if (error instanceof Error && Reflect.get(error, "errcode") === busy) return undefined;
    const why = error instanceof Error ? error.message : "";
    throw new StartError(`不能使用 ${file}(${why})。请用文件夹的主人运行,或换一个位置。`);
  }
}
