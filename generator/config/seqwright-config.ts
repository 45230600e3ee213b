import type { Level, ResourceKind } from "seqwright-runtime/model";

/** The settings of a project, in `seqwright.config.ts` next to its package.json. Everything has a default. */
export interface SeqwrightConfig {
  /** The folder with the diagrams, relative to the configuration file. Default: `"diagrams"`. */
  readonly diagrams?: string | undefined;
  /** The folder for the generated code, relative to the configuration file. Default: `"generated"`. */
  readonly output?: string | undefined;
  /** Identifiers for texts of any diagram, such as `{ "이벤트 검증": "validateEvent" }`. */
  readonly glossary?: Readonly<Record<string, string>> | undefined;
  /** How contract tests run. Variables of the environment (`SEQWRIGHT_RUNS` and the like) win over it. */
  readonly contract?: ContractConfig | undefined;
  /** Settings of single diagrams, by the diagram's file name without its extension. */
  readonly diagram?: Readonly<Record<string, DiagramConfig>> | undefined;
}

export interface ContractConfig {
  /** How many cases each property tries. Default: 100, and 12 at the level `system`. */
  readonly runs?: number | undefined;
  /** The seed of the cases. Default: 1042, so that a build fails only when code or diagram have changed. */
  readonly seed?: number | undefined;
  /** How long each property may take, in milliseconds. Default: 60,000. */
  readonly timeMs?: number | undefined;
  /** The levels at which properties are tried. Default: `["protocol"]`. */
  readonly levels?: readonly Level[] | undefined;
}

/** What the text of one diagram cannot say by itself. */
export interface DiagramConfig {
  /** The role of participants for which the deduced one (see `seqwright explain`) is not right, by their code. */
  readonly roles?: Readonly<Record<string, RoleConfig>> | undefined;
  /** Identifiers by participant code, label or message text. They win over the glossary. */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /**
   * Types by type or parameter name, written as
   * `"{ id: string, at: date-time, kind: A | B, tags: string[], nick?: string }"`.
   */
  readonly types?: Readonly<Record<string, string>> | undefined;
  /** Names of a method's parameters where the diagram only shows values, such as `{ updateTask: ["entity", "action", "done"] }`. */
  readonly parameters?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Values that contract tests try among the drawn ones, by name or dotted path, such as `{ "order.country": ["KR"] }`. */
  readonly examples?: Readonly<Record<string, readonly (string | number | boolean | null)[]>> | undefined;
  /** The path in payloads of the field that says an event's type, where it is not the header `event-type`: `"meta.type"`. */
  readonly typeField?: string | undefined;
  /** Codes of warnings that are not to be reported for this diagram. */
  readonly ignore?: readonly string[] | undefined;
}

/** Who a participant is: someone outside, code to generate, or a service that is used. */
export type RoleConfig =
  "initiator" | "component" | "resource" | { readonly role: "resource"; readonly kind: ResourceKind };
