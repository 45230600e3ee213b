/** Problems found by the emit stage. */
export const emitDiagnostics = {} as const;
