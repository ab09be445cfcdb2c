import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** `CHROMIUM_PATH`, else an installed Chromium, else the one that comes as a package. */
export async function launchChromium(): Promise<Browser> {
  const found = [process.env["CHROMIUM_PATH"], ...installed].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (found)
    return await chromium.launch({
      executablePath: found,
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
    });
  const { default: packed } = await import("@sparticuz/chromium");
  return await chromium.launch({
    executablePath: await packed.executablePath(),
    args: packed.args,
  });
}
