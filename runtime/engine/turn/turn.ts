import type { TurnEnd } from "./turn-end.ts";

/** How long one worker's turn with one workflow may go on, and how it came to its end. */
export interface Turn {
  /** Whether the lease is good, as far as this process can know: the database's word is the fence. */
  isHeld(): boolean;
  renewed(heldUntilMs: number): void;
  /** The first end that is said counts; but where the lease is lost, nothing else does. */
  end(end: TurnEnd): void;
  readonly ended: Promise<TurnEnd>;
  readonly lost: Promise<void>;
  isLost(): boolean;
  /** Aborted when the lease is lost: what is still to be written down would be refused. */
  readonly untilLost: AbortSignal;
  /** The workflow's code hears of nothing any more. */
  close(): void;
  isOver(): boolean;
  /** No further step is to be taken, and no pause to be waited for. */
  stop(): void;
  isStopping(): boolean;
  /** Aborted when pauses between tries are to be cut short. */
  readonly pauses: AbortSignal;
}

/** `heldUntilMs`, by `performance.now()`: until when the lease is good. */
export function startTurn(heldUntilMs: number): Turn {
  const ended = deferred<TurnEnd>();
  const lost = deferred<void>();
  const untilLost = new AbortController();
  const pauses = new AbortController();
  let until = heldUntilMs;
  let isOver = false;
  let isStopping = false;

  return {
    isHeld: () => !untilLost.signal.aborted && performance.now() < until,
    renewed: (untilMs) => void (until = untilMs),
    end(end) {
      if (end.kind === "lost") {
        untilLost.abort();
        lost.resolve();
      }
      ended.resolve(end);
    },
    ended: ended.promise,
    lost: lost.promise,
    isLost: () => untilLost.signal.aborted,
    untilLost: untilLost.signal,
    close() {
      isOver = true;
      pauses.abort();
    },
    isOver: () => isOver,
    stop() {
      isStopping = true;
      pauses.abort();
    },
    isStopping: () => isStopping,
    pauses: pauses.signal,
  };
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
