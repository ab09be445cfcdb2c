import { expect, test } from "vitest";
import { makeMember } from "./support/make.ts";
import { evaluating, market, visitor } from "./support/market.ts";

test("turning a page keeps how many each list shows", async () => {
  const all = await market();
  const official = await makeMember(all.db, "authority", { regionCode: "330300" });
  for (let i = 0; i < 2; i++) {
    const { id, proposals } = await evaluating(all);
    const award = { proposalId: proposals[0], reason: "更合适" };
    expect((await all.sme.send("POST", `/requests/${id}/award`, award)).status).toBe(200);
  }
  const lists = [
    ["/requests?limit=1", all.headers.sme],
    ["/requests?view=region&limit=1", official.headers],
    ["/proposals?limit=1", all.headers.provider],
    ["/engagements?status=agreed&limit=1", all.headers.sme],
  ] as const;
  for (const [list, headers] of lists) {
    const { open } = visitor(all.app, headers);
    const leads = async (path: string, label: string) => {
      const { text } = await open(path);
      const pager = /<nav class="pager".*?<\/nav>/su.exec(text)?.[0] ?? "";
      expect(pager).toContain(label);
      return /href="([^"]*)"/.exec(pager)?.[1]?.replaceAll("&amp;", "&") ?? "";
    };
    const next = await leads(list, "下一页");
    const first = await leads(next, "回到第一页");
    const asked = [...new URLSearchParams(list.split("?")[1])];
    expect([...new URLSearchParams(first.split("?")[1])]).toEqual(expect.arrayContaining(asked));
    expect(next).toContain("limit=1");
  }
});
