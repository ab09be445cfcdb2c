import { globSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { indexProviders } from "../src/search/service.ts";
import { chinaDay } from "../src/time.ts";
import { read } from "./support/app.ts";
import { makeAdministrator, makeMember, makeSolution } from "./support/make.ts";
import { evaluating, type Market, market, published, visitor } from "./support/market.ts";

type Pager = { previous: string; next: string };

/** Where the pager of that page leads. */
async function pagerOf(all: Market, headers: Record<string, string>, path: string): Promise<Pager> {
  const { status, text } = await visitor(all.app, headers).open(path);
  expect([path, status]).toEqual([path, 200]);
  const pager = /<nav class="pager".*?<\/nav>/su.exec(text)?.[0] ?? "";
  const links = [...pager.matchAll(/href="([^"]*)" rel="([^"]*)"/gu)];
  const to = (rel: string) =>
    links.find(([, , one]) => one === rel)?.[1]?.replaceAll("&amp;", "&") ?? "";
  return { previous: to("prev"), next: to("next") };
}

/** Without what tells the page itself. */
function askedIn(address: string) {
  const { pathname, searchParams } = new URL(address, "http://localhost");
  const asked = [...searchParams].map((pair) => pair.join("="));
  return [pathname, ...asked.filter((one) => !/^(after|page)=/u.test(one)).toSorted()];
}

/** What is asked for on the second page, and on the first when one comes back to it. */
async function turned(all: Market, headers: Record<string, string>, list: string) {
  const { next } = await pagerOf(all, headers, list);
  expect([list, next]).toEqual([list, expect.stringMatching(/[?&](after|page)=/u)]);
  const { previous } = await pagerOf(all, headers, next);
  return [askedIn(next), askedIn(previous)];
}

const kept = (list: string) => [askedIn(list), askedIn(list)];

test("turning a page keeps how many each list of requests shows, and what was asked", async () => {
  const all = await market();
  const official = await makeMember(all.db, "authority", { regionCode: "330300" });
  for (let i = 0; i < 2; i++) {
    const { id, proposals } = await evaluating(all);
    const award = { proposalId: proposals[0], reason: "更合适" };
    expect((await all.sme.send("POST", `/requests/${id}/award`, award)).status).toBe(200);
  }
  const lists = [
    ["/requests?limit=1", all.headers.sme],
    ["/requests?status=closed&limit=1", all.headers.sme],
    ["/requests?view=region&limit=1", official.headers],
    ["/proposals?limit=1&status=awarded", all.headers.provider],
    ["/engagements?view=sme&status=agreed&limit=1", all.headers.sme],
  ] as const;
  for (const [list, headers] of lists) expect(await turned(all, headers, list)).toEqual(kept(list));
});

test("turning a page keeps what was asked of leads", async () => {
  const all = await market();
  for (let i = 0; i < 2; i++) await published(all);
  const leads = "/leads?category=upgrade&scene=production&limit=1";
  expect(await turned(all, all.headers.provider, leads)).toEqual(kept(leads));
});

test("turning a page keeps what was asked of the lists of people who search and sell", async () => {
  const all = await market();
  for (let i = 0; i < 21; i++) await makeSolution(all.db, all.providerId);
  await all.db.transaction().execute((trx) => indexProviders(trx, [all.providerId]));
  const userId = await userOf(all, all.headers.sme);
  await sql`insert into notice (user_id, kind, params, link)
    select ${userId}, 'request_closed', '{"title": "老需求"}', '/requests' from generate_series(1, 31)`.execute(
    all.db,
  );
  await sql`
    insert into match_result (user_id, text, needs, result, engine, weights_version, lexicon_version)
    select ${userId}, '老话' || i, '[{}]', '{"matches": [], "blocked": [], "unmet": []}',
      'postgresql', '1', '1' from generate_series(1, 21) i`.execute(all.db);
  const lists = [
    ["/search?q=报工&type=solution&scene=production&scene=quality&category=upgrade&perPage=2", {}],
    ["/desk/provider/solutions", all.headers.provider],
    ["/notices", all.headers.sme],
    ["/me/matches", all.headers.sme],
  ] as const;
  for (const [list, headers] of lists) expect(await turned(all, headers, list)).toEqual(kept(list));
});

test("turning a page keeps what an official asked of his lists", async () => {
  const all = await market();
  const official = await makeMember(all.db, "authority", { regionCode: "330000" });
  await fillDesk(all, official);
  const period = `from=2026-01-01&to=${chinaDay(new Date())}`;
  const lists = [
    "/official/applications?status=rejected&limit=1",
    "/official/cases?status=rejected&limit=1",
    "/official/providers?q=软件&status=listed",
    "/official/imports?limit=1",
    `/official/unmet?scene=production&limit=1&${period}`,
    `/official/exposure?limit=1&${period}`,
    "/official/audit?thingKind=provider&kind=provider.restored",
    `/official/audit?thing=${all.providerId}`,
    "/official/lexicon/versions",
  ];
  for (const list of lists) expect(await turned(all, official.headers, list)).toEqual(kept(list));
  const log = await all.app.request("/official/audit", { headers: official.headers });
  expect(await log.text()).toMatch(/<p class="print-only">后面还有/u);
  const { headers } = await makeAdministrator(all.db);
  await sql`insert into "user" (name, email, "emailVerified")
    select '王' || i, 'w' || i || '@example.test', true from generate_series(1, 51) i`.execute(
    all.db,
  );
  const people = "/desk/admin?q=王";
  expect(await turned(all, headers, people)).toEqual(kept(people));
  const nobody = await all.app.request("/desk/admin?q=没有这个人", { headers });
  expect(await nobody.text()).toMatch(/<a class="btn" href="\/desk\/admin">看全部人员/u);
});

/** Two pages of all that an official reads. */
async function fillDesk(all: Market, official: { userId: string; organisationId: string }) {
  const { db, providerId } = all;
  const { organisationId, userId } = official;
  await sql`insert into provider (status, name, region_code, listed_at)
    select 'listed', '软件' || i, '330300', now() from generate_series(1, 31) i`.execute(db);
  await sql`insert into application (provider_id, organisation_id, status, region_code, submitted_at)
    select ${providerId}, ${organisationId}, 'rejected', '330300', now() from generate_series(1, 2)`.execute(
    db,
  );
  await sql`insert into "case" (origin, status, title, category, region_code)
    select 'proposed', 'rejected', '案例' || i, 'upgrade', '330300' from generate_series(1, 2) i`.execute(
    db,
  );
  await sql`insert into import_run (authority_id, started_by, file_name, status)
    select ${organisationId}, ${userId}, '表' || i || '.csv', 'refused' from generate_series(1, 2) i`.execute(
    db,
  );
  await sql`insert into audit_event (actor, kind, thing_kind, thing_id, organisation_id)
    select 'system:suspension', 'provider.restored', 'provider', ${providerId}, ${organisationId}
    from generate_series(1, 51)`.execute(db);
  await sql`insert into lexicon_version
      (number, at, author_id, author, organisation_id, reason, changes, edits, lexicon_version)
    select i, now(), ${userId}, '某', ${organisationId}, '试', '[]', '[]', '1'
    from generate_series(1, 21) i`.execute(db);
  await sql`insert into request (organisation_id, created_by, status, outcome, title, text, region_code,
      scenes, published_at, closes_at, closed_at)
    select ${organisationId}, ${userId}, 'closed', 'expired', '没人接', '没人接', '330300',
      '{production}', now(), now(), now() from generate_series(1, 2)`.execute(db);
}

async function userOf({ app }: Market, headers: Record<string, string>): Promise<string> {
  return (await read<{ id: string }>(await app.request("/api/v1/me", { headers }))).id;
}

test("behind the last import the way back is told, not that there was none", async () => {
  const all = await market();
  const official = await makeMember(all.db, "authority", { regionCode: "330000" });
  await fillDesk(all, official);
  const { open } = visitor(all.app, official.headers);
  const nothing = "00000000-0000-7000-8000-000000000000";
  const { text } = await open(`/official/imports?limit=1&after=${nothing}`);
  expect(text).not.toContain("还没有导入过");
  expect(text).toContain('href="/official/imports?limit=1"');
});

test("no page turns but those that are turned here", () => {
  const turning = globSync("src/**/*.tsx").filter((path) =>
    /<Pager\s/u.test(readFileSync(path, "utf8")),
  );
  expect(turning.toSorted()).toEqual([
    "src/applications/queue-views.tsx",
    "src/audit/pages.tsx",
    "src/cases/review-views.tsx",
    "src/desks/admin-pages.tsx",
    "src/engagements/views.tsx",
    "src/imports/views.tsx",
    "src/lexicon/draft-views.tsx",
    "src/matching/own-pages.tsx",
    "src/notices/views.tsx",
    "src/proposals/views.tsx",
    "src/providers/standing-views.tsx",
    "src/reports/exposure-views.tsx",
    "src/reports/unmet-views.tsx",
    "src/requests/desk-views.tsx",
    "src/requests/lead-views.tsx",
    "src/search/pages.tsx",
    "src/solutions/own-views.tsx",
    "src/web/guide-lists.tsx",
  ]);
});
