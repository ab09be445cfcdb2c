import { scenes } from "../taxonomy/scenes.ts";
import { keyOf } from "./document-row.ts";
import type { Suggestion } from "./engine.ts";
import { typedKeys } from "./pinyin.ts";

/** A name that we know by heart, as somebody types it. */
export type TypedName = { code: string; name: string; key: string } & ReturnType<typeof typedKeys>;
/** A capability with what owners say and vendors write for it. */
export type TypedCapability = TypedName & { said: readonly string[] };

export function typedName({ code, name }: { code: string; name: string }): TypedName {
  return { code, name, key: keyOf(name), ...typedKeys(name) };
}

const typedScenes = scenes.map(typedName);

const mostScenes = 2;
const mostCapabilities = 3;

/** Scenes and capabilities: whose names are meant, and who is called so in other words. */
export type Topics = { named: Suggestion[]; said: Suggestion[] };

export function topicsFor(key: string, capabilities: readonly TypedCapability[]): Topics {
  const scenesNamed = namedSo(typedScenes, key).slice(0, mostScenes);
  const taken = new Set(scenesNamed.map(({ key: name }) => name));
  const others = capabilities.filter((one) => !taken.has(one.key));
  const named = namedSo(others, key).slice(0, mostCapabilities);
  const said = saidSo(others, key).filter((one) => !named.includes(one));
  return {
    named: [...scenesNamed.map(asScene), ...named.map(asCapability)],
    said: said.slice(0, mostCapabilities - named.length).map(asCapability),
  };
}

/** Those that begin so, in characters, pinyin or initials; then those that hold it. The shortest first. */
function namedSo<T extends TypedName>(all: readonly T[], key: string): T[] {
  // With one letter half of all names begin as they sound.
  const begins = ({ key: name, pinyin, initials }: T) =>
    (key.length > 1 ? [name, pinyin, initials] : [name]).some((text) => text.startsWith(key));
  const holds = (one: T) => key.length > 1 && !begins(one) && one.key.includes(key);
  return [begins, holds].flatMap((isSo) =>
    all.filter(isSo).toSorted((a, b) => a.key.length - b.key.length),
  );
}

const leastLetters = 3;

/** Those of which just this is said; else those of which something is said that begins so, the shortest first. */
function saidSo(all: readonly TypedCapability[], key: string): TypedCapability[] {
  const just = all.filter(({ said }) => said.includes(key));
  if (just.length > 0 || key.length < (/^[a-z]+$/u.test(key) ? leastLetters : 2)) return just;
  return all
    .map((one) => ({ one, begun: one.said.filter((text) => text.startsWith(key)) }))
    .filter(({ begun }) => begun.length > 0)
    .map(({ one, begun }) => ({ one, length: Math.min(...begun.map((text) => text.length)) }))
    .toSorted((a, b) => a.length - b.length)
    .map(({ one }) => one);
}

function asScene({ code, name }: TypedName): Suggestion {
  return { type: "scene", id: code, name };
}

function asCapability({ code, name }: TypedName): Suggestion {
  return { type: "capability", id: code, name };
}

/**
 * What bears the very name first, then topics by their names, then what is offered, then topics that
 * only words of theirs led to. Half of the places are for what is offered, as far as there is so much.
 */
export function arrange(
  key: string,
  { named, said }: Topics,
  things: readonly Suggestion[],
  limit: number,
): Suggestion[] {
  const isMeant = ({ name }: Suggestion) => keyOf(name) === key;
  const room = Math.max(Math.floor(limit / 2), limit - things.length);
  const [first, last] = [named.slice(0, room), said.slice(0, Math.max(0, room - named.length))];
  const places = limit - first.length - last.length;
  const shown = things.slice(0, places);
  return [...shown.filter(isMeant), ...first, ...shown.filter((thing) => !isMeant(thing)), ...last];
}
