import { FatalError, RetryableError } from "../../errors/errors.ts";

/** The code that S3 gives an error, such as `NoSuchKey`; `undefined` when it comes from elsewhere. */
export function s3Code(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  // Node's own codes are in capitals: ECONNREFUSED.
  return /[a-z]/.test(error.code) ? error.code : undefined;
}

/** What the client threw, as an error that says whether another try may help. `attempted` says what for. */
export function s3Error(attempted: string, error: unknown): RetryableError | FatalError {
  if (error instanceof RetryableError || error instanceof FatalError) return error;
  const code = s3Code(error);
  const reason = error instanceof Error ? error.message : String(error);
  const message = `could not ${attempted}: ${code === undefined ? "" : `${code}, `}${reason}`;
  return mayPass(error, code)
    ? new RetryableError(message, { cause: error })
    : new FatalError(message, { cause: error });
}

const passing: ReadonlySet<string> = new Set([
  "InternalError",
  "OperationAborted",
  "RequestTimeout",
  "ServiceUnavailable",
  "SlowDown",
  "XMinioServerNotInitialized",
  "XMinioStorageFull",
]);

function mayPass(error: unknown, code: string | undefined): boolean {
  if (code !== undefined) return passing.has(code);
  if (!(error instanceof Error)) return true;
  // The client checks arguments itself, with errors of its own classes (InvalidBucketNameError) and no code.
  if (error instanceof TypeError || /^(Invalid|AccessKey|SecretKey)\w*Error$/.test(error.constructor.name))
    return false;
  // Broken connections, no answer in time, and the statuses that the client would have retried itself.
  return true;
}
