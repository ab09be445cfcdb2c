import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync("src/web/styles.css", "utf8");
const tokens = Object.fromEntries(
  [...css.matchAll(/--color-([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [
    name,
    hex,
  ]),
);
const grounds = ["paper", "surface", "sunk"];
const onGround = [
  "ink",
  "soft",
  "brand",
  "brand-deep",
  "red",
  "restore",
  "cultivate",
  "connect",
  "upgrade",
];
const pairs = [
  ...onGround.flatMap((text) => grounds.map((ground) => [text, ground, 4.5] as const)),
  ["surface", "brand", 4.5],
  ["surface", "brand-deep", 4.5],
  ["ink", "brand-tint", 4.5],
  ["brand", "brand-tint", 4.5],
  ["brand-deep", "brand-tint", 4.5],
  ["amber", "amber-tint", 4.5],
  ["ink", "amber-tint", 4.5],
  ["red", "red-tint", 4.5],
  ["ink", "red-tint", 4.5],
  ["done", "done-tint", 4.5],
  ["ink", "done-tint", 4.5],
  ["ink", "found", 4.5],
  ["ink", "focus", 4.5],
  // Borders of controls and marks of state: shapes, not text.
  ["edge", "paper", 3],
  ["edge", "surface", 3],
  ["edge", "sunk", 3],
  ["amber-edge", "paper", 3],
  ["amber-edge", "amber-tint", 3],
  ["brand", "line", 3],
] as const;

test.for(pairs)("%s on %s reaches %s : 1", ([front, back, least]) => {
  expect(contrast(tokens[front], tokens[back])).toBeGreaterThanOrEqual(least);
});

test("every colour is in a pair that is checked", () => {
  const checked = new Set<string>(pairs.flatMap(([front, back]) => [front, back]));
  expect(Object.keys(tokens).filter((name) => !checked.has(name))).toEqual([]);
});

function contrast(front = "", back = "") {
  const [light = 0, dark = 0] = [luminance(front), luminance(back)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
