import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../generator/compile.ts";
import type { OutputFile } from "../../generator/host/output-file.ts";
import { sourceFile } from "../../generator/source/source-file.ts";
import { typeErrors } from "../support/type-check.ts";
import { drawing, type DrawnShop } from "./merge/drawn-shop.ts";
import { goThrough, sequence } from "./merge/merge-sequences.ts";
import type { Generation } from "./merge/regenerated.ts";

/** How many sequences are tried: `SEQWRIGHT_SEQUENCES=20000` looks for rarer mistakes. */
const sequences = Number(process.env["SEQWRIGHT_SEQUENCES"] ?? 1_000);
/** How many results are type-checked, in one program. */
const checkedMax = 20;

interface Ended {
  readonly shop: DrawnShop;
  readonly generation: Generation;
}

test(
  `${sequences} sequences of edits: no word of a developer's is lost, a second run changes nothing, there is a way back, and it type-checks`,
  { timeout: 3_600_000 },
  async () => {
    const ended: Ended[] = [];
    await fc.assert(
      fc.asyncProperty(sequence, async (drawn) => {
        const result = await goThrough(drawn);
        if (ended.length < checkedMax && drawn.rounds.length > 1 && isSettled(result.generation))
          ended.push(result);
      }),
      { numRuns: sequences },
    );
    expect(ended.length).toBe(checkedMax);
    const files = await Promise.all(ended.map(whole));
    expect(typeErrors(files.flat()).filter((error) => !error.includes("never read"))).toEqual([]);
  },
);

/** Nothing is left to the developer: what is offered, or kept without a use, is theirs to make fit. */
function isSettled({ merged }: Generation): boolean {
  return merged.every(({ notices }) => notices.every(({ kind }) => kind !== "offered" && kind !== "kept"));
}

/** A project with all its files, in a folder of its own. */
async function whole({ shop, generation }: Ended, index: number): Promise<readonly OutputFile[]> {
  const source = sourceFile(`diagrams/${shop.file}.puml`, drawing(shop));
  const { value } = await compile({ sources: [source], config: {}, existing: new Map() });
  const generated = value.flatMap(({ files }) => files.filter(({ owner }) => owner === "generator"));
  // Handlers of participants that are gone are reported, and left.
  const wanted = new Set(generation.merged.map(({ path }) => path));
  const handlers = [...generation.handlers].filter(([path]) => wanted.has(path));
  const own = handlers.map(([path, content]) => ({ path, content, owner: "developer" as const }));
  return [...generated, ...own].map((file) => ({ ...file, path: `${index}/${file.path}` }));
}
