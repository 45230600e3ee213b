/** Problems found in a project's configuration. */
export const configDiagnostics = {
  "config/not-found": {
    severity: "error",
    message: (p: { path: string }): string => `There is no configuration file "${p.path}".`,
    hint: (): string => `Run "seqwright init" to make one, or leave out --config.`,
  },
  "config/cannot-load": {
    severity: "error",
    message: (p: { reason: string }): string => `The configuration cannot be loaded: ${p.reason}`,
  },
  "config/no-default-export": {
    severity: "error",
    message: (): string => "The configuration file has no default export.",
    hint: (): string => "Write: export default defineConfig({ … });",
  },
  "config/unknown-key": {
    severity: "error",
    message: (p: { key: string; known: readonly string[] }): string => `There is no setting "${p.key}" here.`,
    hint: (p: { key: string; known: readonly string[] }): string =>
      p.known.length === 0 ? "Remove it." : `Known settings here: ${p.known.join(", ")}.`,
  },
  "config/wrong-value": {
    severity: "error",
    message: (p: { key: string; expected: string }): string => `"${p.key}" must be ${p.expected}.`,
  },
  "config/unknown-diagram": {
    severity: "warning",
    message: (p: { name: string }): string => `There is no diagram "${p.name}" for these settings.`,
  },
  "config/unknown-code": {
    severity: "warning",
    message: (p: { code: string }): string => `There is no diagnostic "${p.code}" to ignore.`,
  },
  "config/error-ignored": {
    severity: "error",
    message: (p: { code: string }): string => `"${p.code}" is an error and cannot be ignored.`,
    hint: (): string => "Only warnings and remarks can be silenced; correct the diagram instead.",
  },
  "config/folder-taken": {
    severity: "error",
    message: (p: { folder: string; other: string }): string =>
      `This diagram's code belongs in the folder "${p.folder}", which that of "${p.other}" takes already.`,
    hint: (): string => "Give one of the two diagram files another name.",
  },
} as const;
