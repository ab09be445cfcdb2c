import { expect, test } from "vitest";
import { type AskedGroup, mergeSmall } from "../src/reports/unmet-groups.ts";

const [wenzhou, lucheng, hangzhou, zhejiang, guangzhou] = [
  "330300",
  "330302",
  "330100",
  "330000",
  "440100",
];

function asked(
  scene: string,
  regionCode: string | undefined,
  typers: string[],
  given: Partial<AskedGroup> = {},
): AskedGroup {
  return {
    scene,
    regionCode: regionCode ?? "none",
    nothingFits: typers.length,
    notUnderstood: 0,
    expired: 0,
    noneSuitable: 0,
    typers,
    firms: [],
    wanted: [],
    ...given,
  };
}

const told = (groups: AskedGroup[]) =>
  mergeSmall(groups).map(
    ({ scene, regionCode, nothingFits }) => `${scene} ${regionCode} ${nothingFits}`,
  );

test.for<[string, AskedGroup[], string[]]>([
  ["three of a city", [asked("energy", wenzhou, ["a", "b", "c"])], ["energy 330300 3"]],
  ["two of a city", [asked("energy", wenzhou, ["a", "b"])], ["others others 2"]],
  [
    "one firm that asked five times",
    [asked("energy", wenzhou, ["a"], { nothingFits: 5 })],
    ["others others 5"],
  ],
  [
    "a district and its city",
    [asked("energy", lucheng, ["a"]), asked("energy", wenzhou, ["b", "c"])],
    ["energy 330300 3"],
  ],
  [
    "the same firm in a district and its city",
    [asked("energy", lucheng, ["a"]), asked("energy", wenzhou, ["a", "c"])],
    ["others others 3"],
  ],
  [
    "two cities of a province",
    [asked("energy", wenzhou, ["a", "b"]), asked("energy", hangzhou, ["c"])],
    ["energy 330000 3"],
  ],
  [
    "few beside many of the province",
    [asked("energy", zhejiang, ["a", "b", "c"]), asked("energy", wenzhou, ["d"])],
    ["energy 330000 4"],
  ],
  [
    "two provinces",
    [asked("energy", wenzhou, ["a", "b"]), asked("energy", guangzhou, ["c"])],
    ["others others 3"],
  ],
  [
    "two scenes of a city, and no place",
    [
      asked("energy", wenzhou, ["a", "b"]),
      asked("quality", wenzhou, ["c", "d"]),
      asked("energy", undefined, ["e"]),
    ],
    ["others others 5"],
  ],
  ["three without a place", [asked("none", undefined, ["a", "b", "c"])], ["none none 3"]],
  [
    "two who typed and two who published may be the same two",
    [asked("energy", wenzhou, ["a", "b"], { firms: ["x", "y"], expired: 2 })],
    ["others others 2"],
  ],
  [
    "three who published",
    [asked("energy", wenzhou, [], { firms: ["x", "y", "z"], expired: 3 })],
    ["energy 330300 0"],
  ],
])("%s", ([, groups, expected]) => {
  expect(told(groups)).toEqual(expected);
});

const wanted = (...names: [string, number][]) => ({
  wanted: names.map(([name, times]) => ({ name, times })),
});

test("what was wanted is added up where places are merged, and not told of others", () => {
  const groups = [
    asked("energy", wenzhou, ["a", "b"], wanted(["抄表", 2], ["余热", 1])),
    asked("energy", hangzhou, ["c"], wanted(["余热", 2])),
    asked("quality", hangzhou, ["c"], wanted(["首检", 1])),
  ];
  expect(mergeSmall(groups)).toMatchObject([
    { scene: "energy", regionCode: "330000", wanted: ["余热", "抄表"] },
    { scene: "others", regionCode: "others", wanted: [] },
  ]);
});
