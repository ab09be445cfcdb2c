/** What the person at the terminal can do something about: shown without a stack. */
export class StartError extends Error {}

export function say(message: string): void {
  process.stdout.write(`${message}\n`);
}
