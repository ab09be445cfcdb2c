import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { freePort } from "../../scripts/lib/postgres-process.ts";

/** A Meilisearch to start and kill. */
export const meilisearchProgram = process.env["MEILISEARCH_BIN"];

/** A server of the test's own. Killed, it holds the folder and the port until it is gone. */
export async function startMeilisearch(program: string, folder: string) {
  const [port, key] = [await freePort(), "a master key of the tests"];
  const url = `http://127.0.0.1:${port}`;
  const args = ["--http-addr", `127.0.0.1:${port}`, "--master-key", key, "--no-analytics"];
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(program, [...args, "--db-path", path.join(folder, "meilisearch")], {
      stdio: "ignore",
      cwd: folder,
    });
    for (;;) {
      const ok = await fetch(`${url}/health`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ok) return;
      await sleep(20);
    }
  };
  await start();
  onTestFinished(() => void child?.kill("SIGKILL"));
  const kill = async () => {
    const dead = new Promise((resolve) => child?.once("close", resolve));
    child?.kill("SIGKILL");
    await dead;
  };
  return { url, key, start, kill };
}
