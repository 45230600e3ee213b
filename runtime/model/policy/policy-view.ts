import type { ResourceKind } from "../resource-kinds.ts";
import type { Branches } from "./are-apart.ts";

/** A diagram as the keepers of a promise look at it, seen from where the promise stands. */
export interface PolicyView {
  readonly participants: readonly ViewedParticipant[];
  /** Every arrow, in drawing order. */
  readonly steps: readonly ViewedStep[];
  /** Fields of drawn payloads, with the values they are limited to; a record's own fields are its `values`. */
  readonly fields: readonly ViewedField[];
  /** What the promise binds. */
  readonly bound: {
    readonly steps: readonly ViewedStep[];
    readonly entries: readonly ViewedEntry[];
    /** The branch that it stands in, with those around it, outermost first; empty outside of any. */
    readonly within: Branches;
  };
}

export interface ViewedParticipant {
  readonly code: string;
  readonly label: string;
  readonly role: "initiator" | "component" | "resource";
  readonly kind: ResourceKind | undefined;
}

export interface ViewedStep {
  readonly id: string;
  readonly kind: "call" | "self" | "reply";
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly phase: string | undefined;
  readonly within: Branches;
  readonly effect: StepEffect;
  /** How long what it writes may be kept, where the arrow says so. */
  readonly ttlSeconds: number | undefined;
  /** For a reply: the call that it answers. */
  readonly answers: string | undefined;
  /** A reply by which an error is passed on. */
  readonly fails: boolean;
  /** It begins a round of what starts by itself, every so often. */
  readonly inRounds: boolean;
  /** It happens after the trigger has been answered. */
  readonly background: boolean;
}

/** What a step does at its receiver, as far as its text tells. */
export type StepEffect = "reads" | "changes" | "deletes" | "publishes" | "unknown";

/** An arrow by which work comes in. */
export interface ViewedEntry {
  readonly kind: "kafka" | "http" | "schedule" | "call";
  readonly step: string;
  readonly participant: string;
  readonly component: string;
  /** Its messages are acknowledged later, by an object that the diagram hands out. */
  readonly deferred: boolean;
  /** The component goes on after its answer. */
  readonly goesOn: boolean;
}

export interface ViewedField {
  readonly name: string;
  readonly values: readonly string[];
}
