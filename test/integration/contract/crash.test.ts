import { expect, test } from "vitest";
import { contract } from "../../../runtime/contract/index.ts";
import { steady } from "./steady-report.ts";
import { system } from "./forgetful-workflow/wiring.gen.ts";

const handlers = new URL("forgetful-workflow/contract.gen.test.ts", import.meta.url).href;

test("a gateway that keeps in memory what it has done is caught: the next process cannot go on", async () => {
  const subject = contract({ system, handlers });
  const report = await subject.check("crash", undefined, "system").then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const text = steady(report);
  expect(text).toContain("workflow-engine › crash: the running system");
  expect(text).toMatch(/given {4}its process is killed (?:before|when) line \d+ /);
  expect(text).toContain('FatalError("nobody has added this user")');
  await subject.check("order", undefined, "system");
});
