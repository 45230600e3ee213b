const { performance } = globalThis;

/** Says from when on this much time has passed. */
export function stopwatch(ms: number): () => boolean {
  const start = performance.now();
  return () => performance.now() - start > ms;
}
