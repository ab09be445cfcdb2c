import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { type CompiledQuery, type Dialect, Kysely } from "kysely";
import type * as App from "../../src/app.ts";
import type { Db } from "../../src/db/connect.ts";
import { postgresDialect } from "../../src/db/dialect.ts";
import { projectRoot } from "../lib/project.ts";
import type { Ask, Case } from "./cases.ts";
import { madeMark, type Plan, type PlannedCase, type Step } from "./plan.ts";

type Noted =
  | { do: "query"; sql: string; parameters: readonly unknown[]; group: number; rows: unknown }
  | { do: "begin" }
  | { do: "commit" };

/** Asks our app once for everything, in this process, and writes down what it sends to the database. */
export async function capture(
  url: string,
  settings: { authSecret: string },
  cases: readonly Case[],
): Promise<Plan> {
  const notes: Noted[] = [];
  const underWay = new Set<Promise<unknown>>();
  const db: Db = new Kysely({ dialect: noting(postgresDialect(url, 10), notes) });
  try {
    const { createApp } = await bundledApp();
    const app = createApp(async (c, next) => {
      c.set("db", db);
      c.set("settings", { ...settings, publicUrl: "http://127.0.0.1", development: false });
      c.set("clientAddress", "127.0.0.1");
      c.set("now", () => new Date());
      c.set("background", (work) => void underWay.add(work.catch(console.error)));
      await next();
    });
    const texts: string[] = [];
    const planned: PlannedCase[] = [];
    for (const one of cases) {
      const asks = one.fills ? one.asks.slice(0, 1) : one.asks;
      const asked: Asked[] = [];
      for (const ask of asks) {
        notes.length = 0;
        const answer = await app.request(ask.path, requestOf(ask));
        const body = await answer.text();
        // What goes on after the answer is its work too, and must not be noted under another's.
        await Promise.all(underWay);
        underWay.clear();
        if (answer.status !== one.status)
          throw new Error(`${one.name}: ${ask.path} answers ${answer.status}: ${body}`);
        const type = answer.headers.get("content-type") ?? "";
        asked.push({ steps: stepsOf(notes, texts, one.fills?.[0]), body, type });
      }
      planned.push(plannedOf(one, asked));
    }
    return { texts, cases: planned };
  } finally {
    await db.destroy();
  }
}

type Asked = { steps: Step[]; body: string; type: string };

function plannedOf(one: Case, asked: Asked[]): PlannedCase {
  const sorted = asked.toSorted((a, b) => a.body.length - b.body.length);
  const { body: answer, type } = sorted[Math.floor(sorted.length / 2)]!;
  return {
    name: one.name,
    method: one.asks[0]!.method,
    status: one.status,
    answer,
    type,
    scripts: asked.map(({ steps }) => steps),
    ...(one.fills && { fills: one.fills }),
  };
}

export function requestOf({ method, headers = {}, body }: Ask) {
  if (body === undefined) return { method, headers };
  const json = { "content-type": "application/json", ...headers };
  return { method, headers: json, body: JSON.stringify(body) };
}

/** The app as the server has it: `.tsx` must be built before Node can read it. */
async function bundledApp(): Promise<typeof App> {
  const folder = path.join(projectRoot, ".data/bench");
  fs.mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, `app-${process.pid}.js`);
  try {
    await esbuild.build({
      entryPoints: [path.join(projectRoot, "src/app.ts")],
      bundle: true,
      packages: "external",
      format: "esm",
      jsx: "automatic",
      jsxImportSource: "hono/jsx",
      define: { __ASSETS__: "{}" },
      outfile,
      logLevel: "warning",
    });
    const app: typeof App = await import(pathToFileURL(outfile).href);
    return app;
  } finally {
    await esbuild.stop();
    fs.rmSync(outfile, { force: true });
  }
}

function noting(dialect: Dialect, notes: Noted[]): Dialect {
  let underWay = 0;
  let group = 0;
  const createDriver = () => {
    const driver = dialect.createDriver();
    const acquire = driver.acquireConnection.bind(driver);
    driver.acquireConnection = async () => {
      const connection = await acquire();
      const execute = connection.executeQuery.bind(connection);
      connection.executeQuery = async <R>(query: CompiledQuery) => {
        if (underWay++ === 0) group++;
        const { sql, parameters } = query;
        const note = { do: "query" as const, sql, parameters, group, rows: [] as unknown };
        notes.push(note);
        try {
          const result = await execute<R>(query);
          note.rows = result.rows;
          return result;
        } finally {
          underWay--;
        }
      };
      return connection;
    };
    const begin = driver.beginTransaction.bind(driver);
    driver.beginTransaction = async (...given) => {
      notes.push({ do: "begin" });
      await begin(...given);
    };
    const commit = driver.commitTransaction.bind(driver);
    driver.commitTransaction = async (connection) => {
      notes.push({ do: "commit" });
      await commit(connection);
    };
    return driver;
  };
  return { ...dialect, createDriver };
}

function stepsOf(notes: readonly Noted[], texts: string[], fill?: Record<string, string>): Step[] {
  const marks = new Map(Object.entries(fill ?? {}).map(([name, value]) => [value, `{{${name}}}`]));
  const steps: Step[] = [];
  for (const note of notes) {
    if (note.do !== "query") {
      steps.push(note);
      continue;
    }
    const { sql, group } = note;
    const known = texts.indexOf(sql);
    const text = known >= 0 ? known : texts.push(sql) - 1;
    const parameters = note.parameters.map((parameter) => marked(parameter, marks));
    const made = fill && /^insert .*returning "id"$/s.test(sql) ? firstId(note.rows) : undefined;
    steps.push({ do: "query", text, parameters, group, makes: made !== undefined });
    if (made !== undefined) marks.set(made, madeMark);
  }
  return steps;
}

function marked(parameter: unknown, marks: ReadonlyMap<string, string>): unknown {
  if (typeof parameter !== "string") return parameter;
  let text = parameter;
  for (const [value, mark] of marks) text = text.replaceAll(value, mark);
  return text;
}

function firstId(rows: unknown): string | undefined {
  const id: unknown = Array.isArray(rows) ? Reflect.get(Object(rows[0]), "id") : undefined;
  return typeof id === "string" ? id : undefined;
}
