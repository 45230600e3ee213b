import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../generator/compile.ts";
import type { OutputFile } from "../../generator/host/output-file.ts";
import { sourceFile } from "../../generator/source/source-file.ts";
import { hostileTexts } from "../support/hostile.ts";
import { typeErrors } from "../support/type-check.ts";

const folder = join(import.meta.dirname, "../../diagrams");
const drawn = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8").split("\n"));

/** What a hand slips into doing to a file: a line lost, doubled, moved or spoiled. */
const slip = fc.record({
  kind: fc.constantFrom("delete", "duplicate", "swap", "garble"),
  at: fc.nat(),
  other: fc.nat(),
  put: fc.constantFrom(...hostileTexts),
});

const edited = fc
  .record({
    lines: fc.constantFrom(...drawn),
    slips: fc.array(slip, { minLength: 1, maxLength: 4 }),
  })
  .map(({ lines, slips }) => slips.reduce(slipped, lines).join("\n"));

function slipped(
  lines: readonly string[],
  { kind, at, other, put }: typeof slip extends fc.Arbitrary<infer S> ? S : never,
): readonly string[] {
  // The first and the last line make it a diagram.
  const index = 1 + (at % Math.max(1, lines.length - 3));
  const line = lines[index] ?? "";
  switch (kind) {
    case "delete":
      return lines.toSpliced(index, 1);
    case "duplicate":
      return lines.toSpliced(index, 0, line);
    case "swap": {
      const second = 1 + (other % Math.max(1, lines.length - 3));
      return lines.with(index, lines[second] ?? "").with(second, line);
    }
    case "garble": {
      const cut = other % (line.length + 1);
      return lines.with(index, line.slice(0, cut) + put + line.slice(cut + 2));
    }
  }
}

async function filesOf(text: string, name: string): Promise<readonly OutputFile[]> {
  const sources = [sourceFile(`diagrams/${name}.puml`, text)];
  const { value } = await compile({ sources, config: {}, existing: new Map() });
  return value.flatMap(({ files }) => files);
}

test("however a diagram is edited, it is understood or refused, and what is generated type-checks", async () => {
  const sample: OutputFile[] = [];
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(edited, async (text) => {
      runs += 1;
      const files = await filesOf(text, `edited-${runs}`);
      if (runs % 12 === 0) sample.push(...files);
    }),
    { seed: 20_240_607, numRuns: 200, endOnFailure: true },
  );
  expect(sample.length).toBeGreaterThan(20);
  expect(typeErrors(sample)).toEqual([]);
});
