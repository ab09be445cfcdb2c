import type { Meilisearch } from "meilisearch";

const reading = ["search", "documents.get", "stats.get", "indexes.get"] as const;
const writing = [
  ...reading,
  "documents.add",
  "documents.delete",
  "indexes.create",
  "indexes.update",
  "indexes.delete",
  "indexes.swap",
  "settings.update",
  "tasks.get",
] as const;

/** The two keys the app runs with, for indexes of this prefix; neither may more than its work. */
export async function makeSearchKeys(
  client: Meilisearch,
  prefix: string,
): Promise<{ searchKey: string; writeKey: string }> {
  const make = async (name: string, actions: readonly (typeof writing)[number][]) => {
    const { key } = await client.createKey({
      name: `${prefix} ${name}`,
      description: "made by npm run search-keys",
      actions: [...actions],
      indexes: [`${prefix}_*`],
      expiresAt: null,
    });
    return key;
  };
  return { searchKey: await make("search", reading), writeKey: await make("write", writing) };
}
