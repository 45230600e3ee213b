import { expect, test } from "vitest";
import { properties } from "../../runtime/contract/properties/index.ts";
import { diagrams } from "./all.ts";

test.each(diagrams)("every component has its wrong handlers: $protocol.name", ({ right, mutants }) => {
  expect(mutants.length).toBeGreaterThanOrEqual(12);
  expect(new Set(mutants.flatMap(({ wrong }) => Object.keys(wrong)))).toEqual(new Set(Object.keys(right)));
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
});

/** No note of these diagrams asks for them: `test/unit/contract` has what they alone catch, in `best-effort`, `compensation` and `rhythm.test.ts`. */
const elsewhere = ["best-effort", "compensation", "schedule", "time-goal"] as const;

test("for each property there is a wrong handler that it alone catches", () => {
  const alone = diagrams.flatMap(({ mutants }) =>
    mutants.flatMap(({ caught }) => (caught.only === true ? [caught.by] : [])),
  );
  const withoutServers = properties.filter(({ proof }) => proof.protocol !== undefined);
  expect(new Set([...alone, ...elsewhere])).toEqual(new Set(withoutServers.map(({ name }) => name)));
});
