import http from "node:http";
import net from "node:net";
import path from "node:path";
import { text as allOf } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { isAlive, findPostmaster, freePort } from "../../scripts/lib/postgres-process.ts";
import { testApp } from "../support/app.ts";
import { ownFolder, runProgram, serveFor } from "../support/program.ts";
import { walkTheSpine } from "../support/spine.ts";
import { expectSurface } from "../support/surface.ts";

const serve = "scripts/serve.ts";
const data = (home: string) => path.join(home, "postgres");

async function occupiedPort(port = 0) {
  const server = net.createServer((socket) => socket.destroy());
  const taken = new Promise<void>((resolve) => server.once("error", () => resolve()));
  await Promise.race([
    taken,
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve)),
  ]);
  onTestFinished(() => void server.close());
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : port;
}

test("it serves pages, the API and files with their headers, and packs files for who can unpack", async () => {
  const { url: database, db } = await testApp();
  const { url } = await serveFor(serve, { DATABASE_URL: database, DATA_DIR: ownFolder() });
  await expectSurface(url);
  await walkTheSpine(url, db);
  const styles = /\/assets\/styles\S+\.css/.exec(await (await fetch(`${url}/nowhere`)).text())![0];
  const answers = await Promise.all(
    ["br, gzip", "gzip", "identity", "br;q=0, gzip"].map(async (accepted) => {
      const answer = await fetch(url + styles, { headers: { "accept-encoding": accepted } });
      return [answer.headers.get("content-encoding"), await answer.text()] as const;
    }),
  );
  expect(answers.map(([encoding]) => encoding)).toEqual(["br", "gzip", null, "gzip"]);
  expect(new Set(answers.map(([, text]) => text)).size).toBe(1);
});

test("whoever sends too much is told so each time, on a connection that is kept too", async () => {
  const { url: database } = await testApp();
  const { url } = await serveFor(serve, { DATABASE_URL: database, DATA_DIR: ownFolder() });
  for (const size of [1_100_000, 1_100_000, 3_000_000, 3_000_000]) {
    const answer = await fetch(`${url}/api/v1/matches`, {
      method: "POST",
      body: JSON.stringify({ text: "x".repeat(size) }),
      headers: { "content-type": "application/json" },
    });
    expect([answer.status, await answer.json()]).toMatchObject([413, { code: "too_large" }]);
  }
});

test("a long address is read, one beyond all measure is refused in words, and neither harms others", async () => {
  const { url: database } = await testApp();
  const { url } = await serveFor(serve, { DATABASE_URL: database, DATA_DIR: ownFolder() });
  const page = await fetch(`${url}/search?q=${q(10_000)}`);
  const shown = await page.text();
  expect([page.status, shown.includes(`value="${"报".repeat(10_000)}"`)]).toEqual([200, true]);
  expect(shown).toContain("您写了 10000 个字");
  const problem = await fetch(`${url}/api/v1/search?q=${q(5000)}`);
  expect([problem.status, await problem.json()]).toMatchObject([
    400,
    { errors: [{ pointer: "/q", code: "too_big" }] },
  ]);
  // Many packets: the answer must outlive those that come after it.
  const [refusal, huge] = await Promise.all([
    fetch(`${url}/search?q=${q(19_000)}`),
    rawAnswer(url, `GET /search?q=${q(500_000)} HTTP/1.1\r\nhost: x\r\n\r\n`),
  ]);
  const { status, headers } = refusal;
  expect([status, headers.get("content-type")]).toEqual([431, "text/html; charset=UTF-8"]);
  expect(await refusal.text()).toMatch(
    /^<!doctype html>.*<h1>地址太长了，打不开<\/h1>.*<\/html>$/su,
  );
  expect(huge).toMatch(/^HTTP\/1.1 431 .*地址太长了.*<\/html>$/su);
  expect(await rawAnswer(url, "nonsense\r\n\r\n")).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

const q = (length: number) => encodeURIComponent("报".repeat(length));

async function rawAnswer(url: string, sent: string) {
  const socket = net.connect(Number(new URL(url).port), "127.0.0.1");
  socket.end(sent);
  return await allOf(socket);
}

test("SIGTERM ends the server and its PostgreSQL, also while a connection is open", async () => {
  const home = ownFolder();
  const { program, url } = await serveFor(serve, { DATA_DIR: home });
  const postmaster = findPostmaster(data(home))!;
  const idle = net.connect(Number(new URL(url).port), "127.0.0.1");
  idle.on("error", () => {});
  await (await fetch(`${url}/readyz`)).text();
  expect(await program.stop()).toBe(0);
  expect(isAlive(postmaster.pid)).toBe(false);
  idle.destroy();
});

test("after kill -9 the next start takes over the same database", async () => {
  const home = ownFolder();
  const first = await serveFor(serve, { DATA_DIR: home });
  const before = findPostmaster(data(home))!;
  first.program.kill("SIGKILL");
  expect(await first.program.ended).toBe("SIGKILL");
  const port = new URL(first.url).port;
  const second = await serveFor(serve, { DATA_DIR: home, PORT: port });
  expect(second.url).toBe(first.url);
  expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
  expect(findPostmaster(data(home))?.pid).toBe(before.pid);
  expect(await second.program.stop()).toBe(0);
  expect(isAlive(before.pid)).toBe(false);
});

test("two starts at once share one PostgreSQL, which outlives the first to end", async () => {
  const home = ownFolder();
  const [one, two] = await Promise.all([
    serveFor(serve, { DATA_DIR: home }),
    serveFor(serve, { DATA_DIR: home }),
  ]);
  const { pid } = findPostmaster(data(home))!;
  expect(await one.program.stop()).toBe(0);
  expect((await fetch(`${two.url}/readyz`)).status).toBe(200);
  expect(await two.program.stop()).toBe(0);
  expect(isAlive(pid)).toBe(false);
});

test("a taken port is said when it was asked for, and else left for another", async () => {
  const { url: database } = await testApp();
  const env = { DATABASE_URL: database, DATA_DIR: ownFolder() };
  const port = await occupiedPort();
  const refused = runProgram(serve, { ...env, PORT: `${port}` });
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain(`127.0.0.1:${port}`);
  expect(refused.output()).not.toContain("    at ");

  await occupiedPort(8787);
  const other = await serveFor(serve, { ...env, PORT: "" });
  expect(new URL(other.url).port).not.toBe("8787");
});

test.for([
  ["a port that is none", { PORT: "http" }, [], "PORT"],
  ["a port beyond the last", { PORT: "70000" }, [], "PORT"],
  ["a database that is none", { DATABASE_URL: "mysql://127.0.0.1/x" }, [], "DATABASE_URL"],
  ["a database that is away", { DATABASE_URL: "postgres://127.0.0.1:1/x" }, [], "DATABASE_URL"],
  ["an unknown flag", {}, ["--dmeo"], "--dmeo"],
  ["links to nowhere", { HOST: "0.0.0.0" }, [], "PUBLIC_URL"],
  [
    "the demo for everybody",
    { HOST: "0.0.0.0", PUBLIC_URL: "http://shuqiao.example" },
    ["--demo"],
    "演示账号",
  ],
  ["the demo behind a proxy", { PUBLIC_URL: "https://shuqiao.example" }, ["--demo"], "演示账号"],
] as const)("%s is refused in words", async ([, env, args, said]) => {
  const { url } = await testApp();
  const home = ownFolder();
  const refused = runProgram(serve, { DATABASE_URL: url, DATA_DIR: home, ...env }, [...args]);
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain(said);
  expect(refused.output()).not.toContain("    at ");
});

test("a server whose database is away answers for itself, says what is wrong and ends when told", async () => {
  const port = await freePort();
  const program = runProgram("dist/node.js", {
    DATABASE_URL: "postgres://127.0.0.1:1/x",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    AUTH_SECRET: "a secret of the tests, long enough",
    PORT: `${port}`,
  });
  onTestFinished(async () => void (await program.stop()));
  // It would make the lexicon ready, and cannot ask which.
  await vi.waitFor(() => expect(program.output()).toContain("ECONNREFUSED"), 10_000);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect(await program.stop()).toBe(0);
});

test("demo accounts keep a server from listening beyond this machine", async () => {
  const { url: database, db } = await testApp();
  const env = {
    DATABASE_URL: database,
    DATA_DIR: ownFolder(),
    HOST: "0.0.0.0",
    PUBLIC_URL: "http://127.0.0.1",
  };
  const open = await serveFor(serve, env);
  expect((await fetch(`${open.url}/readyz`)).status).toBe(200);
  expect(await open.program.stop()).toBe(0);

  const demo = { name: "演示", email: "sme@demo.example", emailVerified: true };
  await db.insertInto("user").values(demo).execute();
  const refused = runProgram(serve, env);
  expect(await refused.ended).toBe(1);
  expect(refused.output()).toContain("演示账号");
});

test("a server for this machine answers nobody whom a proxy brings", async () => {
  const { url: database } = await testApp();
  const { url } = await serveFor(serve, { DATABASE_URL: database, DATA_DIR: ownFolder() });
  const status = async (headers: Record<string, string>) =>
    await new Promise<number | undefined>((resolve, reject) =>
      http
        .get(`${url}/sign-in`, { headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
        .on("error", reject),
    );
  expect(await status({})).toBe(200);
  expect(await status({ host: `localhost:${new URL(url).port}` })).toBe(200);
  expect(await status({ host: "shuqiao.example" })).toBe(421);
  expect(await status({ "x-forwarded-proto": "https" })).toBe(421);
});

test("the launcher passes signals on, ends with its child and takes it along when killed", async () => {
  const env = { DATABASE_URL: (await testApp()).url, DATA_DIR: ownFolder() };
  const stopped = await serveFor("scripts/start.mjs", env);
  expect(await stopped.program.stop()).toBe(0);
  const killed = await serveFor("scripts/start.mjs", env);
  killed.program.kill("SIGKILL");
  const gone = async () =>
    await fetch(`${killed.url}/healthz`).then(
      () => false,
      () => true,
    );
  for (let waited = 0; waited < 100 && !(await gone()); waited++) await sleep(100);
  expect(await gone()).toBe(true);
});
