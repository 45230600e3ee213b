/** What `seqwright check` finds of generated code (`check/…`); the rest is noticed by the stages. */
export const checkDiagnostics = {
  "check/not-regenerated": {
    severity: "warning",
    message: (p: { folder: string; files: readonly string[] }): string =>
      `${p.folder} is not what the diagram says now: ${p.files.slice(0, 5).join(", ")}${p.files.length > 5 ? ` and ${p.files.length - 5} more` : ""}.`,
    hint: (): string => 'Run "seqwright generate" and commit the result.',
  },
  "check/stub-not-filled": {
    severity: "info",
    message: (p: { file: string; member: string }): string =>
      `${p.file}: "${p.member}" is not filled in yet.`,
    hint: (): string => "Write what it does in place of NotImplementedError.",
  },
  "check/weaker-promise": {
    severity: "warning",
    message: (p: { before: string; now: string | undefined }): string =>
      p.now === undefined
        ? `The promise "${p.before}" of the last generation is gone.`
        : `The promise "${p.before}" of the last generation is "${p.now}" now.`,
    hint: (): string => "Whoever relies on it should know. Generating accepts it.",
  },
  "check/versions-differ": {
    severity: "warning",
    message: (p: { runtime: string; generator: string }): string =>
      `package.json asks for seqwright ${p.generator} and seqwright-runtime ${p.runtime}: they are made for each other in the same version only.`,
    hint: (): string => "Ask for the same version of both.",
  },
} as const;
