import { expect, test } from "vitest";
import { form } from "./support/app.ts";
import { type House, household } from "./support/household.ts";

type Found = { action: string; fields: [string, string][] };
type Person = House["people"][number];

const mark = `"'><script>alert(1)</script>`;
const badTexts = [
  "\0",
  "-1",
  "1e400",
  "__proto__",
  mark,
  "长".repeat(6000),
  "0000-01-01",
  "\u{1f600}\u202e",
];
const badQueries = ["", "%00", "%ff", "-1", "__proto__", encodeURIComponent(mark), "9".repeat(400)];
const queryNames =
  "q text page perPage after limit status view done next id token proposal provider solution match from kind scene region type invite drop".split(
    " ",
  );

/** Pages that a person comes to by following links, and the forms on them. */
async function wander({ app, ids }: House, [, headers]: Person) {
  const own = Object.entries(ids).map(([kind, id]) =>
    kind === "open" ? `/requests/${id}` : `/${kind}/${id}`,
  );
  const waiting = [
    "/",
    "/sign-in",
    "/sign-up",
    "/me",
    "/match?text=报工",
    "/requests/new",
    "/desk/sme",
    "/desk/provider",
    "/desk/authority",
    "/desk/official",
    ...own,
  ];
  const seen = new Set<string>();
  const forms = new Map<string, Found>();
  for (let path = waiting.shift(); path !== undefined && seen.size < 150; path = waiting.shift()) {
    const plain = path.split("#")[0] ?? "";
    const kind = plain.split("?")[0] ?? "";
    if (seen.has(kind)) continue;
    seen.add(kind);
    const answer = await app.request(plain, { headers });
    const html = await answer.text();
    const to = answer.headers.get("location");
    if (to?.startsWith("/")) waiting.push(to);
    for (const [, href = ""] of html.matchAll(/href="(\/[^"/][^"]*)"/g))
      waiting.push(href.replaceAll("&amp;", "&"));
    for (const found of formsIn(html, plain))
      forms.set(`${found.action} ${found.fields.map(([name]) => name).join()}`, found);
  }
  return { pages: [...seen], forms: [...forms.values()] };
}

function formsIn(html: string, at: string): Found[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(
    ([, head = "", inside = ""]) => {
      if (!/method="post"/.test(head)) return [];
      const action = (/action="([^"]*)"/.exec(head)?.[1] ?? at).replaceAll("&amp;", "&");
      const fields = [...inside.matchAll(/<(?:input|select|textarea|button)\b([^>]*)/g)].flatMap(
        ([, tag = ""]): [string, string][] => {
          const name = /\bname="([^"]*)"/.exec(tag)?.[1];
          return name === undefined ? [] : [[name, /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ""]];
        },
      );
      return [{ action, fields }];
    },
  );
}

function* spoiledForms({ fields }: Found): Generator<[string, string][]> {
  yield [];
  yield [...fields, ...fields];
  for (const [name] of fields)
    for (const bad of badTexts) {
      const others = fields.filter(([other]) => other !== name);
      yield [...others, [name, bad]];
    }
}

/** FUZZ=all sends all. */
const thinned = <T>(tries: readonly T[], step: number) =>
  tries.filter((_, i) => process.env["FUZZ"] === "all" || i % step === 0);

test("whatever is typed into pages, they answer below 500 and run nothing", async () => {
  const house = await household();
  const failed: string[] = [];
  const look = async (what: string, answer: Response) => {
    const html = await answer.text();
    const to = answer.headers.get("location");
    if (
      answer.status >= 500 ||
      html.includes("<script>alert") ||
      (to !== null && !/^\/(?!\/)/.test(to))
    )
      failed.push(`${what} → ${answer.status} ${to}`.slice(0, 600));
  };
  for (const person of house.people) {
    const [role, headers] = person;
    const { pages, forms } = await wander(house, person);
    expect(pages.length).toBeGreaterThan(10);
    const addresses = pages.flatMap((page) =>
      queryNames.flatMap((name) =>
        badQueries.map((bad) => `${page}?${name}=${bad}&${name}=${bad}`),
      ),
    );
    for (const address of thinned(addresses, 71))
      await look(`${role} GET ${address}`, await house.app.request(address, { headers }));
    const posts = forms
      .filter(({ action }) => !/sign-out|end-others/.test(action))
      .flatMap((found) => [...spoiledForms(found)].map((fields) => ({ ...found, fields })));
    for (const { action, fields } of thinned(posts, 13))
      await look(
        `${role} POST ${action} ${JSON.stringify(fields)}`,
        await house.app.request(action, form(fields, headers)),
      );
  }
  expect(failed).toEqual([]);
}, 900_000);
