import { promises as fs } from "node:fs";
import path from "node:path";
import { FileMigrationProvider, Migrator } from "kysely/migration";
import { inTransaction } from "../../src/db/connect.ts";
import { ownDatabase } from "./app.ts";

/** A database as it was after that migration. */
export async function databaseAfter(migration: string) {
  const made = await ownDatabase("template0");
  const provider = new FileMigrationProvider({
    fs,
    path,
    migrationFolder: path.resolve("migrations"),
  });
  await inTransaction(made.db, async (trx) => {
    const { error } = await new Migrator({ db: trx, provider }).migrateTo(migration);
    if (error) throw error;
  });
  return made;
}
