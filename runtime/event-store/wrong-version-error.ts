import { quote } from "../model/quote.ts";
import { RetryableError } from "../errors/errors.ts";
import type { ExpectedVersion } from "../ports/event-store.ts";

/** Somebody else has written to the stream: what was decided is out of date. Read the stream again, and decide again. */
export class WrongVersionError extends RetryableError {
  override readonly name = "WrongVersionError";
  readonly stream: string;
  readonly expected: ExpectedVersion;
  /** 0 where there is no such stream. */
  readonly actual: number;

  constructor(stream: string, expected: ExpectedVersion, actual: number) {
    const told = typeof expected === "number" ? `version ${expected}` : expected;
    super(`stream ${quote(stream, 80)} was expected to have: ${told}; it is at version ${actual}`);
    this.stream = stream;
    this.expected = expected;
    this.actual = actual;
  }
}
