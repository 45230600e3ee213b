import { resolve } from "node:path";
import { expect, test } from "vitest";
import { explain, irJson } from "../../generator/compile.ts";
import type { Interaction } from "../../generator/interaction/model.ts";
import type { DiagramModel } from "../../generator/ir/model/diagram-model.ts";
import { parseDiagrams } from "../../generator/ast/parse-diagrams.ts";
import { plan } from "../../generator/plan/plan.ts";
import type { ComponentProtocol } from "../../generator/protocol/model.ts";
import { positionAt, type SourceFile, type Span } from "../../generator/source/source-file.ts";
import { filesBelow } from "../support/files-below.ts";
import { projectDiagram, projectDiagrams } from "../support/project-diagram.ts";

const folder = "test/golden";

/** What each stage makes of a diagram, as the files that hold it; handlers as if none had been written yet. */
async function stages(name: string): Promise<ReadonlyMap<string, string>> {
  const diagram = await projectDiagram(name);
  // What nobody can keep, or knows, is told: test/unit/readings says of each diagram what.
  expect(diagram.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const { interaction, model, protocols, source } = diagram;
  if (interaction === undefined || model === undefined) throw new Error(`${name} holds no diagram`);
  return new Map([
    ["ast.json", readableJson(parseDiagrams(source).value, source)],
    ["interaction.json", interactionJson(interaction)],
    ["ir.json", irJson(diagram)],
    ["plan.json", readableJson(plannedMethods(model, protocols), source)],
    ["explain.txt", explain(diagram)],
    // What the generator owns is committed in generated/, where generated.test.ts compares it.
    ...diagram.files
      .filter(({ owner }) => owner === "developer")
      .map(({ path, content }) => [`output/${path.slice(name.length + 1)}.golden`, content] as const),
  ]);
}

/** The statements of every handler, before they are printed; the rest of a plan is better seen in the output. */
function plannedMethods(model: DiagramModel, protocols: readonly ComponentProtocol[]): unknown {
  const handlers = plan(model, protocols).value.files.filter((file) => file.kind === "handler");
  return handlers.map(({ className, methods }) => ({ className, methods }));
}

function interactionJson({ source, ...interaction }: Interaction): string {
  return readableJson({ source: source.path, ...interaction }, source);
}

/** Places as `line:column-line:column`, so that a change to a diagram shows where it is. */
function readableJson(value: unknown, source: SourceFile): string {
  const place = (offset: number): string => {
    const { line, column } = positionAt(source, offset);
    return `${line}:${column}`;
  };
  const readable = (key: string, part: unknown): unknown => {
    if (part instanceof Map) return Object.fromEntries(part);
    if (part === source) return source.path;
    if (key !== "span") return part;
    const { start, end } = part as Span;
    return `${place(start)}-${place(end)}`;
  };
  return `${JSON.stringify(value, readable, 2)}\n`;
}

for (const name of projectDiagrams) {
  const files = await stages(name);

  test.each([...files])(`${name}: %s is as it was`, async (path, content) => {
    await expect(content).toMatchFileSnapshot(resolve(folder, name, path));
  });

  test(`${name}: no other file is kept of it`, () => {
    const kept = filesBelow(folder).filter((path) => path.startsWith(`${name}/`));
    expect(kept.filter((path) => !files.has(path.slice(name.length + 1)))).toEqual([]);
  });

  test(`${name}: another time makes the same bytes`, async () => {
    expect([...(await stages(name))]).toEqual([...files]);
  });
}

test("every folder here is a diagram's, but for the reports", () => {
  const folders = filesBelow(folder).flatMap((path) => (path.includes("/") ? [path.split("/")[0]] : []));
  const strangers = folders.filter((name) => name !== "reports" && !projectDiagrams.includes(name ?? ""));
  expect(strangers).toEqual([]);
});
