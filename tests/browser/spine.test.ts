import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../scripts/lib/chromium.ts";
import { seedDemo } from "../../scripts/seed.ts";
import { testApp } from "../support/app.ts";
import { ownFolder, serveFor } from "../support/program.ts";

let browser: Browser;
const need = "我们是做五金的小厂,60来号人,想上个便宜的扫码报工";

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => await browser.close());

/** Signed in on a phone, in a browser of one's own. */
async function signIn(base: string, email: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    locale: "zh-CN",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${base}/sign-in`);
  await page.fill("[name=email]", email);
  await page.fill("[name=password]", "shuqiao-demo");
  await press(page, "登录");
  return page;
}

/** Presses what begins with these words, and looks at the page it leads to as axe and a narrow phone do. */
async function press(page: Page, name: string) {
  const target = page
    .locator("main")
    .locator("button:visible, a:visible")
    .filter({ hasText: new RegExp(String.raw`^\s*${name}`, "u") });
  await Promise.all([page.waitForNavigation(), target.first().click()]);
  await inspect(page);
}

async function inspect(page: Page) {
  const at = page.url();
  const { violations } = await page.evaluate(async (source) => {
    // eslint-disable-next-line no-eval -- as a script tag the page's policy would refuse it
    (0, eval)(source);
    const tool: unknown = Reflect.get(globalThis, "axe");
    const run: unknown = Reflect.get(Object(tool), "run");
    const rules = { runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] };
    const found: unknown = typeof run === "function" ? await run.call(tool, rules) : {};
    const list: unknown = Reflect.get(Object(found), "violations");
    const ids = Array.isArray(list)
      ? list.map((one) => String(Reflect.get(Object(one), "id")))
      : ["no axe"];
    return { violations: ids };
  }, axe.source);
  const width = await page.locator("html").evaluate(({ scrollWidth }) => scrollWidth);
  expect({ at, width, violations }).toEqual({ at, width: 390, violations: [] });
}

/** Who knows a name types it, on a phone too. */
async function findByName(page: Page, name: string) {
  await page.locator("header a:visible", { hasText: "搜索" }).click();
  await page.locator("[name=q]:visible").pressSequentially(name);
  await page.locator("[role=option]", { hasText: name }).waitFor();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await page.locator("main h2", { hasText: name }).waitFor();
  await inspect(page);
}

/** With letters twice as large the menu stays on the page, and the field can hold what is typed. */
async function enlarge(page: Page, url: string) {
  const { width } = page.viewportSize() ?? { width: 0 };
  const tools = await page.context().newCDPSession(page);
  const sizes = { standard: 32, fixed: 26 };
  await tools.send("Page.setFontSizes", { fontSizes: sizes });
  await page.goto(`${url}/search`);
  await page.locator(".desk-menu > summary").click();
  for (const item of await page.locator(".desk-menu li").all()) {
    const { x = -1, width: wide = 0 } = (await item.boundingBox()) ?? {};
    expect([x >= 0, x + wide <= width]).toEqual([true, true]);
  }
  const field = await page.locator("[name=q]:visible").boundingBox();
  expect(field?.width).toBeGreaterThan(width / 2);
  await inspect(page);
  await tools.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
  // At a desk the header has one line for the field and its button.
  await page.setViewportSize({ width: 1280, height: 800 });
  const header = page.locator("header search");
  const places = [header.locator("input:visible"), header.locator("button")];
  const [top, beside] = await Promise.all(places.map((one) => one.boundingBox()));
  expect(top?.y).toBe(beside?.y);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(url);
  await inspect(page);
}

/** The recommendations are still there when one comes back from a solution. */
async function comeBack(page: Page) {
  await page.locator("#matches h3 a:visible").first().click();
  await page.waitForURL("**/solutions/*");
  await page.goBack();
  expect(await page.locator("#matches").innerText()).toContain("您说到「扫码报工」");
}

/** A comparison on paper names its request, and has no row of buttons. */
async function print(page: Page) {
  await page.emulateMedia({ media: "print" });
  const paper = await page.locator("main").innerText();
  expect(paper).toMatch(/扫码报工[^]*比较报价[^]*三年合计/u);
  expect(paper).not.toContain("选哪家");
  await page.emulateMedia({ media: "screen" });
}

const path = (page: Page) => page.url().replace(/[?#].*/u, "");

test("a firm and a provider go from one sentence to a rated delivery, on phones", async () => {
  const { url: database, db } = await testApp();
  await seedDemo(db);
  const { url } = await serveFor("scripts/serve.ts", {
    DATABASE_URL: database,
    DATA_DIR: ownFolder(),
  });
  const sme = await signIn(url, "sme@demo.example");
  const provider = await signIn(url, "provider@demo.example");

  await enlarge(sme, url);
  await findByName(sme, "工票码");
  await sme.goto(url);
  await sme.locator("main textarea").fill(need);
  await press(sme, "找合适的方案");
  expect((await sme.locator("mark").allInnerTexts()).join(" ")).toContain("扫码报工");
  expect(await sme.locator("#matches").innerText()).toContain("您说到「扫码报工」");
  await comeBack(sme);
  await press(sme, "发布需求，邀请报价");
  expect(await sme.locator("[name=text]").inputValue()).toBe(need);
  await press(sme, "下一步：预览");
  await press(sme, "发布需求");
  await sme.locator("[name=providers]").first().check();
  await press(sme, "邀请报价");
  const request = path(sme);

  await provider.goto(request);
  await press(provider, "报价");
  await provider.fill("[name=summary]", "手机扫码报工，一周上线");
  await provider.fill("[name=plan]", "第一周装好，第二周培训");
  await provider.fill("[name=oneOffFen]", "12000");
  await press(provider, "交出报价");
  expect(await provider.locator("[name=plan]").inputValue()).toBe("第一周装好，第二周培训");
  expect(await provider.locator("[role=alert]").innerText()).toContain("多久用上");
  // Away from the refused form and back to it: nothing of it is lost.
  await provider.goto(`${url}/help`);
  await provider.goBack();
  expect(await provider.locator("[name=plan]").inputValue()).toBe("第一周装好，第二周培训");
  await provider.fill("[name=weeks]", "2");
  await press(provider, "交出报价");

  await sme.goto(request);
  await press(sme, "提前截止");
  await press(sme, "现在截止");
  await press(sme, "比较 1 份报价");
  await print(sme);
  await press(sme, "选这家");
  await press(sme, "选定这家");
  const engagement = path(sme);

  await provider.goto(engagement);
  await press(provider, "开工");
  await provider.fill("[name=note]", "三台都装好了");
  await press(provider, "交付，请企业验收");
  await sme.goto(engagement);
  await press(sme, "验收通过");
  for (const name of ["overall", "delivery", "quality", "service", "value"])
    await sme.locator(`[name=${name}][value="5"]`).check();
  await press(sme, "发出评价");
  await provider.goto(engagement);
  await provider.fill("[name=reply]", "谢谢，常来电话");
  await press(provider, "发出回复");
  expect(await provider.locator("main").innerText()).toContain("谢谢，常来电话");
});
