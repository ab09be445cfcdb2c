import { refused } from "./errors.ts";

/** What may be done with a thing, from which states, and what it is afterwards; `null`: the same. */
export type Moves<State extends string> = Readonly<
  Record<string, { from: readonly State[]; to: State | null }>
>;

/** The state after `verb`; where it is refused, the refusal says what is possible. */
export function requireMove<M extends Moves<string>, Verb extends keyof M & string>(
  thing: string,
  moves: M,
  verb: Verb,
  current: string,
): M[Verb]["to"] {
  const move = moves[verb];
  if (!move?.from.includes(current)) throw refused(thing, current, possibleMoves(moves, current));
  return move.to;
}

export function possibleMoves(moves: Moves<string>, current: string): string[] {
  return Object.entries(moves).flatMap(([verb, { from }]) =>
    from.includes(current) ? [verb] : [],
  );
}
