import type { DiagramModel } from "../ir/model/diagram-model.ts";
import type { ComponentProtocol } from "../protocol/model.ts";
import { positionAt, type SourceFile, type Span } from "../source/source-file.ts";

/** The version of the JSON form of the model; it changes when a reader of the old form would misread the new one. */
const irVersion = 1;

/** The model and the protocols of a diagram as JSON, with a position for everything that stands in the diagram. */
export function irJson(diagram: {
  readonly model: DiagramModel | undefined;
  readonly protocols: readonly ComponentProtocol[];
}): string {
  if (diagram.model === undefined) return "";
  const { source, name, ...model } = diagram.model;
  const components = diagram.protocols;
  const document = { version: irVersion, diagram: name, source: source.path, ...model, components };
  return `${JSON.stringify(document, (key, value: unknown) => (key === "span" ? positions(source, value) : value), 2)}\n`;
}

function positions(source: SourceFile, value: unknown): unknown {
  if (!isSpan(value)) return value;
  return { start: positionAt(source, value.start), end: positionAt(source, value.end) };
}

function isSpan(value: unknown): value is Span {
  return (
    typeof value === "object" &&
    value !== null &&
    "start" in value &&
    typeof value.start === "number" &&
    "end" in value &&
    typeof value.end === "number"
  );
}
