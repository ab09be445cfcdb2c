import { expect, test } from "vitest";
import { makeProvider } from "./support/make.ts";
import { day, market, offer, published, speaker, visitor } from "./support/market.ts";

/** What stands in each cell of that row, mark and all. */
function rowOf(html: string, label: string): string[] {
  const row = html.split("<tr").find((part) => part.includes(`>${label}<`)) ?? "";
  return [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) =>
    cell.replaceAll(/<[^>]+>/g, "").trim(),
  );
}

test("what the first year costs is told apart, and where that is more than the budget", async () => {
  const all = await market();
  const id = await published(all);
  await all.db
    .updateTable("request")
    .set({ budget_max_fen: 300_000 })
    .where("id", "=", id)
    .execute();
  const within = { oneOffFen: 200_000, yearlyFen: 100_000, exitFen: 900_000, submit: true };
  const over = { oneOffFen: 200_000, yearlyFen: 100_100, submit: true };
  await all.provider.send("POST", `/requests/${id}/proposals`, { ...offer, ...within });
  await all.rival.send("POST", `/requests/${id}/proposals`, { ...offer, ...over });
  const later = Date.now() + 8 * day;
  all.clock.now = () => new Date(later);
  const page = await visitor(all.app, all.headers.sme).open(`/requests/${id}/compare`);
  expect(rowOf(page.text, "其中第一年")).toEqual(["3,001最高超出预算", "3,000最低"]);
});

test("the lowest is marked where it is lower than the others, not on each of several zeros", async () => {
  const all = await market();
  const id = await published(all);
  const third = speaker(all.app, (await makeProvider(all.db, { name: "丙软件" })).headers);
  const given = [
    { oneOffFen: 100_000, yearlyFen: 0, trainingFen: 0, weeks: 3 },
    { oneOffFen: 200_000, yearlyFen: 0, trainingFen: 0, weeks: 5 },
    { oneOffFen: 300_000, yearlyFen: 0, trainingFen: 50_000, weeks: 5 },
  ];
  for (const [i, who] of [all.provider, all.rival, third].entries()) {
    const body = { ...offer, ...given[i], submit: true };
    expect((await who.send("POST", `/requests/${id}/proposals`, body)).status).toBe(201);
  }
  const later = Date.now() + 8 * day;
  all.clock.now = () => new Date(later);
  const page = await visitor(all.app, all.headers.sme).open(`/requests/${id}/compare`);
  expect(page.status).toBe(200);
  expect(rowOf(page.text, "一次性费用")).toEqual(["1,000最低", "2,000", "3,000最高"]);
  // All alike, and two of three alike.
  expect(rowOf(page.text, "三年年费")).toEqual(["0", "0", "0"]);
  expect(rowOf(page.text, "培训")).toEqual(["0", "0", "500最高"]);
  expect(rowOf(page.text, "多久用上")).toEqual(["3 周最快", "5 周", "5 周"]);
});
