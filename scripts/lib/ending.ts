import { say } from "./say.ts";

/**
 * Calls back once when this process shall end: Ctrl-C, SIGTERM, or the launcher is gone. A terminal
 * and npm both pass on the same Ctrl-C, so only what comes a while later counts as a second one.
 */
export function onEnd(stop: () => void): void {
  let asked: number | undefined;
  const end = () => {
    if (asked === undefined) {
      asked = Date.now();
      stop();
    } else if (Date.now() - asked > 500) {
      say("强行退出。");
      process.exit(130);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
  process.once("disconnect", stopOnce);
  process.channel?.unref();

  function stopOnce() {
    if (asked === undefined) end();
  }
}
