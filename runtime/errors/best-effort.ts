import { NotImplementedError } from "./errors.ts";

/** Waits for work that may fail without harm: when it does, whoever asked goes on. Who watches the call has seen the error. */
export async function bestEffort(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    // What is not written yet has not failed.
    if (error instanceof NotImplementedError) throw error;
  }
}
