/** A `bigint` of PostgreSQL as a number, or as a bigint where a number would be another value. */
export function exactInteger(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}
