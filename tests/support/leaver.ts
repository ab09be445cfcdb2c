import { expect } from "vitest";
import { read } from "./app.ts";
import { browserOn, person } from "./browser.ts";
import { makeSolution } from "./make.ts";
import { market, need, offer } from "./market.ts";

export type Made = { id: string; version: number };
export type Problem = { code: string; errors: { pointer: string; code: string }[] };
export const phone = "0577-8899-1234";
export const text = "我们在温州做水暖卫浴，欧阳师傅想上个便宜的扫码报工，顺便管好锆石料";
export const ada = { ...person("ada.ouyang@example.test"), name: "欧阳艾达" };
export const words = [ada.name, ada.email, phone, "水暖卫浴", "锆石料", "水暖厂"];

/** A firm of one person, in her browser. */
export async function firmOfOne() {
  const all = await market();
  await makeSolution(all.db, all.providerId);
  const browser = browserOn(all.app);
  expect((await browser.post("/api/auth/sign-up/email", ada)).status).toBe(200);
  const firm = { kind: "sme", name: "水暖厂", contactName: ada.name, contactPhone: phone };
  const { id: firmId } = await read<Made>(await browser.post("/api/v1/organisations", firm));
  const { id } = await read<Made>(await browser.get("/api/v1/me"));
  return { ...all, browser, id, firmId };
}
export type Firm = Awaited<ReturnType<typeof firmOfOne>>;

/** What she typed became a request with an invitation, a question and a proposal. */
export async function published({ browser, provider, providerId, clock }: Firm, said = "三条线") {
  const match = await read<Made>(await browser.post("/api/v1/matches", { text }));
  const closesAt = new Date(clock.now().getTime() + 86_400_000).toISOString();
  const draft = { ...need, title: "水暖卫浴报工", text, matchId: match.id, closesAt };
  const whom = { contactName: ada.name, contactPhone: phone };
  const { id } = await read<Made>(await browser.post("/api/v1/requests", { ...draft, ...whom }));
  const at = `/api/v1/requests/${id}`;
  expect((await browser.post(`${at}/publish`, {}, { "if-match": '"1"' })).status).toBe(200);
  const invited = [{ providerId, reason: "因为「水暖卫浴」" }];
  expect((await browser.post(`${at}/invitations`, { providers: invited })).ok).toBe(true);
  const asked = await provider.send("POST", `/requests/${id}/questions`, { text: "几条线？" });
  const { id: questionId } = await read<Made>(asked);
  await browser.post(`${at}/questions/${questionId}/answer`, { answer: said });
  await provider.send("POST", `/requests/${id}/proposals`, { ...offer, submit: true });
  return id;
}

export const erase = async (
  { browser }: Pick<Firm, "browser">,
  password = ada.password,
  version = 1,
) => await browser.post("/api/v1/me/erasure", { password }, { "if-match": `"${version}"` });
