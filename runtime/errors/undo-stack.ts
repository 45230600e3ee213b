import { FatalError, NotImplementedError } from "./errors.ts";

interface Undo {
  readonly what: string;
  readonly work: () => Promise<unknown>;
}

/** What undoes the work that is done so far: the last first, each once. */
export class UndoStack {
  readonly #undos: Undo[] = [];

  /** This has been done; `work` undoes it. */
  add(what: string, work: () => Promise<unknown>): void {
    this.#undos.push({ what, work });
  }

  /** The last of these is undone otherwise, or is to stay. */
  drop(what: string): void {
    const at = this.#undos.findLastIndex((undo) => undo.what === what);
    if (at >= 0) this.#undos.splice(at, 1);
  }

  /**
   * Undoes what was done before this error, and resolves to the error to throw: the same, or an `UndoError` where
   * something could not be undone. All others are undone nevertheless.
   */
  async undoneAfter(error: unknown): Promise<unknown> {
    // What is not written yet has not failed.
    if (error instanceof NotImplementedError) return error;
    const left: string[] = [];
    const errors: unknown[] = [];
    for (let undo = this.#undos.pop(); undo !== undefined; undo = this.#undos.pop()) {
      try {
        await undo.work();
      } catch (failure) {
        if (failure instanceof NotImplementedError) return failure;
        left.push(undo.what);
        errors.push(failure);
      }
    }
    return errors.length === 0 ? error : new UndoError(left, errors, error);
  }
}

/** Work has failed, and some of what it had done could not be undone: trying again helps neither. */
export class UndoError extends FatalError {
  override readonly name = "UndoError";
  /** What is still done, in the words of `add`. */
  readonly left: readonly string[];
  /** Why, one for each of `left`. */
  readonly errors: readonly unknown[];

  /** @param cause the error of the work itself */
  constructor(left: readonly string[], errors: readonly unknown[], cause: unknown) {
    const why = errors.map((error) => (error instanceof Error ? error.message : String(error)));
    super(`could not be undone: ${left.map((what, index) => `${what} (${why[index] ?? ""})`).join(", ")}`, {
      cause,
    });
    this.left = left;
    this.errors = errors;
  }
}
