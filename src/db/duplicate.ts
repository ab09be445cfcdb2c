const uniqueViolation = "23505";

/** Whether this unique index refused what was written. The transaction has failed by then: throw. */
export function isDuplicate(error: unknown, index: string): boolean {
  return (
    error instanceof Error &&
    Reflect.get(error, "code") === uniqueViolation &&
    Reflect.get(error, "constraint_name") === index
  );
}
