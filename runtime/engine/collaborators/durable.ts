import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { currentRun } from "../turn/workflow-run.ts";
import type { StepKind } from "../journal/step-call.ts";
import { stepIdentity } from "../journal/step-identity.ts";
import { takeDrawnRetry, withoutDrawnRetry } from "../../retry/retried.ts";
import { transactionalCollaborators } from "./transactional-collaborators.ts";

export type Collaborators = Readonly<Record<string, object>>;

export interface DurableOptions<Name extends string = string> {
  /** The diagram, and in it the component that the collaborators are for: gives steps the diagram's names. */
  readonly of?: { readonly protocol: DiagramProtocol; readonly component: string };
  /**
   * Collaborators whose only effects are in the engine's own database, besides those that the diagram shows to be so:
   * their effect is committed together with its record, and so happens exactly once.
   */
  readonly transactional?: readonly Name[];
  /**
   * Methods that change nothing anywhere, as `collaborator.method`: their calls are recorded, and need no transaction
   * around them, which is cheaper.
   */
  readonly reading?: readonly `${Name}.${string}`[];
}

/**
 * The same collaborators, but inside a workflow each call to them is a durable step. Outside of workflows, and inside
 * of a step, calls go straight through.
 */
export function durable<C extends Collaborators>(
  collaborators: C,
  { of, transactional = [], reading = [] }: DurableOptions<keyof C & string> = {},
): C {
  const participants = of === undefined ? {} : participantsOf(of.protocol, of.component);
  const ownDatabase = new Set<string>(transactional);
  if (of !== undefined)
    for (const name of transactionalCollaborators(of.protocol, of.component)) ownDatabase.add(name);
  const onlyRead = new Set<string>(reading);
  const wrapped = Object.entries(collaborators).map(([name, collaborator]) => {
    const kindOf = (method: string): StepKind => {
      if (onlyRead.has(`${name}.${method}`)) return "reading";
      return ownDatabase.has(name) ? "transactional" : "outside";
    };
    return [name, wrap(collaborator, participants[name] ?? name, kindOf)];
  });
  return Object.fromEntries(wrapped) as C;
}

function participantsOf(protocol: DiagramProtocol, component: string): Readonly<Record<string, string>> {
  const spec = protocol.participants[component];
  if (spec?.role !== "component")
    throw new Error(`${protocol.source} has no component "${component}" whose calls could be durable`);
  return spec.collaborators;
}

function wrap(collaborator: object, participant: string, kindOf: (method: string) => StepKind): object {
  const methods = new Map<PropertyKey, (...args: readonly unknown[]) => unknown>();
  // The target is an empty object: a proxy of a frozen object could not replace its methods.
  return new Proxy<object>(
    {},
    {
      get(_, key) {
        // Private fields are only there on the object itself, so it must stay `this` in its own methods and accessors.
        const member: unknown = Reflect.get(collaborator, key, collaborator);
        if (typeof member !== "function" || typeof key !== "string" || key === "constructor") return member;
        const known = methods.get(key);
        if (known !== undefined) return known;
        const method = (...args: readonly unknown[]): unknown => {
          const work = (): unknown => Reflect.apply(member, collaborator, args);
          return durableCall(participant, key, args, kindOf(key), work);
        };
        methods.set(key, method);
        return method;
      },
      set(_, key, value) {
        methods.delete(key);
        return Reflect.set(collaborator, key, value, collaborator);
      },
      has: (_, key) => Reflect.has(collaborator, key),
      getPrototypeOf: () => Reflect.getPrototypeOf(collaborator),
      ownKeys: () => Reflect.ownKeys(collaborator),
      getOwnPropertyDescriptor(_, key) {
        const descriptor = Reflect.getOwnPropertyDescriptor(collaborator, key);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}

/** Makes a call a step of the current workflow, if there is one. */
export function durableCall(
  participant: string,
  method: string,
  args: readonly unknown[],
  kind: StepKind,
  work: () => unknown,
): unknown {
  const current = currentRun.getStore();
  if (current === undefined || current.inStep) return work();
  try {
    return current.run.call({
      identity: stepIdentity(participant, method, args),
      kind,
      retry: takeDrawnRetry(),
      work: () => withoutDrawnRetry(work),
    });
  } catch (error) {
    return Promise.reject(error);
  }
}
