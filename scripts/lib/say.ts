/** What the person at the terminal can do something about: shown without a stack. */
export class StartError extends Error {}

export function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

/** A script ends with what went wrong. */
export function fail(error: unknown): void {
  say(error instanceof StartError ? error.message : String(error));
  process.exitCode = 1;
}
