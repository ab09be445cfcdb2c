import type { Db } from "../db/connect.ts";

export async function belongsTo(db: Db, solutionId: string, providerId: string): Promise<boolean> {
  const found = await db
    .selectFrom("solution")
    .select("id")
    .where("id", "=", solutionId)
    .where("provider_id", "=", providerId)
    .executeTakeFirst();
  return found !== undefined;
}
