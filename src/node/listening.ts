import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config.ts";

/** A taken port may be one that is just being left, so a fixed one is tried for a while. */
export async function listen(server: Server, { host, port, portIsFixed }: Config): Promise<number> {
  for (let tries = 0; ; tries++) {
    const candidate = portIsFixed ? port : port + tries;
    try {
      return await listenOnce(server, host, candidate);
    } catch (error) {
      const taken = error instanceof Error && Reflect.get(error, "code") === "EADDRINUSE";
      if (!taken || tries === 15) throw error;
      if (portIsFixed) await sleep(200);
    }
  }
}

async function listenOnce(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : port;
}

export function watch(server: Server) {
  let owed = 0;
  let closing = false;
  server.on("request", (_, response) => {
    owed++;
    response.once("close", () => {
      owed--;
      if (closing && owed === 0) server.closeAllConnections();
    });
  });
  /** Lets those who wait for an answer go first; false when there is no time left. */
  const rest = async () => {
    for (;;) {
      await sleep(1);
      if (owed === 0 || closing) return !closing;
    }
  };
  /** Ends with the last answer that is owed, and waits for nobody who only keeps a connection open. */
  const close = async () => {
    closing = true;
    const closed = new Promise((resolve) => server.close(resolve));
    if (owed === 0) server.closeAllConnections();
    const patience = setTimeout(() => server.closeAllConnections(), 8000);
    await closed;
    clearTimeout(patience);
  };
  return { rest, close };
}
