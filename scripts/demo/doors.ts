import { sql } from "kysely";
import { insertEvent } from "../../src/audit/store.ts";
import type { Trx } from "../../src/db/connect.ts";
import { makeUscc } from "../../src/taxonomy/uscc.ts";
import { days, later, setPast } from "./clock.ts";
import { demoBy, insertFirm, join, type Maker, type Players } from "./people.ts";

const applicants = [
  {
    login: "applicant1",
    name: "雁荡水表（演示）",
    legalName: "温州雁荡水表数据有限公司（演示）",
    uscc17: "91330300DEM0N0001",
    regionCode: "330300",
    founded: 2019,
    intro: "给园区和小厂抄水表电表，夜里漏水会响，月底各车间的水电费自动分好。",
    solution: "水电分账",
    scene: "energy",
    status: "submitted",
    waited: 2,
  },
  {
    login: "applicant2",
    name: "九山小单（演示）",
    legalName: "温州九山小单软件有限公司（演示）",
    uscc17: "91330300DEM0N0002",
    regionCode: "330300",
    founded: 2021,
    intro: "服装小作坊接小单用的手机账本，布料、工价、欠款一页看完。",
    solution: "小单账本",
    scene: "production",
    status: "returned",
    waited: 12,
  },
  {
    login: "applicant3",
    name: "东平河排班（演示）",
    legalName: "佛山东平河排班科技有限公司（演示）",
    uscc17: "91440600DEM0N0003",
    regionCode: "440600",
    founded: 2017,
    intro: "陶瓷厂两班倒的排班和考勤，调班在手机上换，工时直接进工资。",
    solution: "两班倒排班",
    scene: "hr",
    status: "submitted",
    waited: 6,
  },
] as const;

type Applicant = (typeof applicants)[number];
type Waiting = { makePerson: Maker; players: Players; now: Date };

/** What waits for officials: applications in two regions, one of them returned, and a proposed case. */
export async function insertWaiting(trx: Trx, { makePerson, players, now }: Waiting) {
  for (const applicant of applicants) {
    const submittedAt = later(now, -days(applicant.waited));
    const id = await insertApplication(trx, makePerson, applicant, submittedAt);
    await setPast(trx, submittedAt);
    if (applicant.status !== "returned") continue;
    const returnedAt = later(submittedAt, days(3));
    await insertReturn(trx, players, id, returnedAt);
    await setPast(trx, returnedAt);
  }
  await proposeCase(trx, later(now, -days(3)));
}

async function insertApplication(trx: Trx, makePerson: Maker, applicant: Applicant, at: Date) {
  const { name, legalName, regionCode, intro } = applicant;
  const uscc = makeUscc(applicant.uscc17);
  const contact = { contactName: "经办人（演示）", contactPhone: "0577-5550-0100" };
  const person = { id: await makePerson(applicant.login, `${name}经办`), name: `${name}经办` };
  const firm = { kind: "provider" as const, name: legalName, regionCode, uscc, ...contact };
  const made = await insertFirm(trx, firm);
  const player = await join(trx, made, person);
  const provider = await trx
    .insertInto("provider")
    .values({
      organisation_id: made.id,
      status: "applying",
      name,
      legal_name: legalName,
      uscc,
      region_code: regionCode,
      service_regions: [regionCode],
      intro,
      strengths: ["上门安装", "当天答复"],
      founded_year: applicant.founded,
      headcount: 12,
      contact_name: contact.contactName,
      contact_phone: contact.contactPhone,
      demo: true,
      created_at: at,
      updated_at: at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await insertDraftSolution(trx, provider.id, applicant, at);
  const proof = [
    { title: "给本地一家三十人的厂用了半年", detail: "厂里愿意接电话核实（演示）。", url: "" },
  ];
  const application = await trx
    .insertInto("application")
    .values({
      provider_id: provider.id,
      organisation_id: made.id,
      status: "submitted",
      region_code: regionCode,
      declarations: ["truth", "data", "fair"],
      evidence: sql`${JSON.stringify(proof)}::text::jsonb`,
      submitted_at: at,
      created_at: later(at, -days(1)),
      updated_at: at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await insertEvent(trx, player.by, {
    kind: "application.submitted",
    thingKind: "application",
    thingId: application.id,
    after: { providerId: provider.id, regionCode },
  });
  return application.id;
}

/** It is published when its provider is listed. */
async function insertDraftSolution(trx: Trx, providerId: string, applicant: Applicant, at: Date) {
  await trx
    .insertInto("solution")
    .values({
      provider_id: providerId,
      status: "draft",
      name: applicant.solution,
      category: "upgrade",
      scenes: [applicant.scene],
      sizes: ["micro", "small"],
      service_regions: [applicant.regionCode],
      summary: applicant.intro,
      description: `${applicant.intro}先在一个车间试用一个月，账对得上再全厂用。`,
      pains: ["靠抄本子，月底对不上", "出了事第二天才知道"],
      benefits: ["当天看得到", "月底少加班"],
      deployment: ["saas"],
      one_off_fen: 300_000,
      yearly_fen: 180_000,
      price_note: "二十个点以内",
      trial_days: 30,
      weeks_to_start: 1,
      data_promise: "停用后可以导出全部记录",
      support_promise: "工作日两小时内答复",
      created_at: at,
      updated_at: at,
    })
    .execute();
}

async function insertReturn(trx: Trx, { authorities }: Players, id: string, at: Date) {
  const { by, membership } = authorities.city;
  const note = "方案的价格没有写清楚包含几个账号，请补上；其他都好。";
  const criteria = ["identity", "capability", "solutions", "proof", "declarations"].map((code) => ({
    code,
    passed: code !== "solutions",
    note: code === "solutions" ? note : "",
  }));
  await trx
    .insertInto("application_decision")
    .values({
      application_id: id,
      authority_id: membership.organisationId,
      decided_by: by.actorId,
      verdict: "returned",
      criteria: sql`${JSON.stringify(criteria)}::text::jsonb`,
      note,
      at,
    })
    .execute();
  await trx
    .updateTable("application")
    .set({ status: "returned", version: 2, decided_at: at, updated_at: at })
    .where("id", "=", id)
    .execute();
  await insertEvent(trx, by, {
    kind: "application.returned",
    thingKind: "application",
    thingId: id,
    after: { note },
  });
}

/** It grew from the engagement that was rated, so it will be a verified one. */
async function proposeCase(trx: Trx, at: Date) {
  const engagement = await trx
    .selectFrom("rating")
    .innerJoin("engagement", "engagement.id", "rating.engagement_id")
    .innerJoin("organisation", "organisation.id", "engagement.organisation_id")
    .innerJoin("provider", "provider.id", "engagement.provider_id")
    .innerJoin("solution", "solution.id", "engagement.solution_id")
    .select(["engagement.id", "provider.id as providerId", "solution.id as solutionId"])
    .select(["provider.organisation_id as proposedBy", "solution.category", "solution.scenes"])
    .select(["organisation.name", "organisation.region_code", "organisation.industry_code"])
    .select("organisation.headcount")
    .executeTakeFirstOrThrow();
  const made = await trx
    .insertInto("case")
    .values({
      origin: "engagement",
      status: "in_review",
      engagement_id: engagement.id,
      provider_id: engagement.providerId,
      solution_id: engagement.solutionId,
      proposed_by: engagement.proposedBy,
      region_code: engagement.region_code,
      title: "粮油厂把账和检验单备份起来，当面演练恢复",
      category: engagement.category,
      scenes: engagement.scenes,
      industry_code: engagement.industry_code,
      size: "small",
      sme_name: engagement.name,
      headcount: engagement.headcount,
      summary: "装好第二天就当面恢复了一本前年的账，此后每季度演练一次。",
      problem: "账和检验单只在两台电脑里，坏过一次，找人修花了四千元，还丢了两个月的记录。",
      approach: "厂里放一台备份机，异地再存一份；每季度由厂里随便指定一样，当面恢复。",
      outcome: "二十分钟恢复出一本账，内容对得上；备份失败时一小时内有人打电话。",
      measures: sql`${JSON.stringify([
        {
          label: "恢复一本账要多久",
          before: 2880,
          after: 20,
          unit: "分钟",
          period: "装好前那次故障，装好后四次演练",
          method: "厂里的演练记录",
        },
      ])}::text::jsonb`,
      consent_on: at.toISOString().slice(0, 10),
      consent_by: "负责人（演示）",
      demo: true,
      created_at: at,
      updated_at: at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const by = { ...demoBy, organisationId: engagement.proposedBy };
  await insertEvent(trx, by, { kind: "case.submitted", thingKind: "case", thingId: made.id });
  await setPast(trx, at);
}
