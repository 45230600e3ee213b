import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { differenceFromOracle, type OracleBlock } from "../support/conformance.ts";
import { gapOf, unexpected } from "./known-gaps.ts";

interface Recorded {
  readonly file: string;
  readonly blocks: readonly OracleBlock[];
}

// Real diagrams of other projects, under their own licences: read where they lie next to this checkout, never copied.
const folder = new URL("../../../shared/conformance/", import.meta.url);
const models = new URL("corpus-models.ndjson", folder);

const recorded = (existsSync(models) ? readFileSync(models, "utf8").trim().split("\n") : []).map(
  (line): Recorded => JSON.parse(line),
);

test.each(recorded.map(({ file, blocks }) => ({ file, blocks, gap: gapOf(file) })))(
  "is read as PlantUML reads it: $file",
  ({ file, blocks, gap }) => {
    const difference = differenceFromOracle(readFileSync(new URL(file, folder), "utf8"), blocks);
    expect(unexpected(difference, gap)).toBeUndefined();
  },
);

test.skipIf(recorded.length === 0)("the corpus of real diagrams is in ../shared/conformance/corpus", () => {
  expect(recorded.length).toBeGreaterThan(0);
});
