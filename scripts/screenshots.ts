import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./lib/chromium.ts";
import { projectRoot } from "./lib/project.ts";

const folder = path.join(projectRoot, "docs/pictures");
const need = "我们是做五金的小厂，60来号人，想上个便宜的扫码报工";

/** `npm run screenshots`: the pictures of the README, of a fresh demo. They need Chinese fonts on the machine. */
async function main() {
  const home = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "shuqiao-pictures-"));
  fs.chmodSync(home, 0o711);
  const { DATABASE_URL: _, ...env } = process.env;
  const server = spawn(process.execPath, ["scripts/serve.ts"], {
    cwd: projectRoot,
    env: { ...env, DATA_DIR: home },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("close", resolve));
  try {
    const url = await addressOf(server.stdout);
    const browser = await launchChromium();
    fs.mkdirSync(folder, { recursive: true });
    await take(browser, url);
    await browser.close();
  } finally {
    server.kill("SIGTERM");
    await ended;
    fs.rmSync(home, { recursive: true, force: true });
  }
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let said = "";
  output.on("data", (chunk) => {
    said += String(chunk);
    const url = /已启动:(http\S+)/.exec(said)?.[1];
    if (url) resolve(url);
  });
  output.on("end", () => reject(new Error(`The server did not start:\n${said}`)));
  return await promise;
}

async function take(browser: Browser, url: string) {
  const desk = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: "zh-CN" });
  await desk.goto(url);
  await save(desk, "home");
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: "zh-CN" });
  await phone.goto(url);
  await phone.fill("main textarea", need);
  await phone.locator("main form button[type=submit]").first().click();
  await phone.waitForURL("**/match");
  await save(phone, "match");
}

async function save(page: Page, name: string) {
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  console.log(`docs/pictures/${name}.png`);
}

if (import.meta.main) await main();
