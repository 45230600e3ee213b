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
