/**
 * What equals draw, the least to come first: anew for each text and the same for the same one, so that
 * nobody chooses his place and nobody always has the last.
 */
export function lotsFor(text: string): (id: string) => number {
  // Once for all candidates: a text may be ten thousand characters.
  const start = hashOf(text, 0x811c9dc5);
  return (id) => hashOf(id, start);
}

/** FNV-1a, and mixed at the end: ids that differ in their last character alone must not stand side by side. */
function hashOf(text: string, start: number): number {
  let hash = start;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
