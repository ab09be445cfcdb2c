import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { demoCase, demoProvider, demoRequest, demoSolution } from "./schema.ts";

/** Fictional firms of our own, checked against their schema whenever they are read. */
export function readDemoData() {
  return {
    providers: read("providers.json", demoProvider),
    solutions: read("solutions.json", demoSolution),
    cases: read("cases.json", demoCase),
    requests: read("requests.json", demoRequest),
  };
}
export type DemoData = ReturnType<typeof readDemoData>;

function read<T>(name: string, schema: z.ZodType<T>): T[] {
  const text = fs.readFileSync(path.join(import.meta.dirname, name), "utf8");
  return z.array(schema).parse(JSON.parse(text));
}

export const fen = (yuan: number | undefined) => (yuan === undefined ? null : yuan * 100);
