import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import type { SeqwrightConfig } from "../../../generator/config/seqwright-config.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

async function compiled(lines: readonly string[], config: SeqwrightConfig = {}) {
  const text = [
    "@startuml",
    ...lines,
    "actor C",
    "participant Shop",
    "C -> Shop: buy(couponCode, total)",
    "@enduml",
  ];
  const source = sourceFile("shop.puml", text.join("\n"));
  const { value, diagnostics } = await compile({ sources: [source], config, existing: new Map() });
  const steps = value[0]?.files.find(({ path }) => path.endsWith("steps.gen.ts"))?.content ?? "";
  return { steps, codes: diagnostics.map(({ code }) => code) };
}

test("a directive gives examples: words, numbers, and texts in quotation marks", async () => {
  const { steps } = await compiled([
    '\' @seqwright example couponCode WELCOME10 "10 off"',
    '\' @seqwright example total 13579.24 "13579.24" true null',
  ]);
  expect(steps).toContain('couponCode: ["WELCOME10", "10 off"]');
  expect(steps).toContain('total: [13579.24, "13579.24", true, null]');
});

test("so does the configuration, and a directive adds to it", async () => {
  const config = { diagram: { shop: { examples: { "order.country": ["KR"], couponCode: ["EXPIRED"] } } } };
  const { steps } = await compiled(["' @seqwright example couponCode WELCOME10"], config);
  expect(steps).toContain('"order.country": ["KR"]');
  expect(steps).toContain('couponCode: ["EXPIRED", "WELCOME10"]');
});

test("without examples, nothing is written", async () => {
  expect((await compiled([])).steps).not.toContain("examples");
});

test.each(["example", "example couponCode", "example .. WELCOME10"])("cannot be read: %s", async (words) => {
  expect((await compiled([`' @seqwright ${words}`])).codes).toContain("link/unknown-directive");
});
