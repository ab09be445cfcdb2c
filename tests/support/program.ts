import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onTestFinished } from "vitest";
import { freePort } from "../../scripts/lib/postgres-process.ts";

/** Runs a script as a person would, with nothing of our environment that would change what it does. */
export function runProgram(script: string, env: Record<string, string> = {}, args: string[] = []) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH, HOME, ...env },
    // The channel tells it when the tests are killed.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  return {
    pid: child.pid!,
    ended,
    output: () => output,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    /** The address it says it serves, once it says so. */
    url: async () => {
      while (child.exitCode === null && child.signalCode === null) {
        const url = /已启动:(http\S+)/.exec(output)?.[1];
        if (url) return url;
        await sleep(50);
      }
      throw new Error(`it ended without serving:\n${output}`);
    },
    stop: async () => {
      child.kill("SIGTERM");
      return await ended;
    },
  };
}

/** Started on a free port, for the length of a test. */
export async function serveFor(
  script: string,
  env: Record<string, string>,
  onFinish: (end: () => Promise<void>) => void = onTestFinished,
) {
  const program = runProgram(script, { PORT: `${await freePort()}`, ...env });
  onFinish(async () => {
    await program.stop();
  });
  return { program, url: await program.url() };
}

/** A folder that PostgreSQL's own user can enter too, when we are root. */
export function ownFolder(onFinish: (end: () => void) => void = onTestFinished): string {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "shuqiao-own-"));
  fs.chmodSync(folder, 0o711);
  onFinish(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}
