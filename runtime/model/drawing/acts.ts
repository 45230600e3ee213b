import type { Guidance, Side } from "../orderings.ts";
import type { StepId } from "../steps.ts";
import type { Drawn, Leaf } from "./fragments.ts";

/** What a component does in an arrow, as its ordering writes it: the other end, and the last part of the arrow's identity. */
export interface Act extends Leaf {
  readonly kind: "act";
  readonly side: Side;
  /** Undefined for a step of its own. */
  readonly peer: string | undefined;
  readonly name: string;
  /** See `Ordering`. */
  readonly decidedBy?: string;
}

/** One thing after the other. */
export function sequence(...items: readonly Drawn<Act>[]): readonly Drawn<Act>[] {
  return items;
}

/**
 * Somebody asks this of the component. Where it does something else when it is asked the same elsewhere, `decidedBy` is
 * its method that says yes to this one.
 */
export function receives(from: string, name: string, decidedBy?: string): Act {
  const told = decidedBy === undefined ? {} : { decidedBy };
  return { kind: "act", side: "receive-call", peer: from, name, ...told };
}

/** The component asks somebody, and waits for the answer. */
export function asks(whom: string, name: string): Act {
  return { kind: "act", side: "send-call", peer: whom, name };
}

/** The component tells somebody, and goes on. */
export function tells(whom: string, name: string): Act {
  return asks(whom, name);
}

/** The component does something by itself. */
export function does(name: string): Act {
  return { kind: "act", side: "self", peer: undefined, name };
}

/** The component answers. */
export function answers(whom: string, name: string): Act {
  return { kind: "act", side: "send-reply", peer: whom, name };
}

/** The component gets an answer. */
export function gets(from: string, name: string): Act {
  return { kind: "act", side: "receive-reply", peer: from, name };
}

/** It knows its way by the answer to this call. */
export function byAnswerTo(call: StepId): Guidance {
  return { kind: "reply", call };
}

/** It knows its way by what it is asked. */
export function byCall(): Guidance {
  return { kind: "call" };
}

/** It knows its way by values that it has. */
export function byValue(...paths: readonly string[]): Guidance {
  return { kind: "value", paths };
}

/** It decides by itself: a method for each branch but the last, or one that says whether there is another round. */
export function decides(...methods: readonly string[]): Guidance {
  return { kind: "decision", methods, answers: "yes-no" };
}

/** It goes through what this method yields. */
export function goesThrough(method: string): Guidance {
  return { kind: "decision", methods: [method], answers: "items" };
}
