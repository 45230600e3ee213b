import type { MemberRecord } from "./manifest.ts";

/** The whole text of a handler as it was last generated. */
export function recordedText(members: readonly MemberRecord[]): string {
  return members.map(({ text }) => text).join("");
}
