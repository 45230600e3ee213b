/** As `Promise.all`, but whoever waits is told of the first error only when nothing is under way any more. */
export async function together<T extends readonly unknown[] | []>(
  works: T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
