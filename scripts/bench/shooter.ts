import fs from "node:fs";
import net from "node:net";

/** One window of load. The requests lie in a file: there may be thousands. */
export type Job = {
  host: string;
  port: number;
  requestsFile: string;
  concurrency: number;
  seconds: number;
  status: number;
  /** What stands in a good answer; without it the answer counts, and is counted apart. */
  holds: string | undefined;
  /** Where in the list to begin; `once`: each request is sent once, and the window ends with the last. */
  from: number;
  once: boolean;
};
export type Shot = {
  answered: number;
  seconds: number;
  p50: number;
  p95: number;
  p99: number;
  /** Answers of another status, by status, and connections that broke. */
  wrong: Record<string, number>;
  /** Answers without what they should hold. */
  lacking: number;
  next: number;
};

type State = Pick<Shot, "wrong" | "lacking" | "next"> & { end: number; times: number[] };

/**
 * Keeps so many connections busy, each with one request at a time. Bare sockets, because a full
 * client would take more of the two cores than the servers that are measured.
 */
async function shoot(job: Job, requests: Buffer[]): Promise<Shot> {
  const state: State = { next: job.from, end: 0, times: [], wrong: {}, lacking: 0 };
  const began = performance.now();
  state.end = began + job.seconds * 1000;
  const lines = Array.from({ length: job.concurrency }, () => keepBusy(job, requests, state));
  await Promise.all(lines);
  const seconds = (performance.now() - began) / 1000;
  const sorted = Float64Array.from(state.times).toSorted();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    answered: sorted.length,
    seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    wrong: state.wrong,
    lacking: state.lacking,
    next: state.next,
  };
}

async function keepBusy(job: Job, requests: Buffer[], state: State): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const socket = net.connect(job.port, job.host);
  socket.setNoDelay(true);
  let sent = 0;
  let got: Buffer[] = [];
  const send = () => {
    sent = performance.now();
    const over = job.once && state.next >= requests.length;
    if (sent >= state.end || over) return socket.end();
    return socket.write(requests[state.next++ % requests.length]!);
  };
  const fail = (what: string) => {
    state.wrong[what] = (state.wrong[what] ?? 0) + 1;
  };
  socket.on("connect", send);
  socket.on("data", (chunk: Buffer) => {
    got.push(chunk);
    const whole = got.length === 1 ? chunk : Buffer.concat(got);
    const status = statusOfWhole(whole);
    if (status === undefined) return;
    got = [];
    state.times.push(performance.now() - sent);
    if (status !== job.status) fail(`${status}`);
    else if (job.holds !== undefined && !whole.includes(job.holds)) state.lacking++;
    send();
  });
  socket.on("error", (error) => fail(error.message));
  socket.on("close", () => resolve());
  await promise;
}

/** The status, once the answer is there to its last byte. */
function statusOfWhole(got: Buffer): number | undefined {
  const head = got.indexOf("\r\n\r\n");
  if (head < 0) return undefined;
  const text = got.toString("latin1", 0, head);
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  const isWhole =
    length === undefined
      ? got.subarray(-7).toString("latin1") === "\r\n0\r\n\r\n"
      : got.length >= head + 4 + Number(length);
  return isWhole ? Number(text.slice(9, 12)) : undefined;
}

const known = new Map<string, Buffer[]>();

process.on("message", (job: Job) => {
  const texts: string[] = known.has(job.requestsFile)
    ? []
    : JSON.parse(fs.readFileSync(job.requestsFile, "utf8"));
  const requests = known.get(job.requestsFile) ?? texts.map((text) => Buffer.from(text));
  known.set(job.requestsFile, requests);
  void shoot(job, requests).then((shot) => process.send?.(shot));
});
process.once("disconnect", () => process.exit());
