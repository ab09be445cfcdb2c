import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { testApp } from "../support/app.ts";
import { ownFolder, runProgram, serveFor } from "../support/program.ts";
import { walkTheSpine } from "../support/spine.ts";
import { expectSurface } from "../support/surface.ts";

const worker = "scripts/dev-worker.ts";

test("the Worker serves what Node serves, request after request, and ends with its launcher", async () => {
  const { url: database, db } = await testApp();
  const { program, url } = await serveFor(worker, {
    DATABASE_URL: database,
    DATA_DIR: ownFolder(),
  });
  await expectSurface(url);
  await walkTheSpine(url, db);
  const ready = await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/readyz`)));
  expect(ready.map(({ status }) => status)).toEqual(Array<number>(20).fill(200));

  const failure = { email: "old@example.test", failures: 3, last_at: new Date(0) };
  await db.insertInto("sign_in_failure").values(failure).execute();
  expect((await fetch(`${url}/__scheduled?cron=*+*+*+*+*`)).status).toBe(200);
  expect(await db.selectFrom("sign_in_failure").select("email").execute()).toEqual([]);

  const taken = runProgram(worker, {
    DATABASE_URL: database,
    DATA_DIR: ownFolder(),
    PORT: new URL(url).port,
  });
  expect([await taken.ended, taken.output()]).toEqual([1, expect.stringContaining("PORT")]);

  expect(await program.stop()).toBe(0);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
});

test("a Worker whose launcher is killed does not stay behind", async () => {
  const env = { DATABASE_URL: (await testApp()).url, DATA_DIR: ownFolder() };
  const { program, url } = await serveFor(worker, env);
  program.kill("SIGKILL");
  const gone = async () =>
    await fetch(`${url}/healthz`).then(
      () => false,
      () => true,
    );
  for (let waited = 0; waited < 100 && !(await gone()); waited++) await sleep(100);
  expect(await gone()).toBe(true);
});
