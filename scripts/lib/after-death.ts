import { spawn } from "node:child_process";

/**
 * Runs a shell command once this process is dead, even by kill -9: a small shell waits for the end
 * of a pipe that only we hold. The answer calls it off.
 */
export function afterDeath(command: string, args: string[]): () => void {
  const waiting = spawn("/bin/sh", ["-c", `read -r _; ${command}`, "sh", ...args], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  waiting.unref();
  return () => void waiting.kill("SIGKILL");
}
