/** Where two diagrams that share a topic or a key disagree. */
export const joinedDiagnostics = {
  "joined/field-differs": {
    severity: "warning",
    message: (p: {
      event: string;
      field: string;
      why: string;
      publisher: string;
      meant: string | undefined;
    }): string => `${p.event} is taken with "${p.field}", and ${p.publisher} publishes it ${p.why}.`,
    hint: (p: { meant: string | undefined }): string =>
      p.meant === undefined
        ? "Draw the event with the same fields and types in both diagrams."
        : `Did you mean "${p.meant}"?`,
  },
  "joined/event-differs": {
    severity: "warning",
    message: (p: { event: string; topic: string; meant: string }): string =>
      `No diagram publishes ${p.event} to ${p.topic}, though others publish there.`,
    hint: (p: { meant: string }): string => `Did you mean "${p.meant}"?`,
  },
  "joined/topic-differs": {
    severity: "warning",
    message: (p: { event: string; topic: string; other: string; publisher: string }): string =>
      `${p.event} is taken from ${p.topic}, and ${p.publisher} publishes it to ${p.other} only.`,
    hint: (): string => "Name the same topic in both diagrams.",
  },
  "joined/ttl-differs": {
    severity: "warning",
    message: (p: { key: string; kept: string; other: string; where: string }): string =>
      `"${p.key}" is kept ${p.kept} here, and ${p.other} in ${p.where}.`,
    hint: (): string => "Draw the same time to live wherever the key is written.",
  },
} as const;
