/** Problems found by the config stage. */
export const configDiagnostics = {
} as const;
