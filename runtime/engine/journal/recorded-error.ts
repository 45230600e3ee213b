import { FatalError } from "../../errors/errors.ts";
import { quote } from "../../model/quote.ts";

export type ErrorClass = new (message?: string) => Error;

/** An error that a step threw before a restart, when its class is not among the `errors` that the engine was given. */
export class RecordedError extends FatalError {
  /** The class of the error as it was thrown. */
  readonly recordedName: string;

  constructor(recordedName: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.recordedName = recordedName;
  }
}

/** An error as plain data, as a row or an operator reads it. */
export interface ErrorRecord {
  readonly name: string;
  readonly message: string;
  readonly cause?: ErrorRecord;
}

const causesMax = 5;
const messageCharsMax = 8_192;

export function errorRecord(error: unknown, depth = 0): ErrorRecord {
  if (!(error instanceof Error)) return { name: typeof error, message: quote(String(error), 500) };
  const { cause } = error;
  const message = shortened(error.message);
  const name = error instanceof RecordedError ? error.recordedName : className(error);
  if (cause === undefined || depth === causesMax) return { name, message };
  return { name, message, cause: errorRecord(cause, depth + 1) };
}

function shortened(message: string): string {
  return message.length <= messageCharsMax ? message : `${message.slice(0, messageCharsMax)}…`;
}

// A class that never set `name` is still told apart by its constructor.
function className(error: Error): string {
  return error.name === "Error" ? error.constructor.name : error.name;
}

/** The error again, as one of `classes` where its name says so: handlers tell drawn errors apart by class. */
export function reviveError(record: ErrorRecord, classes: readonly ErrorClass[]): Error {
  const found = classes.find((errorClass) => errorClass.name === record.name);
  if (found !== undefined) return new found(record.message);
  const cause = record.cause === undefined ? undefined : reviveError(record.cause, classes);
  return new RecordedError(record.name, record.message, cause === undefined ? {} : { cause });
}
