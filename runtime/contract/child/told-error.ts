import { FatalError, InvalidPayloadError, NotImplementedError, RetryableError } from "../../errors/errors.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { classNameOf } from "../report/show-value.ts";
import type { ToldError } from "./worker-message.ts";

const causesMax = 8;

/** What another process can be told of something thrown. */
export function toldError(error: unknown, depth = 0): ToldError {
  if (!(error instanceof Error))
    return { class: "Error", message: String(error), stack: undefined, cause: undefined };
  return {
    class: classNameOf(error),
    message: error.message,
    stack: error.stack,
    cause: error.cause === undefined || depth >= causesMax ? undefined : toldError(error.cause, depth + 1),
  };
}

/** The error again, of the class that this process has of that name: one that the diagram draws, or the runtime's own. */
export function errorOf({ steps }: Pick<DiagramProtocol, "steps">, told: ToldError): Error {
  const drawn = Object.values(steps).flatMap((step) =>
    step.kind === "reply" && step.outcome.kind === "throws" ? [step.outcome.error] : [],
  );
  const known = [...drawn, FatalError, InvalidPayloadError, NotImplementedError, RetryableError];
  const found = known.find(({ name }) => name === told.class);
  const cause = told.cause === undefined ? undefined : errorOf({ steps }, told.cause);
  const error = new Error(told.message, cause === undefined ? {} : { cause });
  if (found !== undefined) Object.setPrototypeOf(error, found.prototype as object);
  else error.name = told.class;
  error.stack = told.stack ?? `${told.class}: ${told.message}`;
  return error;
}
