import { setTimeout as pause } from "node:timers/promises";

/** Rejects when a server takes longer to answer, so that a frozen one cannot hold up a check. */
export async function answerWithin<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  const isAnswered = new AbortController();
  const late = pause(timeoutMs, undefined, { signal: isAnswered.signal }).then(() => {
    throw new Error(`no answer within ${timeoutMs} ms`);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    isAnswered.abort();
  }
}
