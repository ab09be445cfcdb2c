import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // The imported firm that this application will take over when it is listed.
  `alter table application
    add column claims_provider_id uuid references provider (id),
    add column batch_no text,
    add column valid_until date`,
  `create index on application (organisation_id, id)`,
  `create index on provider (lower(legal_name)) where status = 'imported'`,
  // For the job that ends suspensions.
  `create index on provider (suspended_until) where status = 'suspended'`,
];
