/** What `seqwright diff` says where only diagnostics are shown (`diff/…`). */
export const diffDiagnostics = {
  "diff/breaking": {
    severity: "warning",
    message: (p: Difference): string => `${sentence(p)} That breaks ${p.participants.join(", ")}.`,
    hint: (p: Difference): string => `Why: ${p.reasons.join("; ")}.`,
  },
  "diff/compatible": {
    severity: "info",
    message: (p: Difference): string => sentence(p),
  },
} as const;

export interface Difference {
  readonly words: string;
  readonly participants: readonly string[];
  readonly reasons: readonly string[];
}

function sentence({ words }: Difference): string {
  return `${words[0]?.toUpperCase() ?? ""}${words.slice(1)}.`;
}
