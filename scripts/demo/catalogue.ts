import { sql } from "kysely";
import { insertEvents } from "../../src/audit/store.ts";
import type { Trx } from "../../src/db/connect.ts";
import { isWithin } from "../../src/taxonomy/regions.ts";
import { makeUscc } from "../../src/taxonomy/uscc.ts";
import { days, later, setPast } from "./clock.ts";
import { type DemoData, fen } from "./data.ts";
import { demoBy, type Player, type Players } from "./people.ts";

export type Catalogue = { providers: Map<string, string>; solutions: Map<string, string> };

/** Providers as vetted as their data says, their solutions, and the cases that were published. */
export async function insertCatalogue(
  trx: Trx,
  data: DemoData,
  players: Players,
  now: Date,
): Promise<Catalogue> {
  const providers = await insertProviders(trx, data, players, now);
  for (const [key, player] of players.providers)
    player.membership.providerId = providers.get(key) ?? null;
  const solutions = await insertSolutions(trx, data, providers, now);
  await insertCases(trx, data, players, { providers, solutions });
  return { providers, solutions };
}

async function insertProviders(trx: Trx, { providers }: DemoData, players: Players, now: Date) {
  const made = await trx
    .insertInto("provider")
    .values(
      providers.map((provider) => {
        const player = players.providers.get(provider.externalKey);
        const listedAt = provider.batchNo ? new Date(`${provider.batchNo}-10T02:00:00Z`) : null;
        const suspended = provider.status === "suspended";
        return {
          external_key: provider.externalKey,
          organisation_id: player?.membership.organisationId ?? null,
          status: provider.status,
          name: provider.name,
          legal_name: provider.legalName,
          uscc: makeUscc(provider.uscc17),
          region_code: provider.regionCode,
          service_regions: provider.serviceRegions,
          intro: provider.intro,
          strengths: provider.strengths,
          founded_year: provider.foundedYear,
          headcount: provider.headcount,
          contact_name: provider.contactName ?? "",
          contact_phone: provider.contactPhone ?? "",
          batch_no: provider.batchNo,
          listed_by:
            listedAt && authorityFor(players, provider.regionCode).membership.organisationId,
          listed_at: listedAt,
          valid_until:
            listedAt &&
            later(listedAt, days(3 * 365))
              .toISOString()
              .slice(0, 10),
          suspended_reason: suspended ? "两个项目逾期三十天没有说明，正在整改（演示）" : null,
          suspended_until: suspended ? later(now, days(45)) : null,
          demo: true,
          created_at: listedAt ?? now,
          updated_at: listedAt ?? now,
        };
      }),
    )
    .returning(["id", "external_key", "status", "listed_at"])
    .execute();
  for (const [at, some] of Map.groupBy(made, ({ listed_at }) => listed_at?.getTime())) {
    await insertEvents(
      trx,
      demoBy,
      some.map(({ id, status }) => ({
        kind: at === undefined ? "provider.imported" : "provider.listed",
        thingKind: "provider",
        thingId: id,
        after: { status, demo: true },
      })),
    );
    if (at !== undefined) await setPast(trx, new Date(at));
  }
  return keyed(made);
}

/** The nearest of the demo's authorities that answers for the region. */
function authorityFor({ authorities }: Players, regionCode: string): Player {
  const { city, province, other, ministry } = authorities;
  const near = [city, province, other].find(({ membership }) =>
    isWithin(regionCode, membership.regionCode ?? ""),
  );
  return near ?? ministry;
}

async function insertSolutions(
  trx: Trx,
  { solutions, providers }: DemoData,
  ids: Map<string, string>,
  now: Date,
) {
  const made = await trx
    .insertInto("solution")
    .values(
      solutions.map((solution) => ({
        external_key: solution.externalKey,
        provider_id: ids.get(solution.provider) ?? "",
        status: "published" as const,
        name: solution.name,
        category: solution.category,
        secondary_categories: solution.secondaryCategories,
        scenes: solution.scenes,
        industries: solution.industries,
        sizes: solution.sizes,
        service_regions:
          providers.find(({ externalKey }) => externalKey === solution.provider)?.serviceRegions ??
          [],
        summary: solution.summary,
        description: solution.description,
        pains: solution.pains,
        benefits: solution.benefits,
        deployment: solution.deployment,
        one_off_fen: fen(solution.pricing.oneOffYuan),
        yearly_fen: fen(solution.pricing.yearlyYuan),
        price_note: solution.pricing.note ?? "",
        trial_days: solution.trialDays ?? null,
        weeks_to_start: solution.weeksToStart ?? null,
        data_promise: solution.dataPromise,
        support_promise: solution.supportPromise,
        published_at: later(now, -days(120)),
        created_at: later(now, -days(130)),
        updated_at: later(now, -days(120)),
      })),
    )
    .returning(["id", "external_key"])
    .execute();
  await sql`insert into solution_version (solution_id, version, at, content)
    select s.id, s.version, s.published_at, to_jsonb(s) from solution s
    join provider p on p.id = s.provider_id where p.demo`.execute(trx);
  await tell(
    trx,
    "solution",
    made.map(({ id }) => id),
  );
  await setPast(trx, later(now, -days(120)));
  return keyed(made);
}

async function insertCases(
  trx: Trx,
  { cases, solutions }: DemoData,
  players: Players,
  catalogue: Catalogue,
) {
  for (const each of cases) {
    const solution = solutions.find(({ externalKey }) => externalKey === each.solution);
    if (!solution) throw new Error(`no solution ${each.solution}`);
    const publishedAt = later(new Date(`${each.consentOn}T02:00:00Z`), days(12));
    const provider = players.providers.get(solution.provider);
    const measures = each.measures.map(({ name, ...measure }) => ({ label: name, ...measure }));
    const made = await trx
      .insertInto("case")
      .values({
        external_key: each.externalKey,
        origin: "proposed",
        status: "published",
        provider_id: catalogue.providers.get(solution.provider) ?? null,
        solution_id: catalogue.solutions.get(each.solution) ?? null,
        proposed_by: provider?.membership.organisationId ?? null,
        region_code: each.regionCode,
        title: each.title,
        category: solution.category,
        scenes: solution.scenes,
        industry_code: each.industryCode,
        size: each.size,
        sme_name: each.smeName,
        headcount: each.headcount,
        summary: each.outcome,
        problem: each.problem,
        approach: each.approach,
        outcome: each.outcome,
        measures: sql`${JSON.stringify(measures)}::text::jsonb`,
        consent_on: each.consentOn,
        consent_by: "负责人（演示）",
        featured: each.featured,
        published_at: publishedAt,
        demo: true,
        created_at: publishedAt,
        updated_at: publishedAt,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await tell(trx, "case", [made.id]);
    await setPast(trx, publishedAt);
  }
}

async function tell(trx: Trx, kind: "solution" | "case", ids: string[]) {
  await insertEvents(
    trx,
    demoBy,
    ids.map((id) => ({
      kind: `${kind}.published` as const,
      thingKind: kind,
      thingId: id,
      after: { status: "published", demo: true },
    })),
  );
}

function keyed(made: { id: string; external_key: string | null }[]): Map<string, string> {
  return new Map(made.map(({ id, external_key }) => [external_key ?? "", id]));
}
