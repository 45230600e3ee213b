import type { HttpPlace } from "seqwright-runtime/model";

/** How a call goes over the wire, where its text says so. */
export type WireForm =
  | {
      readonly kind: "http";
      readonly verb: string;
      /** With the names that the diagram writes: `/things/{thing_id}`. */
      readonly path: string;
      /** One for each argument, in their order. */
      readonly parameters: readonly HttpPlace[];
    }
  | { readonly kind: "event"; readonly name: string }
  | { readonly kind: "sql" }
  /** `command` in upper case. */
  | { readonly kind: "redis"; readonly command: string };

/** A generic command of a resource's port (`query`, `del`), rather than a method of its own. */
export function isCommand(wire: WireForm | undefined): wire is WireForm & { readonly kind: "sql" | "redis" } {
  return wire?.kind === "sql" || wire?.kind === "redis";
}
