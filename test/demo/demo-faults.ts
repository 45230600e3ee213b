import { RetryableError } from "../../runtime/errors/errors.ts";
import type { ArrowObserver } from "../../runtime/trace/arrow-observer.ts";
import { payloadDigest } from "../../runtime/trace/payload-digest.ts";

export interface PassingFault {
  readonly method: string;
  /** With these arguments; with any, unless given. */
  readonly args?: readonly unknown[];
  readonly times: number;
}

/** Some calls fail at first, as they do when a server is away for a moment. */
export function passingFaults(faults: readonly PassingFault[]): ArrowObserver {
  const left = faults.map(({ method, args, times }) => ({
    method,
    digest: args === undefined ? undefined : payloadDigest(args),
    times,
  }));
  return {
    async observe({ method, digest }, proceed) {
      const fault = left.find(
        (one) => one.method === method && one.times > 0 && (one.digest ?? digest) === digest,
      );
      if (fault === undefined) return proceed();
      fault.times -= 1;
      throw new RetryableError("the server went away (made up for this demonstration)");
    },
  };
}
