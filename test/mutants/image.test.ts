import { expect, test } from "vitest";
import { system } from "../../generated/content-이미지생성요청/wiring.gen.ts";
import { contract } from "../../runtime/contract/index.ts";
import { imageMutants } from "./image.mutants.ts";

const handlers = new URL(
  `../../generated/${encodeURIComponent("content-이미지생성요청")}/contract.gen.test.ts`,
  import.meta.url,
).href;

test.each(imageMutants)("$by catches it: $name", async ({ wrong, by, at }) => {
  const subject = contract({
    system: { ...system, components: { ...system.components, ...wrong } },
    handlers,
  });
  // Bad input comes in at the border, and is refused by whoever stands there.
  const component = by === "bad-input" ? undefined : Object.keys(wrong)[0];
  const failed = await subject.check(by, component).then(
    () => "it holds",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const named = failed.split("\n").find((line) => line.includes(".puml:"));
  expect(named ?? failed).toContain(at);
});

test("at least fifteen wrong handlers, and every component has one", () => {
  expect(imageMutants.length).toBeGreaterThanOrEqual(15);
  const wrong = new Set(imageMutants.flatMap((mutant) => Object.keys(mutant.wrong)));
  expect([...wrong].toSorted()).toEqual(Object.keys(system.components).toSorted());
});
