import { type Kysely, sql } from "kysely";

/** What pages ask of a platform on which much has been done is found by what they show. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // What became of a request, an engagement that ended early included.
  `create index on engagement (request_id)`,
  `create index on question (provider_id)`,
  // Counted for every match.
  `create index engagement_accepted on engagement (provider_id) where status = 'accepted'`,
  `create index rating_stars on rating (provider_id) include (overall)`,
  // By place, for its officials.
  `create index on request (region_code, id)`,
  `create index on provider (region_code)`,
  `create index on organisation (region_code)`,
  // Where a list begins that stands in no order of names.
  `create index provider_ring on provider (md5(id::text)) where status = 'listed'`,
  // By period, for reports.
  `create index on proposal (submitted_at)`,
  `create index proposal_awarded on proposal (decided_at) where status = 'awarded'`,
  `create index on request_invitation (at)`,
  `create index match_result_unmet on match_result (id) where result->'unmet' <> '[]'::jsonb`,
  // The newest of one kind of thing, without the many that an import wrote.
  `create index audit_event_acts on audit_event (thing_kind, id)
    where kind not in ('provider.imported', 'solution.imported', 'case.imported')`,
];
