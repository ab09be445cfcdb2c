import { expect } from "vitest";
import { testApp } from "./app.ts";
import { browserOn, person } from "./browser.ts";

export const need =
  "我们是做五金的小厂，60 来号人\r\n想上个便宜的扫码报工，别太“复杂” <b>&amp;</b>";
export const draft: [string, string][] = [
  ["key", "0f0e"],
  ["text", need],
  ["title", "扫码报工"],
  ["category", "upgrade"],
  ["scenes", "production"],
  ["scenes", "quality"],
  ["regionCode", "330300"],
  ["headcount", "六十"],
  ["act", "draft"],
];

export const unescaped = (html: string) =>
  html
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** What a browser without script would send from the form at that address: hidden fields only. */
export function hiddenOf(page: string, action: string): [string, string][] {
  const start = page.indexOf(`action="${action}"`);
  expect([action, start]).toEqual([action, expect.toSatisfy((at: number) => at > 0)]);
  const inside = page.slice(start, page.indexOf("</form>", start));
  return [...inside.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, unescaped(value)],
  );
}

/** Registered, and the session has ended meanwhile. */
export async function expired(
  firm: Record<string, string> = { kind: "sme", organisation: "五金厂" },
) {
  const all = await testApp();
  const browser = browserOn(all.app);
  const who = person();
  await browser.submit("/sign-up", { ...who, ...firm });
  browser.jar.clear();
  const { email, password } = who;
  return { ...all, browser, entries: Object.entries({ email, password }), who };
}
