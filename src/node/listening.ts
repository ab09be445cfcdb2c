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

/** Ends with the last answer that is owed, and waits for nobody who only keeps a connection open. */
export function closer(server: Server): () => Promise<void> {
  let owed = 0;
  let closing = false;
  server.on("request", (_, response) => {
    owed++;
    response.once("close", () => {
      owed--;
      if (closing && owed === 0) server.closeAllConnections();
    });
  });
  return async () => {
    closing = true;
    const closed = new Promise((resolve) => server.close(resolve));
    if (owed === 0) server.closeAllConnections();
    const patience = setTimeout(() => server.closeAllConnections(), 8000);
    await closed;
    clearTimeout(patience);
  };
}
