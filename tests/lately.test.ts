import { expect, test } from "vitest";
import { createLately } from "../src/lately.ts";

test("what was found out lately is not asked again, and older things are", async () => {
  const lately = createLately<number>(1000);
  let asked = 0;
  const at = async (ms: number) =>
    await lately(new Date(ms), async () => await Promise.resolve(++asked));
  expect([await at(0), await at(999), await at(1000), await at(1999), await at(2001)]).toEqual([
    1, 1, 2, 2, 3,
  ]);
  // A clock that was set back must not keep it for good.
  expect(await at(-5000)).toBe(4);
});

test("what could not be found out is asked again", async () => {
  const lately = createLately<number>(1000);
  const failing = lately(new Date(0), async () => await Promise.reject(new Error("gone")));
  await expect(failing).rejects.toThrow("gone");
  expect(await lately(new Date(1), async () => await Promise.resolve(7))).toBe(7);
});
