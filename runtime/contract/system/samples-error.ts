import { showError } from "../report/show-value.ts";

/** What `before` in a developer's `samples.ts` has thrown, as its cause. */
export class SamplesError extends Error {
  override readonly name = "SamplesError";

  constructor(method: string, cause: unknown) {
    super(`samples.ts could not prepare the world for ${method}: ${showError(cause)}`, { cause });
  }
}
