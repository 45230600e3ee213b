import { resolve } from "node:path";
import { expect, test } from "vitest";
import { explain, irJson } from "../../generator/compile.ts";
import type { Interaction } from "../../generator/interaction/model.ts";
import { positionAt, type Span } from "../../generator/source/source-file.ts";
import { filesBelow } from "../support/files-below.ts";
import { projectDiagram, projectDiagrams } from "../support/project-diagram.ts";

const folder = "test/golden";

/** What each stage makes of a diagram, as the files that hold it; handlers as if none had been written yet. */
async function stages(name: string): Promise<ReadonlyMap<string, string>> {
  const diagram = await projectDiagram(name);
  expect(diagram.diagnostics).toEqual([]);
  const { interaction } = diagram;
  return new Map([
    ["interaction.json", interaction === undefined ? "" : interactionJson(interaction)],
    ["ir.json", irJson(diagram)],
    ["explain.txt", explain(diagram)],
    ...diagram.files.map(
      ({ path, content }) => [`output/${path.slice(name.length + 1)}.golden`, content] as const,
    ),
  ]);
}

/** Places as `line:column-line:column`, so that a change to a diagram shows where it is. */
function interactionJson({ source, ...interaction }: Interaction): string {
  const place = (offset: number): string => {
    const { line, column } = positionAt(source, offset);
    return `${line}:${column}`;
  };
  const readable = (key: string, value: unknown): unknown => {
    if (key !== "span") return value;
    const { start, end } = value as Span;
    return `${place(start)}-${place(end)}`;
  };
  return `${JSON.stringify({ source: source.path, ...interaction }, readable, 2)}\n`;
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
