import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { Argument, Shape } from "../../text/model.ts";
import type { Literal, TypeExpr } from "../model/diagram-model.ts";
import type { Overrides } from "../model/overrides.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { CallContext, Passed } from "./signatures.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { uniteTypes } from "../types/unite-types.ts";

/** What `updateTask(entity, "MINIO_ADD_USER", true)` passes; every drawing of a call has a say in its parameters. */
export function callArguments(arrow: ReadArrow, context: CallContext): readonly Passed[] {
  if (arrow.meaning.kind !== "call") return [];
  const { types } = context;
  const taken = new Set<string>();
  return arrow.meaning.args.map((argument, position): Passed => {
    const drawn = context.siblings.flatMap((sibling) =>
      sibling.meaning.kind === "call" ? [sibling.meaning.args[position]] : [],
    );
    const literals = drawn.flatMap((other): Literal[] => (other?.kind === "literal" ? [other.value] : []));
    const firstName = drawn.find((other) => other?.kind === "name");
    const configured = configuredParameters(
      arrow.meaning.kind === "call" ? arrow.meaning.name : "",
      context.overrides,
    )?.[position];
    const field = dottedName(drawn.find((other) => other?.kind === "expression"));
    const natural =
      configured ??
      (firstName?.kind === "name"
        ? camelCase(firstName.name)
        : camelCase(field?.split(".").at(-1) ?? literalName(literals[0] ?? "")));
    const name = taken.has(natural) ? `${natural}${position + 1}` : natural;
    taken.add(name);
    const type = argumentType(firstName, literals, types);
    if (argument.kind === "literal")
      return { name, type, source: { kind: "literal", value: argument.value } };
    if (argument.kind === "name") return { name, type, source: { kind: "name", name: argument.name } };
    const path = dottedName(argument);
    if (path !== undefined) return { name, type, source: { kind: "name", name: path } };
    return { name, type, source: { kind: "unsaid" } };
  });
}

/** `order.id`: a field of something that has a name. */
function dottedName(argument: Argument | undefined): string | undefined {
  return argument?.kind === "expression" &&
    /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)+$/u.test(argument.text)
    ? argument.text
    : undefined;
}

function argumentType(
  named: { readonly kind: string; readonly name?: string; readonly shape?: Shape } | undefined,
  literals: readonly Literal[],
  types: TypeKnowledge,
): TypeExpr {
  if (named?.name !== undefined) {
    return named.shape === undefined
      ? types.typeOf(named.name, "opaque")
      : types.typeOfShape(named.shape, named.name, false);
  }
  if (literals.length === 0) return { kind: "json" };
  // A drawn `true` speaks of a flag, a drawn number of a number; drawn texts are the ones that there are.
  return uniteTypes(
    literals.map((value): TypeExpr =>
      typeof value === "boolean"
        ? { kind: "boolean" }
        : typeof value === "number"
          ? { kind: "number" }
          : { kind: "enum", values: [value] },
    ),
  );
}

function configuredParameters(method: string, overrides: Overrides): readonly string[] | undefined {
  return Object.hasOwn(overrides.parameters, method) ? overrides.parameters[method] : undefined;
}

function literalName(value: Literal): string {
  return typeof value === "boolean" ? "flag" : typeof value === "number" ? "amount" : "value";
}
