import { displayWidth } from "../../diagnostics/display-width.ts";
import type { DiagramModel, StepId } from "../../ir/model/diagram-model.ts";
import { positionAt, type Span } from "../../source/source-file.ts";

/** A part of the explanation under its title; nothing when there is nothing to say. */
export function section(title: string, text: string): string {
  return text === ""
    ? ""
    : `${heading(title, "-")}\n${text
        .split("\n")
        .map((line) => `  ${line}`)
        .join("\n")}`;
}

export function heading(title: string, line: string): string {
  return `${title}\n${line.repeat(displayWidth(title))}`;
}

export function lineOf(model: DiagramModel, span: Span): number {
  return positionAt(model.source, span.start).line;
}

/** The lines of all arrows, by their identities. */
export function stepLines(model: DiagramModel): ReadonlyMap<StepId, number> {
  return new Map(model.steps.map(({ id, span }) => [id, lineOf(model, span)]));
}
