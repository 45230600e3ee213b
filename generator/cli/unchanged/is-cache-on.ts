/** Whether runs are kept for the next ones: unless the environment says `SEQWRIGHT_CACHE=off`. */
export function isCacheOn(): boolean {
  return process.env["SEQWRIGHT_CACHE"] !== "off";
}
