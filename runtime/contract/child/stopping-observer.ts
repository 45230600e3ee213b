import type { StepId } from "../../model/steps.ts";
import type { ArrowObserver } from "../../trace/arrow-observer.ts";
import type { DeathPoint } from "./death-points.ts";

/** Where the work of one input stands still, until its process is killed. */
export interface StopPoint {
  /** An arrow; `later` is no moment at which work can be held. */
  readonly point: DeathPoint;
  /** A name that only this input has. */
  readonly name: string;
}

/**
 * Holds the work of each of these inputs at its point: so one death meets many at once. Only work that begins with one
 * of these arrows. `onStop` is told of each that has come to its point.
 */
export function stoppingObserver(
  stops: readonly StopPoint[],
  entries: readonly StepId[],
  onStop: (stop: StopPoint) => void,
): ArrowObserver {
  const ofRun = new Map<string, StopPoint>();
  const never = (stop: StopPoint): Promise<never> => {
    onStop(stop);
    return new Promise(() => undefined);
  };
  return {
    async observe({ run, step }, proceed, args) {
      const named = entries.includes(step ?? "") ? nameIn(stops, args) : undefined;
      if (named !== undefined) ofRun.set(run, named);
      const stop = ofRun.get(run);
      const { at, when } = stop?.point ?? {};
      if (stop === undefined || at !== step) return proceed();
      if (when === "before") return never(stop);
      await proceed();
      return never(stop);
    },
  };
}

function nameIn(stops: readonly StopPoint[], args: readonly unknown[]): StopPoint | undefined {
  const texts = args.map((arg) => textOf(arg));
  return stops.find(({ name }) => texts.some((text) => text.includes(name)));
}

/** What is handed out to be called back has no text. */
function textOf(value: unknown): string {
  try {
    return (
      JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? String(inner) : inner)) ?? ""
    );
  } catch {
    return "";
  }
}
