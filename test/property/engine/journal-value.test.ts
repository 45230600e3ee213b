import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeValue, encodeValue } from "../../../runtime/engine/journal/journal-value.ts";
import { pauseMs, stepRetries } from "../../../runtime/retry/retry-policy.ts";
import { stepIdentity } from "../../../runtime/engine/journal/step-identity.ts";

const data = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: false,
  key: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("$seqwright", "__proto__", "constructor")),
  values: [
    fc.string({ unit: "binary" }),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined, "\0", "\ud800"),
  ],
});

test("any plain data is the same after a stay in the journal", () => {
  fc.assert(
    fc.property(data, (value) => {
      const text = encodeValue(value, "it");
      expect(text).not.toMatch(/[\0\p{Surrogate}]/u);
      expect(isDeepStrictEqual(decodeValue(text), value)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test("a step has the same identity after its arguments were stored and read", () => {
  fc.assert(
    fc.property(fc.array(data), (args) => {
      const read = args.map((value) => decodeValue(encodeValue(value, "it")));
      expect(stepIdentity("P", "m", read)).toEqual(stepIdentity("P", "m", args));
    }),
  );
});

test("pauses grow up to their limit and differ by no more than the jitter", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const longest = pauseMs(stepRetries, failures, 0);
        const pause = pauseMs(stepRetries, failures, random);
        expect(longest).toBeLessThanOrEqual(stepRetries.delayMaxMs);
        expect(longest).toBeLessThanOrEqual(pauseMs(stepRetries, failures + 1, 0));
        expect(pause).toBeLessThanOrEqual(longest);
        expect(pause).toBeGreaterThanOrEqual(Math.floor(longest * (1 - stepRetries.jitter)));
      },
    ),
  );
});
