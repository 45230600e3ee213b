import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { differenceFromOracle, type OracleBlock } from "../support/conformance.ts";
import { gapOf, unexpected } from "./known-gaps.ts";

interface Recorded {
  readonly file: string;
  readonly blocks: readonly OracleBlock[];
}

// Real diagrams of other projects, under their own licences: read where they lie, never copied into this repository.
const given = process.env["SEQWRIGHT_CORPUS"];
const beside = fileURLToPath(new URL("../../../shared/conformance", import.meta.url));
const folder = given === undefined ? beside : resolve(given);

// Whoever has the folder, or says that there is one, is told when nothing can be read in it.
const isThere = given !== undefined || existsSync(folder);
const recorded = isThere ? readRecorded() : [];
const verdict = isThere ? "is there" : "was NOT RUN: it is not there, and SEQWRIGHT_CORPUS names no folder";

test(`the corpus of real diagrams ${verdict}`, () => {
  expect(recorded.length > 0).toBe(isThere);
});

test.each(recorded.map(({ file, blocks }) => ({ file, blocks, gap: gapOf(file) })))(
  "is read as PlantUML reads it: $file",
  ({ file, blocks, gap }) => {
    const difference = differenceFromOracle(readFileSync(join(folder, file), "utf8"), blocks);
    expect(unexpected(difference, gap)).toBeUndefined();
  },
);

function readRecorded(): readonly Recorded[] {
  const lines = readFileSync(join(folder, "corpus-models.ndjson"), "utf8").trim().split("\n");
  return lines.map((line): Recorded => JSON.parse(line));
}
