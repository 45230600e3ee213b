import type { ParticipantSpec } from "../diagram-protocol.ts";
import type { ResourceKind } from "../resource-kinds.ts";

type WithoutLine<T> = T extends unknown ? Omit<T, "line"> : never;

/** A participant without its line. */
export type DrawnParticipant = WithoutLine<ParticipantSpec>;

/** Somebody outside, who starts what the diagram shows. */
export function initiator(label: string): DrawnParticipant {
  return { role: "initiator", label };
}

/** Something that keeps or carries data, or a service outside. */
export function resource(label: string, kind: ResourceKind): DrawnParticipant {
  return { role: "resource", label, kind };
}

interface ComponentDetails {
  readonly class: string;
  readonly handler: string;
  readonly collaborators?: Readonly<Record<string, string>>;
  readonly background?: true;
}

/** What code is generated for. */
export function component(label: string, details: ComponentDetails): DrawnParticipant {
  return { role: "component", label, collaborators: {}, background: false, ...details };
}
