import { inspect } from "node:util";

/**
 * Tells a listener, if there is one. What it throws or, being asynchronous, rejects with is a warning of the process
 * (`SeqwrightListenerWarning`): what it is told of has happened, and whoever made it happen could do nothing about it.
 */
export function tell<Args extends readonly unknown[]>(
  listener: ((...args: Args) => unknown) | undefined,
  ...args: NoInfer<Args>
): void {
  try {
    const told = listener?.(...args);
    if (isPromiseLike(told)) told.then(undefined, warn);
  } catch (error) {
    warn(error);
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function warn(error: unknown): void {
  const reason = error instanceof Error ? error.message : inspect(error);
  // The trace says which listener it was; nothing else does.
  const detail = error instanceof Error ? { detail: error.stack ?? "" } : {};
  process.emitWarning(`a listener failed: ${reason}`, { type: "SeqwrightListenerWarning", ...detail });
}
