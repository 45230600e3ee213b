import { FatalError, RetryableError } from "../../runtime/errors/errors.ts";

/** How a call ended, in one word: for polling until a server that was told to stop or freeze has done so. */
export async function outcomeOf(
  call: Promise<unknown>,
): Promise<"answered" | "retryable" | "fatal" | "unclassified"> {
  try {
    await call;
    return "answered";
  } catch (error) {
    if (error instanceof RetryableError) return "retryable";
    return error instanceof FatalError ? "fatal" : "unclassified";
  }
}
