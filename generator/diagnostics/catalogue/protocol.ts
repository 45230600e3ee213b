/** Problems found by the protocol stage. */
export const protocolDiagnostics = {} as const;
