import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { startPostgres } from "./postgres.ts";
import { projectRoot } from "./project.ts";
import { StartError } from "./say.ts";

export type Database = { url: string; embedded: boolean; stop: () => Promise<void> };

/** `DATA_DIR` is for tests: a place of their own for what a first start makes. */
export const dataFolder = path.resolve(projectRoot, process.env["DATA_DIR"] || ".data");

/** The server that `DATABASE_URL` names, else the embedded one. */
export async function openDatabase(): Promise<Database> {
  const given = process.env["DATABASE_URL"];
  if (given) {
    await checkServer(given);
    return { url: given, embedded: false, stop: async () => {} };
  }
  const { url, stop } = await startPostgres(path.join(dataFolder, "postgres"));
  return { url, embedded: true, stop };
}

async function checkServer(url: string) {
  if (!/^postgres(ql)?:\/\//.test(url))
    throw new StartError("DATABASE_URL 应以 postgres:// 开头。");
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [server] = await sql<{ version: number; encoding: string }[]>`
      select current_setting('server_version_num')::int / 10000 as version,
        current_setting('server_encoding') as encoding`;
    if (!server || server.version < 18)
      throw new StartError(`DATABASE_URL 是 PostgreSQL ${server?.version},需要 18 或更新。`);
    if (server.encoding !== "UTF8")
      throw new StartError(`DATABASE_URL 的编码是 ${server.encoding},需要 UTF8。`);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const why = error instanceof Error ? error.message || String(Reflect.get(error, "code")) : "";
    throw new StartError(`连不上 DATABASE_URL 指定的数据库:${why}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Signs sessions: made at the first start and kept, so that a restart signs nobody out. */
export function authSecret(): string {
  const given = process.env["AUTH_SECRET"];
  if (given) return given;
  const file = path.join(dataFolder, "auth-secret");
  fs.mkdirSync(dataFolder, { recursive: true });
  try {
    fs.writeFileSync(`${file}.${process.pid}`, randomBytes(32).toString("hex"), { mode: 0o600 });
    // A link appears whole and only once, so that of two first starts both read the same.
    fs.linkSync(`${file}.${process.pid}`, file);
  } catch (error) {
    if (!(error instanceof Error) || Reflect.get(error, "code") !== "EEXIST") throw error;
  } finally {
    fs.rmSync(`${file}.${process.pid}`, { force: true });
  }
  return fs.readFileSync(file, "utf8");
}
