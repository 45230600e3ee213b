import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expectConformance, type OracleBlock } from "../support/conformance.ts";
import { gapOf } from "./known-gaps.ts";

interface Recorded {
  readonly file: string;
  readonly blocks: readonly OracleBlock[];
}

// Real diagrams of other projects, under their own licences: read where they lie next to this checkout, never copied.
const folder = new URL("../../../shared/conformance/", import.meta.url);
const models = new URL("corpus-models.ndjson", folder);

if (existsSync(models)) {
  const recorded = readFileSync(models, "utf8")
    .trim()
    .split("\n")
    .map((line): Recorded => JSON.parse(line));

  test.each(recorded.map((entry) => [entry.file, entry] as const))(
    "is read as PlantUML reads it: %s",
    (file, entry) => {
      const text = readFileSync(new URL(file, folder), "utf8");
      const gap = gapOf(file);
      if (gap === undefined) expectConformance(text, entry.blocks);
      else expect(() => expectConformance(text, entry.blocks), `no longer a gap: ${gap}`).toThrow();
    },
  );
} else {
  test.skip("the corpus of real diagrams is not here: put it into ../shared/conformance/corpus", () => {});
}
