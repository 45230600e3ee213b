import { inspect } from "node:util";

/**
 * Calls a listener, if there is one. What it throws or rejects with becomes a warning of the process
 * (`SeqwrightListenerWarning`): the event has already happened, and its cause cannot deal with the listener's failure.
 */
export function notify<Args extends readonly unknown[]>(
  listener: ((...args: Args) => unknown) | undefined,
  ...args: NoInfer<Args>
): void {
  try {
    const answer = listener?.(...args);
    if (isPromiseLike(answer)) answer.then(undefined, warn);
  } catch (error) {
    warn(error);
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function warn(error: unknown): void {
  const reason = error instanceof Error ? error.message : inspect(error);
  // Only the stack says which listener it was.
  const detail = error instanceof Error ? { detail: error.stack ?? "" } : {};
  process.emitWarning(`a listener failed: ${reason}`, { type: "SeqwrightListenerWarning", ...detail });
}
