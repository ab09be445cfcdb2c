import type { Lexicon } from "./lexicon.ts";
import { type Likeness, likenessOf, type Near } from "./nearness.ts";
import type { CorrectedNeed } from "./schema.ts";
import type { Need } from "./understand.ts";

/** What the owner has set right takes the place of what was read; a capability that is no more is not asked for. */
export function correct(
  { capabilities: known, near }: Lexicon,
  read: Need[],
  corrected: readonly CorrectedNeed[] | undefined,
): Need[] {
  if (!corrected) return read;
  return corrected.map((given, i) => {
    const own =
      read.find(({ start }) => start >= given.start && start < given.end) ?? read[i] ?? read[0]!;
    const capabilities = given.capabilities
      ? given.capabilities
          .filter(({ code }) => known.has(code))
          .map(
            ({ code }) =>
              own.capabilities.find((wanted) => wanted.code === code) ?? {
                code,
                weight: 1,
                spans: [],
              },
          )
      : own.capabilities;
    const constraints = given.constraints ? defined(given.constraints) : own.constraints;
    const scenes =
      given.scenes?.map(({ code, confidence }) => ({ code, confidence })) ?? own.scenes;
    return {
      ...own,
      ...(isAsRead(own, { capabilities, scenes })
        ? {}
        : { clarity: "clear" as const, outside: undefined }),
      category: given.category ?? own.category,
      scenes,
      constraints,
      capabilities,
      likeness: relikened(near, own, capabilities),
      marks: own.marks.filter((mark) => stillMeans(mark, { capabilities, constraints })),
    };
  });
}

/** What was added is as near as can be, with what is near to it; what was taken away is not. */
function relikened(
  near: Near,
  { capabilities: read, likeness }: Need,
  chosen: Need["capabilities"],
): Likeness {
  const codes = chosen.map(({ code }) => code);
  const gone = read.filter(({ code }) => !codes.includes(code));
  const added = codes.filter((code) => !read.some((wanted) => wanted.code === code));
  const all = new Map(likeness);
  for (const { code } of gone) all.delete(code);
  for (const [code, share] of likenessOf(near, added))
    all.set(code, Math.max(all.get(code) ?? 0, share));
  return all;
}

/** Words whose meaning was taken away or changed led to nothing. */
function stillMeans(
  { kind, code }: Need["marks"][number],
  { capabilities, constraints }: Pick<Need, "capabilities" | "constraints">,
): boolean {
  if (kind === "capability") return capabilities.some((wanted) => wanted.code === code);
  const value = constraints[kind];
  return value === true || String(value) === code;
}

/** Who chose something else has said clearly what he wants. */
function isAsRead(own: Need, chosen: Pick<Need, "capabilities" | "scenes">): boolean {
  const said = ({ capabilities, scenes }: typeof chosen) =>
    [capabilities, scenes]
      .map((list) =>
        list
          .map(({ code }) => code)
          .toSorted()
          .join(),
      )
      .join("/");
  return said(own) === said(chosen);
}

function defined<T extends object>(value: T) {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- only what is undefined is gone
  return Object.fromEntries(Object.entries(value).filter(([, given]) => given !== undefined)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };
}
