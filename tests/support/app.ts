import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inject, onTestFinished } from "vitest";
import { createApp } from "../../src/app.ts";
import { connect, type Db } from "../../src/db/connect.ts";
import type { Settings } from "../../src/http.ts";
import { readState } from "../../src/lexicon/state-store.ts";
import { createMatching } from "../../src/matching/matcher.ts";

export const settings = {
  publicUrl: "http://localhost",
  authSecret: "a secret of the tests, long enough",
  development: true,
};

/** Compiled once for all tests that publish no lexicon of their own. */
const shipped = createMatching();

function sharedMatching(): typeof shipped {
  const own = createMatching();
  return async (db, finder) =>
    await ((await readState(db)).published === 0 ? shipped : own)(db, finder);
}

/** A database of the test's own, as that template is, dropped after the test. */
export async function ownDatabase(template: string) {
  const own = `t_${randomUUID().replaceAll("-", "")}`;
  const { admin } = inject("template");
  const root = connect(admin, 1);
  // Copied as files: by way of the log, the default, takes four times as long.
  await sql`create database ${sql.id(own)} template ${sql.id(template)} strategy file_copy`.execute(
    root,
  );
  const url = admin.replace(/\/[^/]*$/, `/${own}`);
  const db = connect(url);
  onTestFinished(async () => {
    await db.destroy();
    await sql`drop database ${sql.id(own)} with (force)`.execute(root);
    await root.destroy();
  });
  return { db, url };
}

/** The whole app on a database of its own, cloned from the migrated template. */
export async function testApp(given: Partial<Settings> = {}, clientAddress = "127.0.0.1") {
  return appOn(await ownDatabase(inject("template").name), given, clientAddress);
}

/** The whole app on that database. */
export function appOn(
  { db, url }: { db: Db; url: string },
  given: Partial<Settings> = {},
  clientAddress = "127.0.0.1",
) {
  const pending: Promise<unknown>[] = [];
  /** A test moves it to let time pass. */
  const clock = { now: () => new Date() };
  /** What goes on behind the answers is through. */
  const settled = async () => void (await Promise.all(pending));
  onTestFinished(settled);
  /** One more machine on the same database, with connections of its own if they are given. */
  const machine = (pool = db) =>
    createApp(async (c, next) => {
      c.set("db", pool);
      c.set("settings", { ...settings, ...given });
      c.set("clientAddress", clientAddress);
      c.set("now", () => clock.now());
      c.set("background", (work) => void pending.push(work.catch(console.error)));
      await next();
    }, sharedMatching());
  return { app: machine(), machine, db, clock, url, settled };
}

export const json = (body: unknown, headers: Record<string, string> = {}) => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", ...headers },
});

export const form = (
  fields: Record<string, string> | [string, string][],
  headers: Record<string, string> = {},
) => ({
  method: "POST",
  body: new URLSearchParams(fields),
  headers: { origin: settings.publicUrl, ...headers },
});

/** What a JSON answer holds; the test says what it expects there. */
export async function read<T>(answer: Response): Promise<T> {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- the assertions that follow check it
  return (await answer.json()) as T;
}
