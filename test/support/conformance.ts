import { expect } from "vitest";
import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import type { Interaction } from "../../generator/interaction/model.ts";
import { parseFile } from "../../generator/interaction/resolve-diagrams.ts";
import { positionAt, sourceFile } from "../../generator/source/source-file.ts";
import { oracleModel, rejectionLine } from "./oracle-model.ts";

/** PlantUML's verdict on one block of a file, and its model if it accepts the block as a sequence diagram. */
export interface OracleBlock {
  readonly start: string;
  readonly line: number;
  readonly type?: string;
  readonly title?: readonly string[] | null;
  readonly participants?: readonly Readonly<Record<string, unknown>>[];
  readonly events?: readonly unknown[];
  readonly error?: { readonly line: number | null };
  readonly sequenceError?: { readonly line?: number | null };
}

/** How our reading of a text differs from PlantUML's, or nothing. */
export function differenceFromOracle(text: string, blocks: readonly OracleBlock[]): string | undefined {
  try {
    expectConformance(text, blocks);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function expectConformance(text: string, blocks: readonly OracleBlock[]): void {
  const source = sourceFile("probe.puml", text);
  const { value, diagnostics } = parseFile(source);
  for (const [index, block] of blocks.entries()) {
    const nextLine = blocks[index + 1]?.line ?? Infinity;
    const isInside = (offset: number): boolean => {
      const { line } = positionAt(source, offset);
      return block.line <= line && line < nextLine;
    };
    const own = diagnostics.filter(({ span }) => isInside(span.start));
    expectBlock(
      block,
      own,
      value.find((interaction) => isInside(interaction.span.start)),
    );
  }
  // Where PlantUML sees no diagram, there must be none.
  if (blocks.length === 0) expect(value).toEqual([]);
}

function expectBlock(
  block: OracleBlock,
  diagnostics: readonly Diagnostic[],
  interaction: Interaction | undefined,
): void {
  const rejected = rejectionLine(diagnostics);
  const refusal = block.sequenceError ?? block.error;
  if (refusal !== undefined || block.type !== "SEQUENCE") {
    expect(rejected, `rejection at line ${refusal?.line}`).toBeDefined();
    // A block of another type, or without participants, is refused as a whole.
    const hasLine = typeof refusal?.line === "number" && block.start.startsWith("@startuml");
    if (hasLine) expect(rejected).toBe(refusal.line);
    return;
  }
  expect(
    diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ code, message }) => `${code}: ${message}`),
  ).toEqual([]);
  expect(interaction, "a sequence diagram").toBeDefined();
  if (interaction === undefined) return;
  const model = oracleModel(interaction);
  expect(model.title).toEqual(block.title);
  // Links are not part of our model.
  expect(model.participants).toEqual(block.participants?.map(({ url: _url, ...participant }) => participant));
  expect(model.events).toEqual(block.events);
}
