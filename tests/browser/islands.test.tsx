import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../../scripts/lib/chromium.ts";
import { MoneyField, TextArea, TextField } from "../../src/web/fields.tsx";
import { Chip, Details } from "../../src/web/components.tsx";
import { DefaultButton, FormPage } from "../../src/web/form.tsx";
import { GuidePage } from "../../src/web/guide.tsx";
import { Layout } from "../../src/web/layout.tsx";
import { FacetGroup } from "../../src/web/lists.tsx";
import { islandFiles } from "../support/islands.ts";

let browser: Browser;
let page: Page;
let base = "";
let posts = 0;
let asked: string[] = [];
let looks = 0;
let stop = () => {};

beforeAll(async () => {
  const server = serve({ fetch: (await site()).fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  base = `http://127.0.0.1:${address.port}`;
  stop = () => void server.close();
  browser = await launchChromium();
  page = await browser.newPage();
});

afterAll(async () => {
  await browser.close();
  stop();
});

/** A list with its filters; `scene=hr` breaks it. */
function live(c: Context) {
  looks += 1;
  const scenes = c.req.queries("scene") ?? [];
  if (scenes.includes("hr")) return c.text("broken", 500);
  const removed = c.req.queries("remove") ?? [];
  const shown = scenes.filter((scene) => !removed.includes(scene));
  const options = ["quality", "energy", "safety", "hr"].map((value) => ({ value, label: value }));
  return c.html(
    <Layout title="找方案" islands={["chips"]}>
      <form action="/live" data-live="found more">
        <DefaultButton />
        <FacetGroup name="scene" legend="场景" options={options} selected={shown} />
        <TextField name="budget" label="预算" form={empty} />
        <div id="more">
          <Details summary={`另外 ${shown.length} 项`}>还有这些</Details>
        </div>
        <div id="found">
          <p data-said>{`找到 ${10 - shown.length} 个方案`}</p>
          {shown.map((scene) => (
            <Chip remove={{ name: "remove", value: scene }}>{scene}</Chip>
          ))}
          <a href="/guide">换个说法</a>
        </div>
      </form>
    </Layout>,
  );
}

const empty = { values: {}, errors: [] };

async function taken(c: Context) {
  posts += 1;
  if ((await c.req.parseBody())["name"] === "过期")
    return c.html(<Layout title="登录" undone />, 401);
  await new Promise((resolve) => {
    setTimeout(resolve, 1500);
  });
  return c.redirect("/guide", 303);
}

async function site() {
  return new Hono()
    .use(async (c, next) => {
      c.header("content-security-policy", "default-src 'self'; img-src 'self' data:");
      c.header("referrer-policy", "same-origin");
      await next();
    })
    .get("/assets/:name", await islandFiles())
    .get("/api/v1/suggest", (c) => {
      asked.push(c.req.query("q") ?? "");
      const items = [
        { text: "扫码报工", kind: "功能" },
        { text: "<img src=x>" },
        { text: "elsewhere", href: "//evil.example" },
        { text: "script", href: "javascript:alert(1)" },
        { text: "演示·易工软件", kind: "服务商", href: "/guide" },
      ];
      return c.json({ items });
    })
    .get("/", (c) => c.html(<Layout title="首页" />))
    .get("/live", live)
    .get("/done", (c) =>
      c.html(<Layout title="好了" flash={{ tone: "success", text: "已发布" }} />),
    )
    .get("/guide", (c) => c.html(<GuidePage />))
    .get("/form", (c) =>
      c.html(
        <FormPage
          title="发布需求"
          form={empty}
          labels={{}}
          action="/form"
          submit="发布需求"
          draft="request"
          version={3}
        >
          <TextField name="name" label="企业名称" form={empty} />
          <TextField name="password" label="密码" type="password" form={empty} />
          <TextArea name="text" label="难题" max={10} form={empty} />
          <MoneyField name="budget" label="预算" form={empty} />
        </FormPage>,
      ),
    )
    .post("/form", async (c) => await taken(c));
}

const search = () => page.locator("input[data-suggest]");

test("fast typing asks once", async () => {
  const own = await browser.newPage();
  await own.clock.install({ time: 0 });
  await own.goto(`${base}/form`);
  await own.clock.pauseAt(60_000);
  asked = [];
  await own.locator("input[data-suggest]").pressSequentially("bao");
  expect(asked).toEqual([]);
  await own.clock.runFor(80);
  await own.locator("[role=option]").first().waitFor();
  expect(asked).toEqual(["bao"]);
  await own.close();
});

test("suggestions by keyboard: nothing foreign, no markup", async () => {
  await page.goto(`${base}/form`);
  asked = [];
  await search().fill("bao");
  await page.locator("[role=option]").first().waitFor();
  expect(await page.locator("[role=option]").count()).toBe(3);
  expect(await page.locator("[role=option] img").count()).toBe(0);
  expect(await search().getAttribute("aria-expanded")).toBe("true");
  await search().press("ArrowDown");
  expect(await search().inputValue()).toBe("扫码报工");
  expect(await search().getAttribute("aria-activedescendant")).toBe("suggest-0-0");
  await search().press("ArrowUp");
  expect(await search().inputValue()).toBe("bao");
  await search().press("Escape");
  expect(await page.locator("[role=listbox]").isVisible()).toBe(false);
  await search().press("ArrowDown");
  await page.locator("[role=option]").first().waitFor();
  await search().press("ArrowUp");
  await search().press("Enter");
  await page.waitForURL("**/guide");
});

test("pinyin that is being composed asks nothing", async () => {
  await page.goto(`${base}/form`);
  asked = [];
  await search().focus();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Input.imeSetComposition", {
    text: "sao",
    selectionStart: 3,
    selectionEnd: 3,
  });
  await page.waitForTimeout(300);
  expect(asked).toEqual([]);
  await devtools.send("Input.insertText", { text: "扫" });
  await page.locator("[role=option]").first().waitFor();
  expect(asked).toEqual(["扫"]);
});

test("a draft comes back with a notice, without the password, and is gone once it was sent", async () => {
  await page.goto(`${base}/form`);
  await page.fill("#name", "恒达");
  await page.fill("#password", "geheim");
  await page.fill("#text", "机器坏了没人知道呀呀呀");
  await page.fill("#budget", "4.8万");
  expect(await page.textContent("#budget-said")).toBe("即 4.8 万元");
  expect(await page.textContent("#text-count")).toBe("超出 1 字，最多 10 字");
  await page.waitForTimeout(600);
  await page.goto(`${base}/guide`);
  await page.goto(`${base}/form`);
  expect(await page.inputValue("#name")).toBe("恒达");
  expect(await page.inputValue("#password")).toBe("");
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("geheim");
  expect(await page.textContent(".notice")).toContain("已恢复");

  posts = 0;
  await page.dblclick("form.form button[type=submit]");
  await page.waitForURL("**/guide");
  expect(posts).toBe(1);
  await page.goto(`${base}/form`);
  expect(await page.inputValue("#name")).toBe("");
});

test("a draft that was sent in vain is offered again, until a page says that it was done", async () => {
  await page.goto(`${base}/form`);
  await page.fill("#name", "过期");
  await page.click("form.form button[type=submit]");
  await page.waitForFunction("document.title.startsWith('登录')");
  // As from the page of an error: by a link, so that the browser says where one comes from.
  await page.click(".word-mark");
  // And from nowhere, by the address.
  await page.goto(`${base}/`);
  await page.goto(`${base}/form`);
  await page.getByRole("button", { name: "恢复这份内容" }).click();
  expect(await page.inputValue("#name")).toBe("过期");
  await page.goto(`${base}/done`);
  await page.goto(`${base}/form`);
  expect(await page.locator(".notice").count()).toBe(0);
});

test("a draft of another version is offered, never put over the newer one", async () => {
  await page.goto(`${base}/form`);
  await page.evaluate(() => {
    const draft = { at: Date.now(), page: "/form", version: "2", sent: false };
    localStorage.setItem("draft:request", JSON.stringify({ ...draft, fields: [["name", "旧"]] }));
  });
  await page.reload();
  expect(await page.inputValue("#name")).toBe("");
  await page.getByRole("button", { name: "恢复这份内容" }).click();
  expect(await page.inputValue("#name")).toBe("旧");
  await page.evaluate(() => localStorage.setItem("draft:request", "{broken"));
  await page.reload();
  expect(await page.inputValue("#name")).toBe("");
});

test("without script the forms and the guide are whole", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${base}/form`);
  expect(await plain.textContent("#text-count")).toContain("最多 10 字");
  await plain.fill("#name", "恒达");
  await plain.click("form.form button[type=submit]");
  await plain.waitForURL("**/guide");
  await context.close();
});

test("a filter changes the list in place, says the new count, and falls back when it fails", async () => {
  await page.goto(`${base}/live`);
  let turns = 0;
  const count = () => {
    turns += 1;
  };
  page.on("load", count);
  await page.getByText("另外 0 项").click();
  await page.check("[value=quality]");
  await page.getByRole("button", { name: "去掉：quality" }).waitFor();
  // What was unfolded stays so, though it says another number now.
  expect(await page.getByText("还有这些").isVisible()).toBe(true);
  expect(await page.textContent("#more summary")).toBe("另外 1 项");
  expect(await page.textContent("#found p")).toBe("找到 9 个方案");
  expect(page.url()).toContain("/live?scene=quality");
  await page.locator("#live-said", { hasText: "找到 9 个方案" }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "去掉：quality" }).click();
  await page.getByText("找到 10 个方案").first().waitFor();
  expect(turns).toBe(0);
  await page.click("[value=hr]");
  await page.getByText("broken").waitFor();
  expect(turns).toBe(1);
  page.off("load", count);
});

test("who takes one away by keyboard goes on with the one in its place", async () => {
  await page.goto(`${base}/live?scene=quality&scene=energy&scene=safety`);
  const chip = (name: string) => page.getByRole("button", { name: `去掉：${name}` });
  const focused = async () => await page.locator(":focus").innerText();
  await chip("quality").focus();
  await page.keyboard.press("Enter");
  await chip("quality").waitFor({ state: "detached" });
  expect(await focused()).toContain("energy");
  await chip("safety").focus();
  await page.keyboard.press("Enter");
  await chip("safety").waitFor({ state: "detached" });
  expect(await focused()).toContain("energy");
  await page.goto(`${base}/live?scene=quality`);
  await chip("quality").focus();
  await page.keyboard.press("Enter");
  await chip("quality").waitFor({ state: "detached" });
  expect(await focused()).toBe("换个说法");
});

test("what is typed and sent with Enter is asked for once", async () => {
  await page.goto(`${base}/live?scene=quality`);
  looks = 0;
  await page.getByLabel("预算").fill("便宜点");
  await page.keyboard.press("Enter");
  await page.waitForURL(/budget=/u);
  expect(looks).toBe(1);
  expect(await page.isChecked("[value=quality]")).toBe(true);
});
