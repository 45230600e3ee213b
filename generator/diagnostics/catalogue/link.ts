/** Problems found by the link stage. */
export const linkDiagnostics = {} as const;
