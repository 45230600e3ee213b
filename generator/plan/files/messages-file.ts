import type { DiagramModel, NamedType, TypeExpr } from "../../ir/model/diagram-model.ts";
import type { MessagesFile, MessageType } from "../model/message-plan.ts";
import { messagesPath } from "../model/code-symbol.ts";
import type { DiagramNames } from "../model/names.ts";
import { namesInType } from "../../ir/types/described/names-in-type.ts";
import { isBare } from "../types/types.ts";

/** Payload types with their schemas, each after those that it is made of, and the error classes. */
export function planMessagesFile(model: DiagramModel, names: DiagramNames): MessagesFile {
  const types = byDependency(model.types).map((type) => planType(type, model, names));
  const errors = model.errors.map(({ name, message }) => ({
    name: names.errors.get(name)?.name ?? name,
    drawnAs: name,
    message,
  }));
  return { kind: "messages", path: messagesPath, types, errors };
}

function planType(named: NamedType, model: DiagramModel, names: DiagramNames): MessageType {
  const name = names.symbols.types.get(named.name)?.name ?? named.name;
  const isOpaque = named.origin === "opaque" && isBare(named.type);
  const hint = `The diagram only names it: describe \`${named.name}\` under \`types\` in seqwright.config.ts.`;
  return {
    name,
    docs: [named.usage, ...(isOpaque ? [hint] : [])].filter((line) => line !== ""),
    type: isOpaque ? { kind: "json" } : named.type,
    open: isOpaque,
    recursive: reaches(named.type, named.name, model.types),
  };
}

/** Depth first, in the order in which the model lists them. */
function byDependency(types: readonly NamedType[]): readonly NamedType[] {
  const sorted = new Set<NamedType>();
  const visiting = new Set<NamedType>();
  const visit = (type: NamedType): void => {
    if (visiting.has(type)) return;
    visiting.add(type);
    for (const name of namesInType(type.type)) {
      const other = types.find((candidate) => candidate.name === name);
      if (other !== undefined) visit(other);
    }
    sorted.add(type);
  };
  for (const type of types) visit(type);
  return [...sorted];
}

function reaches(
  type: TypeExpr,
  goal: string,
  types: readonly NamedType[],
  seen: ReadonlySet<string> = new Set(),
): boolean {
  return namesInType(type).some((name) => {
    if (name === goal) return true;
    const other = types.find((candidate) => candidate.name === name);
    return (
      other !== undefined && !seen.has(name) && reaches(other.type, goal, types, new Set([...seen, name]))
    );
  });
}
