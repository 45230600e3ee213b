import fc from "fast-check";

/** How late an answer comes, in ms: later than people wait who wait for a second, for five, or for thirty. */
export const arbitraryLateness: fc.Arbitrary<number> = fc.constantFrom(1_500, 6_000, 40_000, 130_000);
