/**
 * A number of 52 bits, by which equals are ordered on every engine. Nobody chooses an id, so nobody
 * chooses a place (two halves by FNV-1a, each from a seed of its own).
 */
export function tieOf(id: string): number {
  return half(id, 0x811c9dc5) * 2 ** 26 + half(id, 0x7a5e1f3d);
}

export const tieBits = 52;

function half(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++)
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 6;
}
