import { showDifference, showStatements } from "../report/show-difference.ts";
import type { Match } from "../values/match-value.ts";
import type { Reading } from "./reading.ts";

/** What came of trying whether something that happened is a certain step: the reading in which it is, or what differs. */
export type Trial =
  | { readonly kind: "fits"; readonly reading: Reading }
  | {
      readonly kind: "differs";
      readonly where: string;
      readonly expected: string;
      readonly received: string;
    };

export function differs(where: string, expected: string, received: string): Trial & { kind: "differs" } {
  return { kind: "differs", where, expected, received };
}

/** What differs between a value and what the diagram says of it; `whole` names the value. */
export function differsAt(whole: string, { at, expected, received, isSql }: Match & { ok: false }): Trial {
  if (isSql === true && typeof expected === "string" && typeof received === "string") {
    const shown = showStatements(expected, received);
    return differs(`${whole} (${at})`, shown.expected, shown.received);
  }
  const shown = showDifference(expected, received);
  const path = [at, shown.path].filter((part) => part !== "").join(".");
  return differs(path === "" ? whole : `${whole} (${path})`, shown.expected, shown.received);
}
