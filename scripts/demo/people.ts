import { type By, type Membership, system } from "../../src/accounts/actor.ts";
import { insertPerson } from "../../src/accounts/store.ts";
import { insertMembership } from "../../src/accounts/organisation-store.ts";
import { insertEvent } from "../../src/audit/store.ts";
import type { Trx } from "../../src/db/connect.ts";
import type { State } from "../../src/db/states.ts";
import { makeUscc } from "../../src/taxonomy/uscc.ts";
import type { DemoData } from "./data.ts";

/** Nobody can have such an address: the domain receives no mail. */
export const demoDomain = "demo.example";
export const demoPassword = "shuqiao-demo";
export const demoBy = system("demo");

/** Somebody who acts in the demo's stories, for one organisation. */
export type Player = { by: By & { actorId: string }; membership: Membership };
export type Players = {
  authorities: Record<"ministry" | "province" | "city" | "other", Player>;
  smes: Map<string, Player>;
  providers: Map<string, Player>;
};

export type Maker = (login: string, name: string) => Promise<string>;

/** All with the same password, hashed once. */
export function personMaker(trx: Trx, passwordHash: string): Maker {
  return async (login, name) => {
    const email = `${login}@${demoDomain}`;
    const id = await insertPerson(trx, { name, email, passwordHash });
    if (id === undefined) throw new Error(`${email} is taken`);
    await insertEvent(trx, demoBy, { kind: "person.signed_up", thingKind: "person", thingId: id });
    return id;
  };
}

export async function insertPlayers(
  trx: Trx,
  { requests, providers }: DemoData,
  makePerson: Maker,
): Promise<Players> {
  const administrator = await makePerson("admin", "系统管理员（演示）");
  await trx.insertInto("administrator").values({ user_id: administrator }).execute();
  return {
    authorities: await insertAuthorities(trx, makePerson),
    smes: await insertSmes(trx, requests, makePerson),
    providers: await insertProviderFirms(trx, providers, makePerson),
  };
}

const authorities = [
  ["ministry", "000000", "全国主管部门（演示）", "部里经办（演示）"],
  ["province", "330000", "浙江省主管部门（演示）", "省里经办（演示）"],
  ["city", "330300", "温州市主管部门（演示）", "市里经办（演示）"],
  ["other", "440000", "广东省主管部门（演示）", "广东经办（演示）"],
] as const;

async function insertAuthorities(trx: Trx, makePerson: Maker) {
  const made = [];
  for (const [code, regionCode, name, person] of authorities) {
    const userId = await makePerson(code === "other" ? "guangdong" : code, person);
    const firm = await insertFirm(trx, { kind: "authority", name, regionCode });
    made.push(await join(trx, firm, { id: userId, name: person }));
  }
  const [ministry, province, city, other] = made;
  if (!ministry || !province || !city || !other) throw new Error("an authority is missing");
  return { ministry, province, city, other };
}

/** The first firm is that of the account `sme`, which also works for two more, further on in their story. */
const alsoOf = ["demo-r04", "demo-r07"];

async function insertSmes(trx: Trx, requests: DemoData["requests"], makePerson: Maker) {
  const players = new Map<string, Player>();
  const main = { id: await makePerson("sme", "陈老板（演示）"), name: "陈老板（演示）" };
  for (const [i, { externalKey, sme }] of requests.entries()) {
    const firm = await insertFirm(trx, {
      kind: "sme",
      name: sme.name,
      regionCode: sme.regionCode,
      industryCode: sme.industryCode,
      headcount: sme.headcount,
      revenueFen: sme.revenueYuan * 100,
    });
    const isMain = i === 0;
    const name = `${sme.name.replace("（演示）", "")}负责人（演示）`;
    const owner = isMain ? main : { id: await makePerson(externalKey, name), name };
    const player = await join(trx, firm, owner);
    players.set(externalKey, player);
    if (alsoOf.includes(externalKey)) await join(trx, firm, main);
  }
  return players;
}

/** Nobody runs an imported provider. */
async function insertProviderFirms(trx: Trx, providers: DemoData["providers"], makePerson: Maker) {
  const players = new Map<string, Player>();
  for (const provider of providers.filter(({ status }) => status !== "imported")) {
    const isMain = provider.externalKey === "demo-p01";
    const name = `${provider.contactName ?? provider.name}（演示）`;
    const id = await makePerson(isMain ? "provider" : provider.externalKey, name);
    const firm = await insertFirm(trx, {
      kind: "provider",
      name: provider.legalName,
      regionCode: provider.regionCode,
      headcount: provider.headcount,
      uscc: makeUscc(provider.uscc17),
      contactName: provider.contactName ?? "",
      contactPhone: provider.contactPhone ?? "",
    });
    players.set(provider.externalKey, await join(trx, firm, { id, name }));
  }
  return players;
}

type Firm = {
  kind: State<"organisation">;
  name: string;
  regionCode: string;
  industryCode?: string;
  headcount?: number;
  revenueFen?: number;
  uscc?: string;
  contactName?: string;
  contactPhone?: string;
};

export async function insertFirm(trx: Trx, firm: Firm) {
  const { id } = await trx
    .insertInto("organisation")
    .values({
      kind: firm.kind,
      name: firm.name,
      region_code: firm.regionCode,
      industry_code: firm.industryCode ?? null,
      headcount: firm.headcount ?? null,
      revenue_fen: firm.revenueFen ?? null,
      uscc: firm.uscc ?? null,
      contact_name: firm.contactName ?? "",
      contact_phone: firm.contactPhone ?? "",
      demo: true,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const organisationId = id;
  const by = { ...demoBy, organisationId };
  await insertEvent(trx, by, {
    kind: "organisation.added",
    thingKind: "organisation",
    thingId: id,
    after: firm,
  });
  return { ...firm, id };
}

export async function join(
  trx: Trx,
  firm: Firm & { id: string },
  person: { id: string; name: string },
): Promise<Player> {
  await insertMembership(trx, firm.id, person.id, "owner");
  return {
    by: { actorId: person.id, actor: person.name, organisationId: firm.id, requestId: null },
    membership: {
      organisationId: firm.id,
      kind: firm.kind,
      name: firm.name,
      role: "owner",
      regionCode: firm.regionCode,
      providerId: null,
    },
  };
}
