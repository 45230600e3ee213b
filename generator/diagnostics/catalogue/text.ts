/** Problems found by the text stage. */
export const textDiagnostics = {} as const;
