import type { WorkflowRun } from "../turn/workflow-run.ts";

/** The workflows that this process is at work on, and the places that it has for further ones. */
export interface TurnsUnderWay {
  /** How many more there is a place for. */
  room(): number;
  /** Sets a place aside for a workflow that is being begun; to be given back before it is added. */
  setAside(): boolean;
  giveBack(): void;
  /** `work` settles when the turn is over and written down. A suspect may be what has killed workers. */
  add(run: WorkflowRun, isSuspect: boolean, work: Promise<void>): void;
  runs(): readonly WorkflowRun[];
  hasSuspect(): boolean;
  /** Resolves when there is none. */
  idle(): Promise<void>;
}

/** `onFree` is called whenever a turn is over. */
export function turnsUnderWay(concurrency: number, onFree: () => void): TurnsUnderWay {
  const underWay = new Map<WorkflowRun, Promise<void>>();
  const suspects = new Set<WorkflowRun>();
  let setAside = 0;

  const room = (): number => Math.max(0, concurrency - underWay.size - setAside);

  return {
    room,
    setAside() {
      if (room() === 0) return false;
      setAside += 1;
      return true;
    },
    giveBack: () => void (setAside -= 1),
    add(run, isSuspect, work) {
      if (isSuspect) suspects.add(run);
      const working = work.finally(() => {
        underWay.delete(run);
        suspects.delete(run);
        onFree();
      });
      underWay.set(run, working);
    },
    runs: () => [...underWay.keys()],
    hasSuspect: () => suspects.size > 0,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}
