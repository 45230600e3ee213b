/** What the process tells its caller. 64 and 70 are those of sysexits.h; 130 is what shells say of Ctrl-C. */
export const exitCodes = {
  fine: 0,
  /** The diagrams, the configuration, the user's code or a server are not as they should be. */
  failed: 1,
  /** `check` found that the generated code is not what the diagrams say. */
  differences: 2,
  badUsage: 64,
  bug: 70,
  interrupted: 130,
} as const;
