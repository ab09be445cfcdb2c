import { sql } from "kysely";
import { childrenOf, wholeCountry } from "../../src/taxonomy/regions.ts";
import type { Trx } from "../../src/db/connect.ts";
import { idOf, type Made } from "./ids.ts";
import { drawnOf, oneOf } from "./past-sql.ts";

const provinces = childrenOf(wholeCountry).map(({ code }) => code);
const cities = provinces.flatMap((code) => {
  const below = childrenOf(code).map((city) => city.code);
  return below.length > 0 ? below : [code];
});
/** Whose authorities are asked: the country's, a province's and a city's. */
export const offices = [wholeCountry, ...provinces, ...cities];
export const askedOffices: readonly string[] = [wholeCountry, "330000", "331000"];

const trades = ["五金厂", "注塑厂", "服装厂", "食品厂", "模具厂", "家具厂", "纺织厂", "印刷厂"];

/** Who buys, who sells and who oversees them: each listed provider has its people. */
export async function makeFirms(trx: Trx, buyers: number): Promise<void> {
  await sql`create temp table place on commit drop as
    select n - 1 as n, code from unnest(${cities}::text[]) with ordinality as u (code, n)`.execute(
    trx,
  );
  await sql`create temp table office on commit drop as
    select n - 1 as n, code from unnest(${offices}::text[]) with ordinality as u (code, n)`.execute(
    trx,
  );
  for (const statement of statements(buyers)) await sql.raw(statement).execute(trx);
}

function statements(buyers: number): string[] {
  return [
    `create temp table buyer on commit drop as
      select i as n, p.code, p.code || ${oneOf(trades, "i", 21)} || i as name
      from generate_series(0, ${buyers - 1}) i
      join place p on p.n = ${drawnOf(cities.length, "i", 20)}`,
    // What they call themselves is in no order: few of them will have very many deals.
    `create temp table seller on commit drop as
      select row_number() over (order by md5(p.id::text)) - 1 as n, p.id, p.name, p.region_code as code,
        s.offered
      from provider p
      join (select provider_id, array_agg(id order by id) as offered from solution
        where status = 'published' group by 1) s on s.provider_id = p.id
      where p.status = 'listed' and p.organisation_id is null`,
    `create unique index on seller (n)`,
    `analyze buyer, seller, place`,
    ...organisations("office", "authority", "'示范主管部门' || code"),
    ...organisations("buyer", "sme", "name"),
    ...organisations("seller", "provider", "name"),
    `update provider p set organisation_id = ${idOf("seller", "s.n")},
        listed_by = ${idOf("office", "0")}, valid_until = current_date + 200
      from seller s where s.id = p.id`,
  ];
}

function organisations(kind: Made & ("office" | "buyer" | "seller"), as: string, name: string) {
  const user = `${kind}User` as const;
  return [
    `insert into organisation (id, kind, name, region_code, headcount, contact_name, created_at)
      select ${idOf(kind, "n")}, '${as}', ${name}, code, 5 + ${drawnOf(300, "n", 22, 3)}, '王工',
        now() - interval '370 days'
      from ${kind} order by n`,
    `insert into "user" (id, name, email, "emailVerified", "createdAt")
      select ${idOf(user, "n")}, ${oneOf(["王", "李", "张", "刘", "陈"], "n", 23)} || '工',
        '${kind}-' || n || '@bench.example', true, now() - interval '370 days'
      from ${kind} order by n`,
    `insert into membership (organisation_id, user_id, role)
      select ${idOf(kind, "n")}, ${idOf(user, "n")}, 'owner' from ${kind} order by n`,
  ];
}
