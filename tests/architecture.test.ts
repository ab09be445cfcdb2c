import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { httpOnlyAtTheDoor, noModuleState, type Rule, sqlOnlyInStores } from "./support/rules.ts";

const sources = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "src"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith("db/types.ts"));

const rules: [string, Rule, string[]][] = [
  [
    "SQL stands in store.ts only",
    sqlOnlyInStores,
    [
      "import { sql } from 'kysely'; export const f = (db) => sql`select 1`.execute(db);",
      "export const f = (c) => c.var.db.selectFrom('provider').execute();",
      "export const f = (db) => db.updateTable('provider').set({}).execute();",
    ],
  ],
  [
    "HTTP stands in routes and pages only",
    httpOnlyAtTheDoor,
    ["import { Hono } from 'hono'; export const x = Hono;"],
  ],
  [
    "no module keeps state",
    noModuleState,
    [
      "let count = 0; export const f = () => count++;",
      "const cache = new Map(); export const f = () => cache;",
      "export const list = [];",
      "const db = new Kysely({});",
    ],
  ],
];

test.for(rules)("%s", ([, rule, breaches]) => {
  for (const breach of breaches) expect(rule("src/planted/service.ts", breach)).not.toEqual([]);
  const found = sources
    .filter((file) => !file.startsWith("src/web/islands/"))
    .flatMap((file) => rule(file, readFileSync(file, "utf8")).map((what) => `${file}: ${what}`));
  expect(found).toEqual([]);
});

test("where software runs has one name", () => {
  const others = /部署方式|想怎么用|想怎么装|运行方式/u;
  const found = sources
    .filter((file) => file !== "src/imports/columns.ts")
    .filter((file) => others.test(readFileSync(file, "utf8")));
  expect(found).toEqual([]);
});

const planted: [string, string, Record<string, string>, string][] = [
  [
    "Kysely in routes",
    "oxlint",
    { "src/x/routes.ts": "import { sql } from 'kysely';\nexport const a = sql;\n" },
    "no-restricted-imports",
  ],
  [
    "HTTP in a store",
    "oxlint",
    { "src/x/store.ts": "import { Hono } from 'hono';\nexport const a = Hono;\n" },
    "no-restricted-imports",
  ],
  [
    "node:fs in src",
    "oxlint",
    { "src/x/service.ts": "import fs from 'node:fs';\nexport const a = fs;\n" },
    "no-restricted-imports",
  ],
  [
    "a cycle",
    "oxlint",
    {
      "src/x/a.ts": "import { b } from './b.ts';\nexport const a = (): number => b();\n",
      "src/x/b.ts": "import { a } from './a.ts';\nexport const b = (): number => a();\n",
    },
    "no-cycle",
  ],
  [
    "a cycle of types",
    "oxlint",
    {
      "src/x/a.ts": "import type { B } from './b.ts';\nexport type A = { b: B };\n",
      "src/x/b.ts": "import type { A } from './a.ts';\nexport type B = { a: A | 1 };\n",
    },
    "no-cycle",
  ],
  [
    "a floating promise",
    "oxlint",
    { "src/x/service.ts": "export function f(p: Promise<void>): void {\n  p;\n}\n" },
    "no-floating-promises",
  ],
  ["any", "oxlint", { "src/x/service.ts": "export const a: any = 1;\n" }, "no-explicit-any"],
  [
    "Buffer in src",
    "oxlint",
    { "src/x/service.ts": "export const a = Buffer.from('');\n" },
    "no-restricted-globals",
  ],
  [
    "a Node type in src",
    "tsc",
    { "src/x/service.ts": "export const a: NodeJS.Timeout | 0 = 0;\n" },
    "NodeJS",
  ],
  [
    "process in src",
    "oxlint",
    { "src/x/service.ts": "export const a = process.pid;\n" },
    "no-restricted-globals",
  ],
];

test.for(planted)("%s is caught by %s", ([, tool, files, message]) => {
  const folder = mkdtempSync(path.join(tmpdir(), "planted-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of [".oxlintrc.json", "tsconfig.json", "tsconfig.src.json"])
    cpSync(file, path.join(folder, file));
  symlinkSync(path.resolve("node_modules"), path.join(folder, "node_modules"));
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), code);
  }
  const args = tool === "tsc" ? ["-p", "tsconfig.src.json"] : ["--type-aware", "src"];
  const bin = path.resolve("node_modules", ".bin", tool);
  const { status, stdout } = spawnSync(bin, args, { cwd: folder, encoding: "utf8" });
  expect([status === 0, stdout]).toEqual([false, expect.stringContaining(message)]);
});
