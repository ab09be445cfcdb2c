import { sql } from "kysely";
import type { Db } from "../../src/db/connect.ts";
import { databaseAfter } from "./old-database.ts";

/** The last migration before rows were split into what is asked and what is shown. */
const before = "20261128T233200-search-make";
const madeThen = "0ddba11a";

const words = ["扫码报工", "设备巡检", "库存盘点", "能耗监测", "排产MES", "合同签署"];
const scenes = ["production", "equipment", "warehouse", "energy", "scheduling", "collaboration"];
const regions = ["330000", "330300", "440000", "000000"];
const industries = ["C33", "C34", "F51"];
const places = ["云岭", "江川", "海宁湾"];

const idOf = (kind: number, i: number) =>
  `019ab000-0000-7000-800${kind}-${String(i).padStart(12, "0")}`;
const pick = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

export const firms = Array.from({ length: 60 }, (_, i) => ({
  id: idOf(1, i),
  name: `${pick(places, i)}${i}号软件`,
  region: pick(regions, i),
  isImported: i % 4 === 0,
}));
export const offers = Array.from({ length: 300 }, (_, i) => ({
  id: idOf(2, i),
  firm: pick(firms, i),
  name: i % 7 === 0 ? pick(words, i) : `${pick(words, i)}${i % 50}版`,
  summary: `给${pick(["小厂", "门店", "工地"], i)}用的${pick(words, i + 1)}`,
  scene: i % 10 === 0 ? null : pick(scenes, i),
  industry: pick(industries, i),
  region: pick(regions, i + 1),
  // What was withdrawn, whose row was left behind, and what no row was written of.
  isHidden: i % 60 === 5,
  isMissed: i % 60 === 6,
}));

/** The things themselves, as any version of us keeps them. */
export async function putThings(db: Db): Promise<void> {
  await db
    .insertInto("provider")
    .values(
      firms.map(({ id, name, region, isImported }) => ({
        id,
        name,
        status: isImported ? ("imported" as const) : ("listed" as const),
        listed_at: isImported ? null : new Date(),
        service_regions: [region],
      })),
    )
    .execute();
  await db
    .insertInto("solution")
    .values(
      offers.map(({ id, firm, name, summary, scene, industry, region, isHidden }) => ({
        id,
        provider_id: firm.id,
        status: isHidden ? ("withdrawn" as const) : ("published" as const),
        published_at: new Date(),
        category: "upgrade" as const,
        name,
        summary,
        scenes: scene === null ? [] : [scene],
        industries: [industry],
        service_regions: [region],
      })),
    )
    .execute();
}

/** A database as it was before that migration, with the rows that were written then. */
export async function oldDatabase() {
  const made = await databaseAfter(before);
  await putThings(made.db);
  await putOldRows(made.db);
  return made;
}

type Label = "A" | "B" | "C" | "D";
type Text = { label: Label; text: string };

const position: Record<Label, number> = { A: 1, B: 2, C: 3, D: 4 };

/** `'报工':1A,3C '^报工'`: terms with the fields that hold them, the marked ones without. */
function vectorOf(texts: readonly Text[], facets: readonly string[]): string {
  const labels = new Map<string, Label[]>();
  for (const { label, text } of texts)
    for (const term of new Set(termsOf(text)))
      labels.set(term, [...(labels.get(term) ?? []), label]);
  const held = Array.from(
    labels,
    ([term, all]) => `'${term}':${all.map((label) => `${position[label]}${label}`).join(",")}`,
  );
  const heads = Array.from(labels).flatMap(([term, [first]]) =>
    first === "D" ? [] : [`^${term}`],
  );
  const marked = [...heads, ...facets.map((facet) => `#${facet}`)];
  return [...held, ...marked.map((term) => `'${term}'`)].join(" ");
}

/** Pairs of characters, and words and numbers as they stand. */
function termsOf(text: string): string[] {
  return Array.from(text.matchAll(/(\p{Script=Han}+)|([A-Za-z0-9]+)/gu)).flatMap(([run, han]) => {
    const chars = Array.from(run);
    if (han === undefined) return [run.toLowerCase()];
    return chars.length === 1 ? chars : chars.slice(1).map((char, i) => `${chars[i]}${char}`);
  });
}

function oldRow(
  kind: "provider" | "solution",
  thing: {
    id: string;
    name: string;
    summary: string;
    body: string;
    firm: (typeof firms)[number];
  },
  values: readonly (readonly [facet: string, tokens: readonly string[]])[],
) {
  const { id, name, summary, body, firm } = thing;
  const texts: Text[] = [
    { label: "A", text: name },
    { label: "B", text: firm.name },
    { label: "C", text: summary },
    { label: "D", text: body },
  ];
  return {
    kind,
    thing_id: id,
    name,
    summary,
    body,
    provider_id: firm.id,
    provider_name: firm.name,
    imported: firm.isImported,
    name_key: name.toLowerCase(),
    names: `|${name.toLowerCase()}|`,
    facets: values.map(([, tokens]) => tokens.join(",")).join(";"),
    vector: vectorOf(
      texts,
      values.flatMap(([facet, tokens]) => tokens.map((token) => `${facet}=${token}`)),
    ),
  };
}

const distinct = (values: readonly (string | null)[]) => {
  const found = [...new Set(values)].filter((value) => value !== null);
  return found.length > 0 ? found : ["none"];
};
const placed = (codes: readonly string[]) =>
  distinct(codes.flatMap((code) => [code, `in:${code.slice(0, 1)}`]));

async function putOldRows(db: Db): Promise<void> {
  const written = offers.filter(({ isMissed }) => !isMissed);
  const rows = [
    ...firms.map((firm) => {
      const own = offers.filter((offer) => offer.firm === firm && !offer.isHidden);
      const body = own.flatMap(({ name, summary }) => [name, summary]).join("\n");
      return oldRow("provider", { ...firm, summary: "", body, firm }, [
        ["type", ["provider"]],
        ["category", ["upgrade"]],
        ["scene", distinct(own.map(({ scene }) => scene))],
        ["region", [firm.region]],
        ["industry", placed(own.map(({ industry }) => industry))],
        ["size", ["none"]],
      ]);
    }),
    ...written.map((offer) =>
      oldRow("solution", { ...offer, body: "" }, [
        ["type", ["solution"]],
        ["category", ["upgrade"]],
        ["scene", distinct([offer.scene])],
        ["region", [offer.region]],
        ["industry", placed([offer.industry])],
        ["size", ["none"]],
      ]),
    ),
  ];
  await sql`
    insert into search_document (kind, thing_id, version, name, summary, body, provider_id, provider_name,
      imported, name_key, names, facets, vector, tie)
    select kind, thing_id, nextval('search_version'), name, summary, body, provider_id, provider_name,
      imported, name_key, names, facets, vector::tsvector || search_sample(tie), tie
    from jsonb_to_recordset(${rows}::jsonb) as r (kind text, thing_id uuid, name text, summary text, body text,
      provider_id uuid, provider_name text, imported boolean, name_key text, names text, facets text,
      vector text)
    cross join lateral (select hashtextextended(thing_id::text, 7)) t (tie)
  `.execute(db);
  await sql`insert into search_make values ('postgresql', ${madeThen}, now())`.execute(db);
}
