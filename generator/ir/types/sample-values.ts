import type { NamedType, TypeExpr } from "../model/diagram-model.ts";

/** Some values of a type, by which predicates are tried. */
export function samplesOf(type: TypeExpr, types: readonly NamedType[], depth = 0): readonly unknown[] {
  if (depth > 4) return [];
  switch (type.kind) {
    case "string":
      return ["another text", "", "b"];
    case "number":
      return [1, 0, 2, -1_000_003, 1_000_003];
    case "boolean":
      return [true, false];
    case "bytes":
      return [new Uint8Array([1]), new Uint8Array()];
    case "enum":
      return type.values;
    case "list":
      return [[1], []];
    case "record":
      return [{ field: 1 }];
    case "union":
      return type.members.flatMap((member) => samplesOf(member, types, depth + 1));
    case "named": {
      const named = types.find(({ name }) => name === type.name);
      return named === undefined ? [{ field: 1 }] : samplesOf(named.type, types, depth + 1);
    }
    case "json":
      return ["another text", 1, 2, true, false, null, [1], [], { field: 1 }];
    case "port":
      return [];
  }
}
