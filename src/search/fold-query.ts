/** What becomes of terms, of beginnings of terms, and of what several of either have become. */
type Folding<T> = {
  term: (term: string) => T;
  beginning: (term: string) => T;
  all: (parts: T[]) => T;
  any: (parts: T[]) => T;
};

/** Reads what was written with `lexeme`, `all` and `any`. */
export function foldQuery<T>(tsquery: string, { term, beginning, all, any }: Folding<T>): T {
  const pieces = Array.from(tsquery.matchAll(/'((?:[^'\\]|''|\\\\)*)'(:\*)?|[&|()]/gu));
  let at = 0;
  const one = (): T => {
    const [sign, quoted = "", prefix] = pieces[at++] ?? [];
    if (sign === "(") {
      const inner = either();
      at++;
      return inner;
    }
    const text = quoted.replaceAll("''", "'").replaceAll("\\\\", "\\");
    return prefix === undefined ? term(text) : beginning(text);
  };
  const chain = (sign: string, next: () => T, join: (parts: T[]) => T): T => {
    const parts = [next()];
    while (pieces[at]?.[0] === sign) {
      at++;
      parts.push(next());
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : join(parts);
  };
  const both = () => chain("&", one, all);
  const either = () => chain("|", both, any);
  return either();
}

type Held = (term: string) => boolean;

/** Whether what holds terms meets the query; of what is asked for by its beginning nothing is told. */
export function testFor(tsquery: string): (has: Held) => boolean {
  return foldQuery<(has: Held) => boolean>(tsquery, {
    term: (term) => (has) => has(term),
    beginning: () => () => false,
    all: (tests) => (has) => tests.every((test) => test(has)),
    any: (tests) => (has) => tests.some((test) => test(has)),
  });
}
