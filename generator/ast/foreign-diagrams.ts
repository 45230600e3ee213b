import type { MappedText } from "../source/mapped-text.ts";
import type { Reading } from "./read-statements.ts";

/** What a block holds when its `@start…` says that it is no UML, in words. */
export function foreignBlock(type: string): string | undefined {
  if (type.startsWith("uml")) return undefined;
  return type === "" ? "a block without a type" : `a @start${type} block`;
}

/** Lines that begin like this belong to PlantUML's other diagrams. */
const foreignStatements: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  {
    pattern:
      /^(?:abstract|class|interface|enum|annotation|exception|struct|protocol|metaclass|dataclass|record)\b/i,
    what: "a class diagram",
  },
  { pattern: /^(?:object|map|json)\s/i, what: "an object diagram" },
  {
    pattern:
      /^(?:start|stop|:.*[;|<>/\]}]|if\s*\(.*\)\s*(?:then|is)\b.*|fork(?:\s+again)?|end\s*fork|repeat|while\s*\(.*\).*|partition\s.*\{|\|.+\||\(\*\).*)$/i,
    what: "an activity diagram",
  },
  { pattern: /^(?:state\s|\[\*\]|.*-+>\s*\[\*\])/i, what: "a state diagram" },
  {
    pattern:
      /^(?:usecase|component|node|rectangle|folder|frame|cloud|package|namespace|together|storage|artifact|card|stack|file|agent|hexagon|person|label|port|portin|portout|allow_?mixing|left\s+to\s+right\s+direction|top\s+to\s+bottom\s+direction)\b/i,
    what: "a component, deployment or use case diagram",
  },
  { pattern: /^(?:\(.+\)|:[^:]+:|\[[^\]]+\])(?:\s|$)/, what: "a use case or component diagram" },
  { pattern: /^(?:robust|concise|clock|binary|analog)\s/i, what: "a timing diagram" },
];

/** Statements that only sequence diagrams have; an arrow between two names is none of them. */
const ownKinds = new Set([
  "life",
  "group",
  "branch",
  "note",
  "reference",
  "divider",
  "delay",
  "return",
  "box",
  "gate",
  "autoactivate",
  "autonumber",
  "group-end",
  "box-end",
  "page",
  "space",
]);

/**
 * The kind of diagram that a block is, if it holds nothing that only a sequence diagram has, and a line that another kind
 * of diagram has. Such files lie next to sequence diagrams in many folders, and are no mistake. The line is the first one
 * that is no statement of a sequence diagram.
 */
export function foreignDiagram(
  readings: readonly Reading[],
): { readonly line: MappedText; readonly what: string } | undefined {
  let line: MappedText | undefined;
  let what: string | undefined;
  for (const reading of readings) {
    if (reading.kind === "statement") {
      if (ownKinds.has(reading.node.kind)) return undefined;
      if (reading.node.kind === "declaration" && /^participant\b/i.test(reading.line.text)) return undefined;
    } else if (reading.kind === "unreadable") {
      line ??= reading.line;
      what ??= foreignStatements.find(({ pattern }) => pattern.test(reading.line.text))?.what;
    }
  }
  return line === undefined || what === undefined ? undefined : { line, what };
}
