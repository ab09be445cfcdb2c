import { expect } from "vitest";
import { json } from "./app.ts";
import { makeMember } from "./make.ts";
import { market, speaker, visitor } from "./market.ts";

/** A market with offices of a city, of a place far from it, and of the whole country. */
export async function country() {
  const all = await market();
  const office = async (regionCode: string) =>
    await makeMember(all.db, "authority", { regionCode });
  const city = await office("330300");
  return {
    ...all,
    city: speaker(all.app, city.headers),
    cityPages: visitor(all.app, city.headers),
    far: speaker(all.app, (await office("440000")).headers),
    ministry: speaker(all.app, (await office("000000")).headers),
    smePages: visitor(all.app, all.headers.sme),
  };
}
export type Country = Awaited<ReturnType<typeof country>>;

export async function typed({ app, db }: Country, text: string, isNew = true) {
  const headers = isNew ? (await makeMember(db, "sme")).headers : {};
  const answer = await app.request("/api/v1/matches", json({ text }, headers));
  expect(answer.status).toBe(200);
}
