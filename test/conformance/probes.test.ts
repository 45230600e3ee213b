import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { expectConformance, type OracleBlock } from "../support/conformance.ts";
import { gapOf } from "./known-gaps.ts";

interface Probe {
  readonly src: string;
  readonly blocks: readonly OracleBlock[];
}

const probes = readFileSync(new URL("probes.ndjson", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): Probe => JSON.parse(line));

test.each(probes.map((probe) => [JSON.stringify(probe.src), probe] as const))(
  "is read as PlantUML reads it: %s",
  (_, probe) => {
    const gap = gapOf(probe.src);
    if (gap === undefined) expectConformance(probe.src, probe.blocks);
    else expect(() => expectConformance(probe.src, probe.blocks), `no longer a gap: ${gap}`).toThrow();
  },
);
