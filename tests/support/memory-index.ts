import {
  type DocumentKey,
  EngineRefusal,
  type IndexDocument,
  type KeyVersion,
} from "../../src/search/engine.ts";

const orderOf = ({ kind, id }: DocumentKey) => `${kind} ${id}`;

/** Stands for an outside engine that keeps what it is told; it may be away or refuse a thing. */
export function memoryIndex() {
  const held = new Map<string, IndexDocument>();
  const state = { away: false, refuses: new Set<string>(), told: 0 };
  const check = (keys: readonly DocumentKey[]) => {
    if (state.away) throw new Error("connection refused");
    state.told++;
    if (keys.some(({ id }) => state.refuses.has(id))) throw new EngineRefusal("bad document");
  };
  return {
    name: "meilisearch" as const,
    state,
    held,
    put: async (documents: readonly IndexDocument[]) => {
      check(documents);
      for (const document of documents) {
        const known = held.get(orderOf(document));
        if (!known || document.version >= known.version) held.set(orderOf(document), document);
      }
      await Promise.resolve();
    },
    drop: async (keys: readonly DocumentKey[]) => {
      check(keys);
      for (const key of keys) held.delete(orderOf(key));
      await Promise.resolve();
    },
    versions: async (after: DocumentKey | null): Promise<KeyVersion[]> => {
      check([]);
      const from = after === null ? "" : orderOf(after);
      const later = [...held.entries()].filter(([order]) => order > from);
      const page = later.toSorted(([a], [b]) => (a < b ? -1 : 1)).slice(0, 3);
      return await Promise.resolve(
        page.map(([, { kind, id, version }]) => ({ kind, id, version })),
      );
    },
  };
}
