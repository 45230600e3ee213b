import { expect, test } from "vitest";
import { runProcess, type ProcessResult } from "../support/process.ts";

const runners: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  {
    name: "Vitest",
    args: [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--reporter=verbose",
      "--config",
      "test/runners/vitest.config.ts",
    ],
  },
  {
    name: "Jest",
    args: [
      "--experimental-vm-modules",
      "node_modules/jest/bin/jest.js",
      "--config",
      "test/runners/jest.config.cjs",
    ],
  },
  {
    name: "node:test",
    args: [
      "--conditions=seqwright-source",
      "--test",
      "--test-reporter=spec",
      "test/runners/contract.node.ts",
    ],
  },
];

test.each(runners)("contract tests run in $name, and fail there with the report", async ({ args }) => {
  const right = await run(args, {});
  expect(right).toMatchObject({ exitCode: 0 });
  expect(right.shown).toContain("bad input: a malformed payload of ContentCreated is refused");

  const wrong = await run(args, { WRONG_HANDLER: "1", SEQWRIGHT_PROPERTY: "order" });
  expect(wrong).toMatchObject({ exitCode: 1 });
  expect(wrong.shown).toContain("diagrams/event-콘텐츠생성완료구독.puml:");
  expect(wrong.shown).toMatch(/replay +npx seqwright test event-콘텐츠생성완료구독 --property order/);
  expect(wrong.shown).not.toContain("fatal fault: EventHandler");
});

async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<ProcessResult & { readonly shown: string }> {
  const result = await runProcess(process.execPath, args, { env });
  return { ...result, shown: result.out + result.err };
}
