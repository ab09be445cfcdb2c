import { spawnSync } from "node:child_process";
import path from "node:path";
import { connect } from "../src/db/connect.ts";
import { throwawayPostgres } from "./lib/postgres.ts";
import { projectRoot } from "./lib/project.ts";
import { migrate } from "./migrate.ts";

/** Writes `src/db/types.ts` from the migrations, or with `verify` says how it differs from them. */
export function codegen(url: string, { verify = false } = {}): { ok: boolean; output: string } {
  const program = path.join(projectRoot, "node_modules/kysely-codegen/dist/cli/bin.js");
  const args = [program, "--url", url, "--log-level", "error", ...(verify ? ["--verify"] : [])];
  const ran = spawnSync(process.execPath, args, { cwd: projectRoot, encoding: "utf8" });
  return { ok: ran.status === 0, output: `${ran.stdout}${ran.stderr}` };
}

async function main() {
  const server = await throwawayPostgres("codegen");
  const db = connect(server.url, 1);
  try {
    await migrate(db, path.join(projectRoot, "migrations"));
    const { ok, output } = codegen(server.url);
    process.stderr.write(output);
    process.exitCode = ok ? 0 : 1;
  } finally {
    await db.destroy();
    await server.stop();
  }
}

if (import.meta.main) await main();
