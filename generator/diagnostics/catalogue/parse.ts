/** Problems found by the parse stage. */
export const parseDiagnostics = {
} as const;
