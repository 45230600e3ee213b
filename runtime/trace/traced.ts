import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import type { StepId } from "../model/steps.ts";
import type { Arrow } from "./arrow-event.ts";
import { nobody, type ArrowObserver } from "./arrow-observer.ts";
import { findStep, type FindStep } from "./find-step.ts";
import { payloadDigest } from "./payload-digest.ts";

export interface TracedOptions {
  readonly protocol: DiagramProtocol;
  /** Participant codes: whose arrows these are, and whom they reach. */
  readonly from: string;
  readonly to: string;
  readonly observer: ArrowObserver;
}

interface Place {
  readonly run: string;
  /** The arrow under way that led here. */
  readonly cause?: StepId | undefined;
}

const currentPlace = new AsyncLocalStorage<Place>();
let sequence = 0;

/** All arrows that `work` leads to belong to one run; without a name for it, to a new one. */
export function inRun<T>(work: () => T, run: string = randomUUID()): T {
  return currentPlace.run({ run }, work);
}

/** The run that this code is part of, if it is part of one. */
export function currentRun(): string | undefined {
  return currentPlace.getStore()?.run;
}

/** The same task, as part of the run in which it was made, whenever it is called. */
export function inSameRun<T>(task: () => T): () => T {
  const place = currentPlace.getStore();
  return place === undefined ? task : () => currentPlace.run(place, task);
}

/**
 * The same port, but every call to one of its methods is seen by the observer as an arrow of the diagram. Neither the
 * caller nor the port takes part in that.
 */
export function traced<Port extends object>(port: Port, options: TracedOptions): Port {
  if (options.observer === nobody) return port;
  const find = findStep(options.protocol, options.from, options.to);
  const methods = new Map<string, unknown>();
  // A proxy must show the properties of a frozen target as they are, so the port itself cannot be the target.
  return new Proxy(Object.create(Reflect.getPrototypeOf(port)) as Port, {
    has: (_, key) => Reflect.has(port, key),
    ownKeys: () => Reflect.ownKeys(port),
    getOwnPropertyDescriptor(_, key) {
      const own = Reflect.getOwnPropertyDescriptor(port, key);
      return own === undefined ? undefined : { ...own, configurable: true };
    },
    set: (_, key, value) => Reflect.set(port, key, value, port),
    defineProperty: (_, key, property) => Reflect.defineProperty(port, key, property),
    deleteProperty: (_, key) => Reflect.deleteProperty(port, key),
    get(_, key) {
      // Private fields are on the object itself, so that it has to stay `this` for its own methods.
      const member: unknown = Reflect.get(port, key, port);
      if (typeof member !== "function" || typeof key !== "string" || key === "constructor") return member;
      // A transaction is how a database is asked, not something that a diagram draws; what happens in it is seen.
      if (isTransaction(key, options))
        return (...args: readonly unknown[]) => Reflect.apply(member, port, args) as unknown;
      const known = methods.get(key);
      if (known !== undefined) return known;
      const method = tracedMethod(key, (args) => Reflect.apply(member, port, args), find, options);
      methods.set(key, method);
      return method;
    },
  });
}

function isTransaction(method: string, { protocol, to }: TracedOptions): boolean {
  const participant = protocol.participants[to];
  return method === "transaction" && participant?.role === "resource" && participant.kind === "sql";
}

function tracedMethod(
  method: string,
  call: (args: readonly unknown[]) => unknown,
  find: FindStep,
  { from, to, observer }: TracedOptions,
): (...args: readonly unknown[]) => Promise<unknown> {
  return (...args) => {
    const { run, cause } = currentPlace.getStore() ?? { run: randomUUID() };
    const found = find(method, args, cause);
    sequence += 1;
    const arrow: Arrow = {
      sequence,
      run,
      step: found?.id,
      line: found?.step.line,
      text: found?.step.text ?? method,
      from,
      to,
      method,
      digest: payloadDigest(args),
      at: Date.now(),
    };
    const place: Place = { run, cause: found?.id ?? cause };
    return currentPlace.run(place, () => observer.observe(arrow, async () => call(args), args));
  };
}
