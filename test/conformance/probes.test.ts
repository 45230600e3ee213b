import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { differenceFromOracle, type OracleBlock } from "../support/conformance.ts";
import { gapOf, unexpected } from "./known-gaps.ts";

interface Probe {
  readonly src: string;
  readonly blocks: readonly OracleBlock[];
}

/** Snippets with PlantUML's own model of each: of the whole language, and of details of single lines. */
const probes = ["probes.ndjson", "line-probes.ndjson"].flatMap((file) =>
  readFileSync(new URL(file, import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line): Probe => JSON.parse(line)),
);

test.each(probes.map(({ src, blocks }) => ({ src, blocks, gap: gapOf(src) })))(
  "is read as PlantUML reads it: $src",
  ({ src, blocks, gap }) => {
    const difference = differenceFromOracle(src, blocks);
    expect(unexpected(difference, gap)).toBeUndefined();
  },
);
