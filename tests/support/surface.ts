import { expect } from "vitest";

/** What both runtimes answer alike from outside, headers included. */
export async function expectSurface(base: string) {
  expect((await fetch(`${base}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${base}/readyz`)).json()).toMatchObject({ status: "ok" });

  const page = await fetch(`${base}/nowhere`, { headers: { accept: "text/html" } });
  expect([page.status, page.headers.get("content-type")]).toEqual([
    404,
    "text/html; charset=UTF-8",
  ]);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
  const html = await page.text();
  expect(html).toMatch(/^<!doctype html>/i);

  const problem = await fetch(`${base}/api/v1/nowhere`);
  expect([problem.status, await problem.json()]).toMatchObject([404, { code: "not_found" }]);
  const foreign = await fetch(`${base}/api/v1/nowhere`, {
    method: "POST",
    headers: { origin: "https://evil.example", "content-type": "application/json" },
    body: "{}",
  });
  expect(foreign.status).toBe(403);

  await expectAsset(`${base}/robots.txt`, "text/plain", "public, max-age=0, must-revalidate");
  const styles = /href="(\/assets\/styles\.[0-9a-f]{8}\.css)"/.exec(html)?.[1];
  expect(styles).toBeDefined();
  await expectAsset(`${base}${styles}`, "text/css", "public, max-age=31536000, immutable");
  expect((await fetch(`${base}/_headers`)).status).toBe(404);
  expect((await fetch(`${base}${styles}.br`)).status).toBe(404);
}

async function expectAsset(url: string, type: string, cacheControl: string) {
  const asset = await fetch(url);
  const { headers } = asset;
  expect([asset.status, headers.get("cache-control"), headers.get("content-type")]).toEqual([
    200,
    cacheControl,
    expect.stringContaining(type),
  ]);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  const body = await asset.text();
  const etag = headers.get("etag")!;
  const again = await fetch(url, { headers: { "if-none-match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  const head = await fetch(url, { method: "HEAD" });
  expect([head.status, await head.text(), body.length > 0]).toEqual([200, "", true]);
}
