import { type RawBuilder, sql } from "kysely";
import type { Db } from "../db/connect.ts";

export type Row = Record<string, unknown>;
export type LongRow = Row & { id: string };

/** Who he is here, and how he comes in: neither his password nor anything that opens a door. */
export async function readAccount(db: Db, userId: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select u.id, u.name, u.email, u."createdAt", u."updatedAt",
      (select jsonb_agg(jsonb_build_object('way', a."providerId", 'since', a."createdAt",
          'changedAt', a."updatedAt"))
        from account a where a."userId" = u.id) as "signIn",
      (select jsonb_build_object('times', f.failures, 'lastAt', f.last_at)
        from sign_in_failure f where f.email = u.email) as "wrongPasswords",
      (select a.created_at from administrator a where a.user_id = u.id) as "administratorSince"
    from "user" u where u.id = ${userId}`.execute(db);
  return rows[0];
}

/** A contact counts as his own where it bears his name: another's is not his to take along. */
const ownContact = (contact: "o" | "p" | "r") => sql`
  case when ${sql.ref(`${contact}.contact_name`)} = u.name then jsonb_build_object(
    'name', ${sql.ref(`${contact}.contact_name`)}, 'phone', ${sql.ref(`${contact}.contact_phone`)}) end`;

/**
 * Anybody may register with an address that he does not read: whom it was invited by is told only to one
 * who has shown that he reads it.
 */
const readsMail = sql`(u."emailVerified"
  or exists (select from invitation x where x.email = u.email and x.accepted_by = u.id)
  or exists (select from audit_event e where e.actor_id = u.id and e.kind = 'person.password_reset'))`;

/** What a person has few of, each list as a whole. */
const short: Readonly<Record<string, (userId: string) => RawBuilder<Row>>> = {
  memberships: (userId) => sql<Row>`
    select o.id as "organisationId", o.name as organisation, o.kind, m.role, m.created_at as since,
      ${ownContact("o")} as contact, ${ownContact("p")} as "providerContact"
    from membership m join organisation o on o.id = m.organisation_id
      join "user" u on u.id = m.user_id left join provider p on p.organisation_id = o.id
    where m.user_id = ${userId} order by m.created_at, o.id`,
  sessions: (userId) => sql<Row>`
    select "createdAt", "expiresAt", "ipAddress", "userAgent"
    from session where "userId" = ${userId} order by "createdAt" desc limit 1000`,
  tokens: (userId) => sql<Row>`
    select id, name, scopes, created_at as "createdAt", expires_at as "expiresAt",
      last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from access_token where user_id = ${userId} order by id desc limit 1000`,
  invitationsReceived: (userId) => sql<Row>`
    select i.id, o.name as organisation, i.role, i.created_at as "createdAt",
      i.expires_at as "expiresAt", i.accepted_at as "acceptedAt", i.revoked_at as "revokedAt"
    from invitation i join organisation o on o.id = i.organisation_id
      join "user" u on u.id = ${userId}
    where i.accepted_by = u.id or (i.email = u.email and ${readsMail})
    order by i.id desc limit 1000`,
  // To whom is the business of whoever was invited.
  invitationsSent: (userId) => sql<Row>`
    select i.id, o.name as organisation, i.role, i.created_at as "createdAt",
      i.expires_at as "expiresAt", i.accepted_at as "acceptedAt", i.revoked_at as "revokedAt"
    from invitation i join organisation o on o.id = i.organisation_id
    where i.invited_by = ${userId} order by i.id desc limit 1000`,
  // Without the text, which holds the link, and without the name of whoever has invited him.
  mails: (userId) => sql<Row>`
    select l.id, regexp_replace(l.subject, '^.*邀请您加入', '邀请您加入') as subject,
      l.created_at as "createdAt", l.sent_at as "sentAt"
    from mail l join "user" u on u.email = l.recipient
    where u.id = ${userId} and (l.subject not like '%邀请您加入%' or ${readsMail})
    order by l.id desc limit 1000`,
  decisions: (userId) => sql<Row>`
    select d.id, d.application_id as "applicationId", d.verdict, d.criteria, d.note, d.at
    from application_decision d where d.decided_by = ${userId} order by d.id desc limit 1000`,
  looks: (userId) => sql<Row>`
    select application_id as "applicationId", first_at as "firstAt", last_at as "lastAt"
    from application_look where user_id = ${userId} order by last_at desc limit 1000`,
  imports: (userId) => sql<Row>`
    select id, file_name as "fileName", status, created_at as "createdAt"
    from import_run where started_by = ${userId} order by id desc limit 1000`,
  lexiconVersions: (userId) => sql<Row>`
    select number, reason, at from lexicon_version where author_id = ${userId}
    order by number desc limit 1000`,
};

export async function readShortLists(db: Db, userId: string): Promise<Record<string, Row[]>> {
  const read: Record<string, Row[]> = {};
  for (const [name, query] of Object.entries(short))
    read[name] = (await query(userId).execute(db)).rows;
  return read;
}

type Long = { id: RawBuilder<unknown>; shown: RawBuilder<unknown>; from: RawBuilder<unknown> };

const event = (userId: string, kind: string) => ({
  id: sql`e.id`,
  from: sql`audit_event e where e.actor_id = ${userId} and e.kind = ${kind} and e.after is not null`,
});

/** What his firm wrote after he had left is not his to read. */
const isStillIn = (userId: string, organisation: string) => sql`exists (
  select from membership s where s.user_id = ${userId} and s.organisation_id = ${sql.ref(organisation)})`;

/** What may be long, newest first. All ids are in the order of time, so that one place cuts through all. */
function longLists(userId: string): Readonly<Record<string, Long>> {
  return { ...typedLists(userId), ...offeredLists(userId), ...toldLists(userId) };
}

/** What he looked for and wrote for his firm. */
function typedLists(userId: string): Readonly<Record<string, Long>> {
  const still = isStillIn(userId, "r.organisation_id");
  return {
    matches: {
      id: sql`m.id`,
      shown: sql`m.created_at as "createdAt", m.text, m.needs, (
        select coalesce(jsonb_agg(jsonb_build_object('rank', x.item->'rank', 'score', x.item->'score',
          'solution', x.item->'solution'->'name', 'provider', x.item->'provider'->'name',
          'reason', x.item->'reason') order by x.place), '[]')
        from jsonb_array_elements(coalesce(m.result->'matches', '[]')) with ordinality as x (item, place)
      ) as shown`,
      from: sql`match_result m where m.user_id = ${userId} and m.text <> ''`,
    },
    requests: {
      id: sql`r.id`,
      shown: sql`r.created_at as "createdAt", o.name as organisation,
        case when ${still} then jsonb_build_object('status', r.status, 'title', r.title, 'text', r.text,
          'needs', r.needs, 'regionCode', r.region_code, 'industryCode', r.industry_code,
          'headcount', r.headcount, 'budgetMaxFen', r.budget_max_fen, 'deployment', r.deployment,
          'wantedBy', r.wanted_by, 'closesAt', r.closes_at, 'closedReason', r.closed_reason) end as written,
        case when ${still} then ${ownContact("r")} end as contact,
        case when ${still} then r.contact_consent_at end as "contactConsentAt"`,
      from: sql`request r join organisation o on o.id = r.organisation_id
        join "user" u on u.id = r.created_by where r.created_by = ${userId}`,
    },
    answers: {
      ...event(userId, "request.answered"),
      shown: sql`e.at, e.thing_id as "requestId", e.after->>'answer' as text`,
    },
    ratings: {
      id: sql`g.id`,
      shown: sql`g.at, g.engagement_id as "engagementId", g.overall, g.delivery, g.quality, g.service,
        g.value, g.text`,
      from: sql`rating g where g.rated_by = ${userId}`,
    },
  };
}

/** What he wrote for his provider. */
function offeredLists(userId: string): Readonly<Record<string, Long>> {
  const still = isStillIn(userId, "v.organisation_id");
  return {
    questions: {
      ...event(userId, "request.asked"),
      shown: sql`e.at, e.thing_id as "requestId", e.after->>'text' as text`,
    },
    proposals: {
      id: sql`p.id`,
      shown: sql`p.created_at as "createdAt", p.request_id as "requestId", v.name as provider,
        case when ${still} then jsonb_build_object('status', p.status, 'summary', p.summary,
          'plan', p.plan, 'weeks', p.weeks, 'oneOffFen', p.one_off_fen, 'yearlyFen', p.yearly_fen,
          'implementationFen', p.implementation_fen, 'trainingFen', p.training_fen,
          'interfacesFen', p.interfaces_fen, 'exitFen', p.exit_fen) end as written`,
      from: sql`proposal p join provider v on v.id = p.provider_id where p.created_by = ${userId}`,
    },
    ratingReplies: {
      ...event(userId, "engagement.rating_replied"),
      shown: sql`e.at, e.thing_id as "engagementId", e.after->>'reply' as text`,
    },
  };
}

/** What he was told, what he agreed to and what he did. */
function toldLists(userId: string): Readonly<Record<string, Long>> {
  return {
    notices: {
      id: sql`n.id`,
      shown: sql`n.created_at as "createdAt", n.read_at as "readAt", n.kind, n.params, n.link`,
      from: sql`notice n where n.user_id = ${userId}`,
    },
    contactConsents: {
      id: sql`e.id`,
      shown: sql`e.at, e.kind, e.thing_id as "requestId", e.after as detail`,
      from: sql`audit_event e where e.actor_id = ${userId} and e.kind in
        ('request.contact_consented', 'request.contact_refused', 'request.contact_passed')`,
    },
    // What an event holds may tell of others; of himself it tells all.
    events: {
      id: sql`e.id`,
      shown: sql`e.at, e.kind, e.thing_kind as "thingKind", e.thing_id as "thingId",
        e.organisation_id as "organisationId", e.request_id as "requestId",
        case when e.thing_kind in ('person', 'token', 'match') then e.before end as before,
        case when e.thing_kind in ('person', 'token', 'match') then e.after end as after`,
      from: sql`audit_event e where e.actor_id = ${userId}`,
    },
  };
}

/** So many of each, below that id if one is given, and one more to know whether that is all. */
export async function readLongLists(
  db: Db,
  userId: string,
  { before, most }: { before: string | null; most: number },
): Promise<Record<string, LongRow[]>> {
  const read: Record<string, LongRow[]> = {};
  for (const [name, { id, shown, from }] of Object.entries(longLists(userId))) {
    const { rows } = await sql<LongRow>`
      select ${id} as id, ${shown} from ${from}
        and (${before}::uuid is null or ${id} < ${before}::uuid)
      order by ${id} desc limit ${most + 1}`.execute(db);
    read[name] = rows;
  }
  return read;
}

/** An id of this instant: what is written later comes after it. */
export async function makePlace(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`select uuidv7() as id`.execute(db);
  return rows[0]!.id;
}

/** Where parts end that hold so many of the things below that id, all lists taken together. */
export async function listCuts(
  db: Db,
  userId: string,
  { before, most, limit }: { before: string; most: number; limit: number },
): Promise<string[]> {
  const ids = Object.values(longLists(userId)).map(
    ({ id, from }) => sql`select ${id} as id from ${from} and ${id} < ${before}::uuid`,
  );
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, row_number() over (order by id desc) as place, count(*) over () as things
      from (${sql.join(ids, sql` union `)}) thing) placed
    where place % ${most} = 0 and place < things
    order by id desc limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
