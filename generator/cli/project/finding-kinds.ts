import type { Code } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";

/** What `check` tells apart. Each is a field of its JSON. */
export const findingKinds = {
  /** The diagram, the configuration or seqwright changed, and nobody generated since. */
  notRegenerated: ["check/not-regenerated"],
  /** A generated file is not as it was generated. */
  edited: ["emit/edited-file", "emit/foreign-file"],
  /** A handler lacks something, or no longer fits. */
  handlers: [
    "emit/missing-member",
    "emit/changed-signature",
    "emit/missing-class",
    "emit/handler-syntax",
    "emit/handler-differs",
  ],
  /** A handler's or member's message, participant or diagram is gone. */
  gone: ["emit/orphaned-handler", "emit/gone-member", "emit/doubtful-rename"],
  stubs: ["check/stub-not-filled"],
  promises: ["check/weaker-promise"],
  versions: ["check/versions-differ"],
} as const satisfies Readonly<Record<string, readonly Code[]>>;

export type FindingKind = keyof typeof findingKinds;

/** Those that mean that code and diagram differ; the others fail with `--strict` alone. */
const differing: ReadonlySet<FindingKind> = new Set(["notRegenerated", "edited", "handlers", "gone"]);

/** Diagnostics by kind; what is of none is about the diagrams themselves. */
export function sortFindings(diagnostics: readonly Diagnostic[]): {
  readonly findings: Readonly<Record<FindingKind, readonly Diagnostic[]>>;
  readonly others: readonly Diagnostic[];
} {
  const of = (kind: FindingKind): readonly Diagnostic[] => diagnostics.filter(({ code }) => isOf(kind, code));
  const kinds = Object.keys(findingKinds) as FindingKind[];
  return {
    findings: Object.fromEntries(kinds.map((kind) => [kind, of(kind)])) as Readonly<
      Record<FindingKind, readonly Diagnostic[]>
    >,
    others: diagnostics.filter(({ code }) => !kinds.some((kind) => isOf(kind, code))),
  };
}

/** Whether code and diagram differ. */
export function differs(findings: Readonly<Record<FindingKind, readonly Diagnostic[]>>): boolean {
  return [...differing].some((kind) => findings[kind].length > 0);
}

function isOf(kind: FindingKind, code: Code): boolean {
  return (findingKinds[kind] as readonly Code[]).includes(code);
}
