import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import { build } from "./build.ts";
import { afterDeath } from "./lib/after-death.ts";
import { onEnd } from "./lib/ending.ts";
import { quickFolder, throwawayPostgres } from "./lib/postgres.ts";
import { projectRoot } from "./lib/project.ts";
import { say } from "./lib/say.ts";

/** `npm test`: the checks, then every suite. `npm test -- FILE…`: only the suites of these files. */
async function test(files: string[]) {
  const tally: Tally = { passed: 0, failed: [], skipped: [] };
  if (files.length === 0) await runChecks(tally);
  await runSuites(files, tally);
  for (const name of tally.skipped) say(`skipped: ${name}`);
  for (const name of tally.failed) say(`FAILED: ${name}`);
  if (tally.skipped.length > 0) say(`${tally.skipped.length} skipped`);
  say(`${tally.passed} passed, ${tally.failed.length} failed`);
  return tally.failed.length === 0 ? 0 : 1;
}

type Tally = { passed: number; failed: string[]; skipped: string[] };

async function runChecks(tally: Tally) {
  const { check } = z
    .object({ scripts: z.object({ check: z.string() }) })
    .parse(JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8"))).scripts;
  for (const command of check.split("&&").map((part) => part.trim())) {
    const [program = "", ...args] = command.split(" ");
    const { code, output } = await run(program, args, { quiet: true });
    if (code === 0) tally.passed++;
    else {
      tally.failed.push(command);
      say(`${output}\n`);
    }
    say(`${code === 0 ? "✓" : "✗"} ${command}`);
  }
}

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

async function runSuites(files: string[], tally: Tally) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "shuqiao-test-"));
  const json = path.join(folder, "report.json");
  const given = process.env["TEST_DATABASE_URL"];
  const postgres = given ? undefined : await throwawayPostgres("postgres", quickFolder());
  try {
    await build();
    const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${json}`];
    const env = { TEST_DATABASE_URL: given ?? postgres?.url };
    const { code } = await run("vitest", [...args, ...files], { env });
    const before = tally.failed.length;
    if (fs.existsSync(json)) count(fs.readFileSync(json, "utf8"), tally);
    // What broke outside of any test.
    if (code !== 0 && tally.failed.length === before)
      tally.failed.push(`vitest (exit code ${code})`);
  } finally {
    await postgres?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function count(json: string, tally: Tally) {
  for (const suite of report.parse(JSON.parse(json)).testResults) {
    const file = path.relative(projectRoot, suite.name);
    const before = tally.failed.length;
    for (const { fullName, status } of suite.assertionResults)
      if (status === "passed") tally.passed++;
      else (status === "failed" ? tally.failed : tally.skipped).push(`${file} ${fullName}`);
    if (suite.status === "failed" && tally.failed.length === before) tally.failed.push(file);
  }
}

let current: ChildProcess | undefined;
let interrupted = false;

type Run = { quiet?: boolean; env?: Record<string, string | undefined> };

async function run(program: string, args: string[], { quiet = false, env = {} }: Run) {
  if (interrupted) return { code: 130, output: "" };
  const child = spawn(program, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ["ignore", quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
  });
  current = child;
  const forget = afterDeath(`kill -TERM ${child.pid}`, []);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject).once("close", (status) => resolve(status ?? 1));
  });
  forget();
  return { code, output };
}

onEnd(() => {
  interrupted = true;
  current?.kill("SIGTERM");
});
process.exit(await test(process.argv.slice(2)));
