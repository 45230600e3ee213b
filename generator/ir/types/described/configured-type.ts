import { camelCase, pascalCase } from "../../../text/lexical/make-identifier.ts";
import type { TypeExpr } from "../../model/diagram-model.ts";
import type { Overrides } from "../../model/overrides.ts";
import { parseTypeNotation } from "./parse-type-notation.ts";

/** A type that the configuration or a directive describes. */
export interface ConfiguredType {
  /** The name as it stands in the configuration. */
  readonly spelled: string;
  readonly typeName: string;
  readonly type: TypeExpr;
}

/** The type for a name, in any of its spellings; names inside it are not resolved yet. */
export function configuredType(
  name: string,
  { types }: Pick<Overrides, "types">,
): ConfiguredType | undefined {
  const spelled = [name, pascalCase(name), camelCase(name)].find((spelling) =>
    Object.hasOwn(types, spelling),
  );
  const notation = spelled === undefined ? undefined : types[spelled];
  if (spelled === undefined || notation === undefined) return undefined;
  return { spelled, typeName: pascalCase(spelled), type: parseTypeNotation(notation).type };
}

/** The type with `resolve`d names in the place of those that it mentions. */
export function withNamesResolved(type: TypeExpr, resolve: (name: string) => TypeExpr): TypeExpr {
  switch (type.kind) {
    case "named":
      return resolve(type.name);
    case "list":
      return { kind: "list", element: withNamesResolved(type.element, resolve) };
    case "record": {
      const fields = type.fields.map((field) => ({
        ...field,
        type: withNamesResolved(field.type, resolve),
      }));
      return { kind: "record", fields };
    }
    case "union":
      return { kind: "union", members: type.members.map((member) => withNamesResolved(member, resolve)) };
    case "string":
    case "number":
    case "boolean":
    case "bytes":
    case "enum":
    case "json":
    case "port":
      return type;
  }
}
