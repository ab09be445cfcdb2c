import { type RawBuilder, sql } from "kysely";
import type { Db, Trx } from "../db/connect.ts";
import type { State } from "../db/states.ts";

/** Only who was vetted holds a code, as long as he stands in the list; `provider_uscc_held` says the same. */
export function holdsCode(provider: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${provider}.${name}`);
  return sql`(${column("listed_at")} is not null and ${column("status")} in ('listed', 'suspended'))`;
}

/** The provider that holds this code, unless it is the organisation's own. */
export async function findHolder(db: Db, code: string, exceptOrganisationId: string | null) {
  return await db
    .selectFrom("provider as p")
    .select(["p.id", "p.name"])
    .where("p.uscc", "=", code)
    .where(holdsCode("p"))
    .where(
      sql<boolean>`(p.organisation_id is null
        or p.organisation_id is distinct from ${exceptOrganisationId}::uuid)`,
    )
    .executeTakeFirst();
}

type Own = { kind: State<"organisation">; userId: string; exceptId: string | null };

/** An organisation of that side with this code to which the person belongs. Of two forms at once the second waits. */
export async function findOwnWithCode(trx: Trx, code: string, { kind, userId, exceptId }: Own) {
  const key = `uscc ${code} ${userId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(trx);
  return await trx
    .selectFrom("organisation as o")
    .innerJoin("membership as m", "m.organisation_id", "o.id")
    .select(["o.id", "o.name"])
    .where("o.uscc", "=", code)
    .where("o.kind", "=", kind)
    .where("o.closed_at", "is", null)
    .where("m.user_id", "=", userId)
    .where(sql<boolean>`o.id is distinct from ${exceptId}::uuid`)
    .executeTakeFirst();
}
