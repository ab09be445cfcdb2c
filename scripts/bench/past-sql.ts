/** A number from 0 up to 1 that the same key and salt always draw: as an expression of SQL. */
export function dice(key: string, salt: number): string {
  return `((hashint8extended(${key}, ${salt}) & 9007199254740991) / 9007199254740992.0::float8)`;
}

/** One of so many, the first ones far more often the larger the skew. */
export function drawnOf(count: number | string, key: string, salt: number, skew = 1): string {
  return `floor(${count} * power(${dice(key, salt)}, ${skew}))::bigint`;
}

/** One of these words, as an expression of SQL. */
export function oneOf(words: readonly string[], key: string, salt: number): string {
  const list = words.map((word) => `'${word}'`).join(", ");
  return `(array[${list}])[1 + ${drawnOf(words.length, key, salt)}]`;
}
