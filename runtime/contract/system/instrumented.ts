import type { BackgroundTasks } from "../../ports/background-tasks.ts";
import type { SystemDefinition } from "../../system/system-definition.ts";

/** What is told of what components do that crosses no arrow between participants. */
export interface ComponentHooks {
  /** A component is about to call a method of its own that the diagram draws. */
  readonly onSelfCall: (component: string, method: string, args: readonly unknown[]) => void;
  /** A component's background work runs: `work` does it, and what this returns is what it comes to. */
  readonly aroundTask: (component: string, name: string, work: () => Promise<void>) => Promise<void>;
  /** A component wants something to be done in the background. */
  readonly onTask: () => void;
}

type Method = (...args: readonly unknown[]) => unknown;

/** The same system, with its components telling what they do by themselves. The developer's code runs as it is. */
export function instrumented(system: SystemDefinition, hooks: ComponentHooks): SystemDefinition {
  const components = Object.entries(system.components).map(([code, create]) => [
    code,
    (collaborators: Readonly<Record<string, unknown>>) =>
      watched(
        code,
        (create as (given: unknown) => object)(withBackground(code, collaborators, hooks)),
        system,
        hooks,
      ),
  ]);
  return { ...system, components: Object.fromEntries(components) as SystemDefinition["components"] };
}

function withBackground(
  component: string,
  collaborators: Readonly<Record<string, unknown>>,
  hooks: ComponentHooks,
): Readonly<Record<string, unknown>> {
  const background = collaborators["background"] as BackgroundTasks | undefined;
  if (background === undefined) return collaborators;
  const told: BackgroundTasks = {
    run(name, work) {
      hooks.onTask();
      background.run(name, () => hooks.aroundTask(component, name, work));
    },
  };
  return { ...collaborators, background: told };
}

function watched(
  component: string,
  instance: object,
  { protocol }: SystemDefinition,
  hooks: ComponentHooks,
): object {
  const drawn = Object.values(protocol.steps).flatMap((step) =>
    step.kind === "self" && step.from === component ? [step.method] : [],
  );
  for (const name of new Set(drawn)) {
    const own: unknown = Reflect.get(instance, name);
    if (typeof own !== "function") continue;
    const value: Method = (...args) => {
      hooks.onSelfCall(component, name, args);
      return Reflect.apply(own, instance, args) as unknown;
    };
    Object.defineProperty(instance, name, { value, configurable: true, writable: true });
  }
  return instance;
}
