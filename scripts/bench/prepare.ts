import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { connect } from "../../src/db/connect.ts";
import { readEverything } from "../../src/matching/matcher.ts";
import { recountWhenOld } from "../../src/search/service.ts";
import { projectRoot } from "../lib/project.ts";
import { say } from "../lib/say.ts";
import { migrate } from "../migrate.ts";
import { makeCatalogue } from "./catalogue.ts";
import { load } from "./load.ts";
import { bringPastUpToDate, makePast, type Past } from "./past.ts";
import { makePeople, type People } from "./people.ts";
import type { Shape } from "./shape.ts";

/** What the cases ask with, once the database is full. */
export type Prepared = {
  common: string[];
  people: People;
  past: Past;
  /** Of this generation and no other. */
  stamp: string;
};

type Kept = Omit<Prepared, "past" | "stamp"> & Partial<Prepared>;
type Options = { size: number; shape: Shape; authSecret: string; file: string | undefined };

/** Fills the database, unless the file says that an earlier run has. */
export async function prepare(url: string, options: Options): Promise<Prepared> {
  const { size, shape, authSecret, file } = options;
  const db = connect(url, 1);
  try {
    await migrate(db, path.join(projectRoot, "migrations"));
  } finally {
    await db.destroy();
  }
  if (file !== undefined && fs.existsSync(file)) {
    say(`  as kept in ${file}`);
    const kept: Kept = JSON.parse(fs.readFileSync(file, "utf8"));
    // One that was kept before there was a past.
    const past = kept.past ?? (await makePast(url, size, authSecret));
    await bringUpToDate(url);
    const prepared = { stamp: "0", ...kept, past };
    fs.writeFileSync(file, JSON.stringify(prepared));
    return prepared;
  }
  const catalogue = makeCatalogue(size, shape);
  await load(url, size, catalogue);
  const past = await makePast(url, size, authSecret);
  const people = await makePeople(url, authSecret, Math.min(500, size));
  const prepared = {
    people,
    past,
    common: catalogue.phrasesIn(0.1, 0.95),
    stamp: randomUUID().slice(0, 8),
  };
  if (file !== undefined) fs.writeFileSync(file, JSON.stringify(prepared));
  return prepared;
}

/** Read by the lexicon of today, and what the server's own jobs would do in the midst of the windows. */
async function bringUpToDate(url: string) {
  const db = connect(url, 4);
  try {
    await readEverything(db);
    await recountWhenOld(db, new Date());
    await bringPastUpToDate(db);
  } finally {
    await db.destroy();
  }
}
