import { setImmediate } from "node:timers";
import type { BackgroundTasks } from "./ports/background-tasks.ts";

export interface ImmediateBackgroundOptions {
  /** Told of each task that failed. */
  readonly onError: (error: unknown, name: string) => void;
}

export interface ImmediateBackground extends BackgroundTasks, AsyncDisposable {
  /** Resolves when no task is waiting or under way, including those that tasks started. */
  settled(): Promise<void>;
}

/** Runs tasks in this process, each from the next turn of the event loop on. Disposing waits for all of them. */
export function immediateBackground({ onError }: ImmediateBackgroundOptions): ImmediateBackground {
  const underWay = new Set<Promise<void>>();
  let closed = false;

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };

  return {
    run(name, task) {
      if (closed) throw new Error(`background task "${name}" came after shutdown`);
      const running = nextTurn()
        .then(task)
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
