/** What the process tells its caller. The numbers above 63 are those of sysexits.h. */
export const exitCodes = {
  fine: 0,
  inputErrors: 1,
  differences: 2,
  badUsage: 64,
  bug: 70,
} as const;
