import type { SystemDefinition } from "../../system/system-definition.ts";
import type { ArrowObserver } from "../../trace/arrow-observer.ts";
import type { DeathPoint } from "./death-points.ts";

export interface MortalSystem {
  readonly system: SystemDefinition;
  readonly observer: ArrowObserver;
}

/** The same system, whose process dies when it comes to the given point for the first time, as in a power cut. */
export function mortalSystem(
  system: SystemDefinition,
  die: DeathPoint,
  kill = (): void => void process.kill(process.pid, "SIGKILL"),
): MortalSystem {
  const { protocol } = system;

  const answered = (): void => {
    if (die.when === "answered") kill();
    else setImmediate(kill);
  };
  const passing = <Result>(at: string | undefined, call: () => Result): Result => {
    if (at !== die.at) return call();
    if (die.when === "before") kill();
    const result = call();
    if (die.when === "before") return result;
    if (!(result instanceof Promise)) answered();
    else
      return result.then((value: unknown) => {
        answered();
        return value;
      }) as Result;
    return result;
  };

  /** What a component does by itself crosses no wire: its own methods are where that can be met. */
  const hidden = [
    ...Object.entries(protocol.steps).flatMap(([at, step]) =>
      step.kind === "self" ? [{ at, component: step.from, method: step.method }] : [],
    ),
    ...Object.entries(protocol.fragments).flatMap(([at, { branches }]) =>
      branches.flatMap(({ decisions }) => decisions.map((decision) => ({ at, ...decision }))),
    ),
  ];
  const watched = (code: string, instance: object): object => {
    for (const { at, component, method } of hidden) {
      const own: unknown = component === code ? Reflect.get(instance, method) : undefined;
      if (typeof own !== "function") continue;
      const value = (...args: readonly unknown[]): unknown =>
        passing(at, () => Reflect.apply(own, instance, args) as unknown);
      Object.defineProperty(instance, method, { value });
    }
    return instance;
  };

  return {
    system: {
      ...system,
      components: Object.fromEntries(
        Object.entries(system.components).map(([code, create]) => [
          code,
          (collaborators: never) => watched(code, create(collaborators)),
        ]),
      ),
    },
    observer: {
      async observe({ step }, proceed) {
        return passing(step, proceed);
      },
    },
  };
}
