import { expect, test } from "vitest";
import { doors, decide, listing, submitted } from "./support/doors.ts";
import { makeAdministrator, makeMember, makeProvider, makeSolution } from "./support/make.ts";

type Doors = Awaited<ReturnType<typeof doors>>;

/** Something of everything, so that the pages have links to follow. */
async function town(all: Doors) {
  const { db } = all;
  const application = await submitted(all);
  await decide(all.official, application, listing);
  const waiting = await makeMember(db, "provider", { name: "等着的公司" });
  const provider = await makeProvider(db, { name: "乙软件" });
  await makeSolution(db, provider.providerId);
  const sme = await makeMember(db, "sme", { name: "五金厂" });
  const { id: requestId } = await db
    .insertInto("request")
    .values({
      organisation_id: sme.organisationId,
      created_by: sme.userId,
      status: "open",
      title: "扫码报工",
      text: "想上个便宜的扫码报工",
      category: "upgrade",
      scenes: ["production"],
      region_code: "330300",
      published_at: new Date(),
      closes_at: new Date(Date.now() + 7 * 86_400_000),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("case")
    .values({
      origin: "proposed",
      status: "in_review",
      provider_id: provider.providerId,
      proposed_by: provider.organisationId,
      title: "五金厂扫码报工",
      category: "upgrade",
      region_code: "330300",
    })
    .execute();
  return { waiting, provider, sme, requestId };
}

/** Only what a browser follows without being asked: links of our own, no forms. */
function linksIn(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)]
    .map(([, href = ""]) => href.replaceAll("&amp;", "&").replaceAll("&#39;", "'"))
    .filter((href) => href.startsWith("/") && !href.startsWith("//"))
    .map((href) => href.split("#")[0] ?? "");
}

/** A list's filters make ever new addresses: of one path so many are enough. */
const perPath = 12;

async function crawl(app: Doors["app"], headers: Record<string, string>, starts: string[]) {
  const seen = new Set<string>();
  const perRoute = new Map<string, number>();
  const dead: string[] = [];
  const queue = starts.map((address) => ({ address, from: "start" }));
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { address, from } = next;
    const path = address.split("?")[0] ?? "";
    const count = perRoute.get(path) ?? 0;
    if (seen.has(address) || count >= perPath) continue;
    seen.add(address);
    perRoute.set(path, count + 1);
    const answer = await app.request(address, { headers: { ...headers, accept: "text/html" } });
    const { status } = answer;
    // A visitor is asked to sign in; anybody else is never led where he may not go.
    const signIn =
      answer.headers.get("location")?.startsWith("/sign-in") && !headers["authorization"];
    if (status >= 400) dead.push(`${status} ${address} (from ${from})`);
    const to = answer.headers.get("location");
    if (status === 303 && to && !signIn) queue.push({ address: to, from: address });
    if (status !== 200 || !answer.headers.get("content-type")?.includes("html")) {
      await answer.body?.cancel();
      continue;
    }
    for (const href of linksIn(await answer.text())) queue.push({ address: href, from: address });
  }
  return { dead, seen };
}

test("no link leads to nothing, whoever follows it", async () => {
  const all = await doors();
  const { waiting, provider, sme } = await town(all);
  const official = await makeMember(all.db, "authority", { regionCode: "330000" });
  const ministry = await makeMember(all.db, "authority", { regionCode: "000000" });
  const administrator = await makeAdministrator(all.db);
  const people: [string, Record<string, string>, string[]][] = [
    ["visitor", {}, ["/"]],
    ["sme", sme.headers, ["/", "/requests"]],
    ["provider", provider.headers, ["/", "/desk/provider"]],
    ["applicant", waiting.headers, ["/", "/desk/provider"]],
    ["official", official.headers, ["/", "/desk/official"]],
    ["ministry", ministry.headers, ["/", "/desk/official"]],
    ["administrator", administrator.headers, ["/", "/desk/admin"]],
  ];
  for (const [who, headers, starts] of people) {
    const { dead, seen } = await crawl(all.app, headers, starts);
    expect([who, dead]).toEqual([who, []]);
    expect([who, seen.size > 15]).toEqual([who, true]);
  }
}, 120_000);
