import { type ChildProcess, fork, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterDeath } from "../lib/after-death.ts";
import { freePort } from "../lib/postgres-process.ts";
import { projectRoot } from "../lib/project.ts";
import manifest from "../../package.json" with { type: "json" };
import type { MeilisearchAddress } from "../../src/meilisearch/client.ts";
import type { Job, Shot } from "./shooter.ts";

export type Server = { port: number; rssMiB: () => number; stop: () => Promise<void> };

/** Ours as in production, in a process of its own. */
export async function startOurs(
  databaseUrl: string,
  authSecret: string,
  meilisearch?: MeilisearchAddress,
): Promise<Server> {
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: authSecret,
    PORT: `${await freePort()}`,
    ...(meilisearch && {
      MEILISEARCH_URL: meilisearch.url,
      MEILISEARCH_SEARCH_KEY: meilisearch.searchKey,
      MEILISEARCH_WRITE_KEY: meilisearch.writeKey,
      MEILISEARCH_INDEX: meilisearch.prefix,
    }),
  };
  const [, , ...args] = manifest.scripts.serve.split(" ");
  const child = spawn(process.execPath, args, {
    env,
    stdio: ["ignore", "pipe", "inherit"],
    cwd: projectRoot,
  });
  const forget = afterDeath(`kill -TERM ${child.pid}`, []);
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const found = /listening on (http\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`our server ended with ${code}: ${said}`)));
  });
  return serverOf(child, Number(new URL(url).port), forget);
}

export async function startBaseline(
  databaseUrl: string,
  planFile: string,
  poolSize: number,
): Promise<Server> {
  const child = fork(
    path.join(import.meta.dirname, "baseline.ts"),
    [databaseUrl, planFile, `${poolSize}`],
    {
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    child.once("message", (told: { url: string }) => resolve(told));
    child.once("exit", (code) => reject(new Error(`the bare server ended with ${code}`)));
  });
  return serverOf(child, Number(new URL(url).port), () => {});
}

function serverOf(child: ChildProcess, port: number, forget: () => void): Server {
  return {
    port,
    rssMiB: () => residentMiB(child.pid!),
    stop: async () => {
      forget();
      await stopped(child);
    },
  };
}

async function stopped(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
}

/**
 * The most that the process took until now, says Linux; elsewhere nothing is said. What it holds at one
 * instant falls by a hundred where Node has just tidied up, ours or the bare one's.
 */
function residentMiB(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!fs.existsSync(file)) return 0;
  const kib = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(file, "utf8"))?.[1];
  return Math.round(Number(kib ?? 0) / 102.4) / 10;
}

export type Shooter = { shoot: (job: Job) => Promise<Shot>; stop: () => Promise<void> };

export function startShooter(): Shooter {
  const child = fork(path.join(import.meta.dirname, "shooter.ts"));
  return {
    shoot: async (job) => {
      const answer = new Promise<Shot>((resolve, reject) => {
        const died = () => reject(new Error("the load generator died"));
        child.once("exit", died);
        child.once("message", (shot: Shot) => {
          child.off("exit", died);
          resolve(shot);
        });
      });
      child.send(job);
      return await answer;
    },
    stop: async () => await stopped(child),
  };
}
