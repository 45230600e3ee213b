import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers";
import type { BackgroundTasks } from "../ports/background-tasks.ts";

export interface ImmediateBackgroundOptions {
  /** Told of each task that failed. */
  readonly onError: (error: unknown, name: string) => void;
}

export interface ImmediateBackground extends BackgroundTasks, AsyncDisposable {
  /** Resolves when no task is waiting or under way, including those that tasks started. */
  settled(): Promise<void>;
}

/**
 * Runs tasks in this process, each from the next turn of the event loop on, and in the asynchronous context in which
 * this was made: a task takes no part in the transaction of whoever asked for it. Disposing waits for all of them.
 */
export function immediateBackground({ onError }: ImmediateBackgroundOptions): ImmediateBackground {
  const underWay = new Set<Promise<void>>();
  // What a task wrote in a transaction that is not its own would be gone, unnoticed, when that one is rolled back.
  const outside = AsyncLocalStorage.snapshot();
  let closed = false;

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };

  return {
    run(name, task) {
      if (closed) throw new Error(`background task "${name}" came after shutdown`);
      const running = nextTurn()
        .then(() => outside(task))
        .catch((error: unknown) => onError(error, name))
        .finally(() => underWay.delete(running));
      underWay.add(running);
    },
    settled,
    async [Symbol.asyncDispose]() {
      await settled();
      closed = true;
    },
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
