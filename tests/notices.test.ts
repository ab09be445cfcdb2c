import { expect, test } from "vitest";
import { noticeKinds, sayNotice } from "../src/notices/say.ts";
import { read } from "./support/app.ts";
import { type Body, market, published, visitor } from "./support/market.ts";

test("a notice leads to its thing and is read then; another's is not there", async () => {
  const all = await market();
  const firm = visitor(all.app, all.headers.sme);
  const seller = visitor(all.app, all.headers.provider);
  const id = await published(all);
  const invitation = { providers: [{ providerId: all.providerId }] };
  await all.sme.send("POST", `/requests/${id}/invitations`, invitation);
  const page = await seller.open("/notices");
  expect(page.text).toContain("有企业邀请您为「扫码报工」报价。");
  expect(page.text).toContain("消息（1 条未读）");
  const action = /action="(\/notices\/[^"]*\/read)"/.exec(page.text)?.[1] ?? "";
  expect((await firm.submit(action)).status).toBe(404);
  expect((await seller.submit(action)).location).toBe(`/requests/${id}`);
  expect((await seller.open("/notices")).text).not.toContain("条未读）");
  expect(await read<Body>(await all.provider.send("GET", "/notices"))).toMatchObject({ unread: 0 });
});

test("every kind of notice that is sent has its words", () => {
  for (const kind of noticeKinds) {
    const said = sayNotice(kind, { title: "扫码报工", by: "甲软件", note: "缺执照" });
    expect(said).toMatch(/。$|缺执照$/);
    expect(sayNotice(kind, null)).not.toMatch(/undefined|null/);
  }
  expect(sayNotice("constructor", {})).toBe("有一件事和您有关，请打开看看。");
});
