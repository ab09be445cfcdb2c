import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { expect, onTestFinished, test } from "vitest";
import { launchChromium } from "../../scripts/lib/chromium.ts";
import { testApp } from "../support/app.ts";
import { islandFiles } from "../support/islands.ts";
import { makeOffer } from "../support/offer.ts";

/** The app with what its pages run. */
async function served() {
  const { app, db } = await testApp();
  const site = new Hono().get("/assets/:name", await islandFiles()).mount("/", app.fetch);
  const server = serve({ fetch: site.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  return { db, base: `http://127.0.0.1:${address.port}` };
}

test("what is ticked on one page of a search is compared with what is ticked on the next", async () => {
  const { db, base } = await served();
  for (const name of ["甲", "乙", "丙", "丁"]) await makeOffer(db, `演示·${name}软件`);
  const browser = await launchChromium();
  onTestFinished(async () => await browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(15_000);
  const boxes = page.locator(".compare-box input");
  const idAt = async (at: number) => (await boxes.nth(at).getAttribute("value")) ?? "";
  const columns = async () => {
    await page.click(".compare-bar button");
    return new URL(page.url()).searchParams.getAll("id");
  };

  await page.goto(`${base}/search?perPage=2`);
  const first = await idAt(0);
  await boxes.nth(0).check();
  await page.click("[rel=next]");
  const second = await idAt(1);
  await boxes.nth(1).check();
  expect(await columns()).toEqual([first, second]);

  await page.click("text=再选一个来比");
  await page.locator(".compare-box input:not(:checked)").check();
  await page.click("[rel=prev]");
  // A fourth has no place.
  await page.locator(".compare-box input:disabled").waitFor();
  expect(await boxes.nth(0).isChecked()).toBe(true);
  expect(await columns()).toHaveLength(3);
});

test("what was picked on another page can be left out there, and nobody else's words are read from the address", async () => {
  const { db, base } = await served();
  const [here, there] = [await makeOffer(db, "演示·甲软件"), await makeOffer(db, "演示·乙软件")];
  const list = async (query: string) => await (await fetch(`${base}/search?${query}`)).text();
  const only = encodeURIComponent("甲软件");
  const page = await list(
    `q=${only}&picked=${there.solutionId}&picked=x&picked=${here.providerId}`,
  );
  expect(page).toContain(`<input type="hidden" name="id" value="${there.solutionId}"/>`);
  expect(page).toContain(`data-unpick="${there.solutionId}"`);
  expect(page).not.toContain("picked=x");
  expect(page).not.toContain(here.providerId + '"/>');
});
