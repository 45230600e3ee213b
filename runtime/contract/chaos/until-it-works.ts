import { setTimeout } from "node:timers/promises";

/** Tries again and again, as the outside world does while a server is away. */
export async function untilItWorks<Result>(
  attempted: string,
  action: () => Promise<Result>,
  timeoutMs = 90_000,
): Promise<Result> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await action();
    } catch (error) {
      if (performance.now() > end)
        throw new Error(`gave up: ${attempted}: ${String(error)}`, { cause: error });
      await setTimeout(100);
    }
  }
}
