import type { NeedView } from "../../src/matching/schema.ts";
import { json, read, testApp } from "./app.ts";
import { makeMember } from "./make.ts";
import { speaker, visitor } from "./market.ts";

export const added = {
  what: "add_phrase",
  code: "work-reporting",
  list: "owner",
  phrase: "打点计数",
};
export const reason = { reason: "车间里都这么说" };
export const need = "我们车间想要打点计数";

export async function office() {
  const made = await testApp();
  const { app, db } = made;
  const one = await makeMember(db, "authority", { regionCode: "000000", name: "工信部" });
  const two = await makeMember(db, "authority", { regionCode: "000000" });
  const city = await makeMember(db, "authority", { regionCode: "330300" });
  const sme = await makeMember(db, "sme");
  return {
    ...made,
    one: speaker(app, one.headers),
    two: speaker(app, two.headers),
    city: speaker(app, city.headers),
    sme: speaker(app, sme.headers),
    page: visitor(app, one.headers),
    cityPage: visitor(app, city.headers),
  };
}
export type Office = Awaited<ReturnType<typeof office>>;
type Draft = { published: number; version: number; edits: { id: string; change: object }[] };

export const draftOf = async ({ one }: Office) =>
  await read<Draft>(await one.send("GET", "/lexicon"));

export async function codesIn(app: Office["app"], text: string) {
  const answer = await app.request("/api/v1/needs/understand", json({ text }));
  const { needs, lexiconVersion } = await read<{ needs: NeedView[]; lexiconVersion: string }>(
    answer,
  );
  return {
    codes: needs.flatMap(({ capabilities }) => capabilities.map(({ code }) => code)),
    lexiconVersion,
  };
}

/** A capability of the shipped lexicon, whatever it is called by now. */
export async function someCode({ one }: Office): Promise<string> {
  const path = `/lexicon/capabilities?scene=production&q=${encodeURIComponent("报工")}`;
  const { items } = await read<{ items: { code: string }[] }>(await one.send("GET", path));
  return items[0]!.code;
}

export async function drafted(all: Office, change: object = {}) {
  const code = await someCode(all);
  const answer = await all.one.send("POST", "/lexicon/edits", { ...added, code, ...change });
  return { answer, code };
}

export async function publish(all: Office, who: Office["one"] = all.one) {
  const { version } = await draftOf(all);
  return await who.send("POST", "/lexicon/publish", reason, version);
}

/** What no shipped capability is near to. */
export const scales = {
  what: "add_capability",
  name: "秤砣上云",
  category: "upgrade",
  scenes: ["production"],
  owner: ["秤砣*乱"],
  vendor: ["秤砣上云"],
};
