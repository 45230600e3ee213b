import type { Diagnostic } from "../../generator/diagnostics/diagnostic.ts";
import { valueText } from "../../generator/explain/sections/value-text.ts";
import { link } from "../../generator/ir/link.ts";
import { sqlParser } from "./sql-parser.ts";
import type { DiagramModel, Step } from "../../generator/ir/model/diagram-model.ts";
import { noOverrides, type Overrides } from "../../generator/ir/model/overrides.ts";
import { parseFile } from "../../generator/interaction/resolve-diagrams.ts";
import { positionAt, sourceFile } from "../../generator/source/source-file.ts";

/** A linked diagram; its first line, after `@startuml`, is line 1. */
export interface Linked {
  readonly model: DiagramModel;
  readonly diagnostics: readonly Diagnostic[];
  /** `link/lost-message 3`: code and line. */
  readonly problems: readonly string[];
  readonly step: (line: number) => Step;
  /** `2 answers 1`, `3 call`, `4 self`: each arrow, by line. */
  readonly arrows: readonly string[];
}

/** Gives the lines of a diagram their meaning. */
export function linked(lines: string, overrides: Partial<Overrides> = {}): Linked {
  const source = sourceFile("diagrams/test.puml", `@startuml\n${unindented(lines)}\n@enduml\n`);
  const [interaction] = parseFile(source).value;
  if (interaction === undefined) throw new Error("no diagram was found");
  const { value: model, diagnostics } = link(
    interaction,
    "test",
    { ...noOverrides, ...overrides },
    sqlParser,
  );
  const lineOf = (start: number): number => positionAt(source, start).line - 1;
  const lineOfStep = (id: string): number =>
    lineOf(model.steps.find((step) => step.id === id)?.span.start ?? 0);
  return {
    model,
    diagnostics,
    problems: diagnostics.map(({ code, span }) => `${code} ${lineOf(span.start)}`),
    step(line) {
      const found = model.steps.find(({ span }) => lineOf(span.start) === line);
      if (found === undefined) throw new Error(`there is no arrow on line ${line}`);
      return found;
    },
    arrows: model.steps.map(
      (step) =>
        `${lineOf(step.span.start)} ${step.kind === "reply" ? `answers ${lineOfStep(step.answers)}` : step.kind}`,
    ),
  };
}

/** What an arrow carries, as `explain` says it: `id = order.id`. */
export function carried(step: Step): string {
  if (step.kind !== "reply")
    return step.args.map(({ name, value }) => `${name} = ${valueText(value)}`).join(", ");
  return step.outcome.kind === "returns"
    ? `${step.outcome.as} = ${valueText(step.outcome.value)}`
    : step.outcome.kind;
}

function unindented(lines: string): string {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n");
}
