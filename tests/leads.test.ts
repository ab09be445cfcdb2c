import { expect, test } from "vitest";
import { market, published, visitor } from "./support/market.ts";

test("leads: the invited first, then what its solutions fit, page by page", async () => {
  const all = await market();
  const seller = visitor(all.app, all.headers.provider);
  const ids = [];
  for (let i = 0; i < 5; i++) ids.push(await published(all));
  const invitation = { providers: [{ providerId: all.providerId }] };
  await all.sme.send("POST", `/requests/${ids[1]}/invitations`, invitation);
  const listed = async (path: string) => {
    const { text } = await seller.open(path);
    const found = [...text.matchAll(/<h2[^>]*><a href="\/requests\/([0-9a-f-]{36})"/g)];
    return {
      ids: found.map(([, id]) => id),
      next: /href="(\/leads\?[^"]*after=[^"]*)"/.exec(text),
    };
  };
  const first = await listed("/leads?limit=2");
  expect(first.ids[0]).toBe(ids[1]);
  const seen = [...first.ids];
  for (let { next } = first; next;) {
    const page = await listed((next[1] ?? "").replaceAll("&amp;", "&"));
    seen.push(...page.ids);
    ({ next } = page);
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen)).toEqual(new Set(ids));
  expect((await listed("/leads?category=restore")).ids).toEqual([]);
  expect((await listed("/leads?category=&scene=production")).ids).toHaveLength(5);
  expect((await seller.open("/leads?scene=nonsense")).status).toBe(400);
  expect((await seller.open("/leads")).text).toContain("企业邀请了您");
});

test("a request that ended before its deadline has no days left", async () => {
  const all = await market();
  const seller = visitor(all.app, all.headers.provider);
  const id = await published(all);
  expect((await seller.open(`/requests/${id}`)).text).toContain("还剩");
  const sent = await all.provider.send("POST", `/requests/${id}/questions`, { text: "几条线？" });
  expect(sent.status).toBe(201);
  await all.sme.send("POST", `/requests/${id}/withdraw`, { reason: "不买了" });
  const ended = await seller.open(`/requests/${id}`);
  expect(ended.text).toContain("报价截止");
  expect(ended.text).not.toContain("还剩");
});
