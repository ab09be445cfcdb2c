import type { Trx } from "../db/connect.ts";

/** Everything that points to the applicant points to the firm it has claimed. */
export async function moveToProvider(trx: Trx, from: string, to: string): Promise<void> {
  const values = { provider_id: to };
  await trx
    .updateTable("application")
    .set({ ...values, claims_provider_id: null })
    .where("provider_id", "=", from)
    .execute();
  await trx.updateTable("solution").set(values).where("provider_id", "=", from).execute();
  await trx.updateTable("case").set(values).where("provider_id", "=", from).execute();
}

export async function deleteApplicant(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom("provider").where("id", "=", id).where("status", "=", "applying").execute();
}
