import fs from "node:fs";
import path from "node:path";
import { system } from "../src/accounts/actor.ts";
import { sheetNames } from "../src/imports/columns.ts";
import { connect, type Db } from "../src/db/connect.ts";
import type { ImportFile } from "../src/imports/files.ts";
import { getRun, type Run } from "../src/imports/run-store.ts";
import { kinds } from "../src/imports/schema.ts";
import { checkImport, performImport, startImport } from "../src/imports/service.ts";
import { sayPlace, sayProblem } from "../src/imports/words.ts";
import { openDatabase } from "./lib/database.ts";
import { projectRoot } from "./lib/project.ts";
import { say, StartError } from "./lib/say.ts";
import { migrate } from "./migrate.ts";

const now = () => new Date();

/** `npm run import -- FOLDER | FILE…`: the catalogue of a folder, or single files, as the system itself. */
export async function importFiles(db: Db, files: readonly ImportFile[]): Promise<Run> {
  const by = system("import");
  const id = await checkImport(db, by, null, { files, now: now() });
  const checked = await getRun(db, id, null);
  if (checked.status !== "checked") return checked;
  await startImport(db, by, id, null, now());
  await performImport(db, by, id, now);
  return await getRun(db, id, null);
}

/** What a folder of the catalogue holds. */
const catalogueFiles = ["providers.json", "products.json", "cases.json"];

export function readFolderOrFiles(given: readonly string[]): ImportFile[] {
  if (given.length === 0) throw new StartError("用法:npm run import -- 文件夹 或 文件…");
  const files = given.flatMap((each) => {
    if (!fs.existsSync(each)) throw new StartError(`没有找到 ${each}。`);
    if (!fs.statSync(each).isDirectory()) return [each];
    const found = catalogueFiles
      .map((name) => path.join(each, name))
      .filter((name) => fs.existsSync(name));
    if (found.length === 0) throw new StartError(`${each} 里没有 ${catalogueFiles.join("、")}。`);
    return found;
  });
  return files.map((file) => ({
    name: path.basename(file),
    bytes: new Uint8Array(fs.readFileSync(file)),
  }));
}

export function tell(run: Run): void {
  const { counts, errors, warnings, problems } = run.report;
  for (const kind of kinds) {
    const { added, changed, unchanged, skipped } = counts[kind];
    say(`${sheetNames[kind]}:新增 ${added},更新 ${changed},没有变化 ${unchanged},跳过 ${skipped}`);
  }
  const wrong = problems.filter(({ severity }) => severity === "error");
  if (errors > 0) say(`\n错误 ${errors} 处:`);
  for (const problem of wrong.slice(0, 50)) say(`  ${sayPlace(problem)}:${sayProblem(problem)}`);
  if (errors > 50) say(`  ……其余 ${errors - 50} 处略。`);
  if (warnings > 0) say(`\n提醒 ${warnings} 处(不影响导入):`);
  const alike = Map.groupBy(
    problems.filter(({ severity }) => severity === "warning"),
    (problem) =>
      `${problem.sheet}「${problem.column ?? ""}」${sayProblem({ ...problem, params: {} }).replaceAll(/「undefined」|undefined/g, "…")}`,
  );
  for (const [what, some] of alike) say(`  ${what} ${some.length} 处,如${sayPlace(some[0]!)}`);
  say(run.status === "done" ? "\n已导入。" : "\n没有导入,什么都没有写入。");
}

async function main() {
  const files = readFolderOrFiles(process.argv.slice(2));
  const database = await openDatabase();
  const db = connect(database.url, 2);
  try {
    await migrate(db, path.join(projectRoot, "migrations"));
    const run = await importFiles(db, files);
    tell(run);
    process.exitCode = run.status === "done" ? 0 : 1;
  } finally {
    await db.destroy();
    await database.stop();
  }
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    console.error(error instanceof StartError ? error.message : error);
    process.exitCode = 1;
  });
