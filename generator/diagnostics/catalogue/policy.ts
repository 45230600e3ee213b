/** Promises of notes that cannot be kept where they stand. */
export const policyDiagnostics = {
  "policy/finds-no-place": {
    severity: "warning",
    message: (p: { text: string; why: string }): string =>
      `"${shown(p.text)}" finds no place in the diagram: ${shown(p.why)}.`,
    hint: (): string =>
      "Put the note at the arrow or the participant that it is about, and call things as the arrows do.",
  },
  "policy/contradicts-arrows": {
    severity: "error",
    message: (p: { text: string; why: string }): string =>
      `"${shown(p.text)}" contradicts the arrows: ${shown(p.why)}.`,
    hint: (): string => "Correct the note, or draw the arrows as it says.",
  },
  "policy/contradicts-note": {
    severity: "error",
    message: (p: { text: string; other: string; why: string }): string =>
      `"${shown(p.text)}" contradicts "${shown(p.other)}" at the same place: ${shown(p.why)}.`,
    hint: (): string =>
      "Keep one of them, or put each note at the participants or the arrow that it is about.",
  },
  "policy/nobody-keeps": {
    severity: "warning",
    message: (p: { text: string; why: string }): string =>
      `Nobody keeps "${shown(p.text)}" here: ${shown(p.why)}.`,
    hint: (): string =>
      "Draw what would keep it, or accept it as a remark: `ignore` in seqwright.config.ts leaves this warning out.",
  },
} as const;

/** Enough of a text to know it again. */
function shown(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
