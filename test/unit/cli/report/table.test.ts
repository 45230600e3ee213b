import { expect, test } from "vitest";
import { table } from "../../../../generator/cli/report/table.ts";
import { propertyFilter, replayEnvironment } from "../../../../generator/cli/project/test.ts";

test("columns line up when a name is in wide characters", () => {
  const rows = [
    ["diagram", "arrows"],
    ["주문", "7"],
    ["order", "12"],
  ];
  expect(table(rows)).toBe("diagram  arrows\n주문          7\norder        12\n");
});

test("a property's name selects the tests that are named after it", () => {
  expect(propertyFilter(undefined)).toEqual([]);
  const [option, pattern = ""] = propertyFilter("resource-order");
  expect(option).toBe("-t");
  expect("order › resource order: 캐시 무효화").toMatch(new RegExp(pattern));
  expect("order › order: every run").not.toMatch(new RegExp(pattern));
});

test("what is to be replayed travels in environment variables", () => {
  expect(replayEnvironment({ property: "order", seed: 0, path: "3:0:1" })).toEqual({
    SEQWRIGHT_PROPERTY: "order",
    SEQWRIGHT_SEED: "0",
    SEQWRIGHT_PATH: "3:0:1",
  });
  expect(replayEnvironment({})).toEqual({});
  expect(replayEnvironment({ arrow: 44, strict: true })).toEqual({
    SEQWRIGHT_ARROW: "44",
    SEQWRIGHT_STRICT: "1",
  });
  expect(replayEnvironment({ system: true })).toEqual({ SEQWRIGHT_LEVELS: "protocol,system" });
  expect(replayEnvironment({ system: true, path: "3" })).toMatchObject({ SEQWRIGHT_LEVELS: "system" });
});
