/** Where a command prints. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** The numbers of the generator's commands: 1 for what is wrong outside of this program, 64 for bad usage. */
export const exitCodes = { fine: 0, failed: 1, badUsage: 64 } as const;
