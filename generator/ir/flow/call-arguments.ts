import { camelCase } from "../../text/lexical/make-identifier.ts";
import type { Argument } from "../../text/model.ts";
import type { Literal, TypeExpr } from "../model/diagram-model.ts";
import type { Overrides } from "../model/overrides.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import { canBe } from "./scope.ts";
import type { CallContext, Passed } from "./signatures.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { isConstant } from "../types/type-conventions.ts";
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
    const type = argumentType(describing(drawn), [...literals, ...drawn.flatMap(valueOf)], types);
    if (argument.kind === "literal")
      return { name, type, source: { kind: "literal", value: argument.value } };
    if (argument.kind === "name") return { name, type, source: namedSource(argument) };
    const path = dottedName(argument);
    if (path !== undefined) return { name, type, source: { kind: "name", name: path } };
    return { name, type, source: { kind: "unsaid" } };
  });
}

/** What is known by a name, or else what is written out; a CONSTANT is meant as it stands, another text is an example. */
function namedSource({ name, shape, from, value: written }: Argument & { kind: "name" }): Passed["source"] {
  const isText = shape?.kind === "literal" && typeof written === "string";
  if (isText && isConstant(written)) return { kind: "literal", value: written };
  const value = isText ? undefined : written;
  return {
    kind: "name",
    name,
    ...(from === undefined ? {} : { from }),
    ...(value === undefined ? {} : { otherwise: value }),
  };
}

function valueOf(argument: Argument | undefined): readonly Literal[] {
  return argument?.kind === "name" && argument.value !== undefined ? [argument.value] : [];
}

/** Of all drawings of one argument, the one that says most of its form. */
function describing(drawn: readonly (Argument | undefined)[]): (Argument & { kind: "name" }) | undefined {
  const names = drawn.flatMap((argument) => (argument?.kind === "name" ? [argument] : []));
  const typed = names.find(
    ({ shape }) => shape !== undefined && shape.kind !== "literal" && shape.kind !== "unknown",
  );
  return typed ?? names[0];
}

/** `order.id`: a field of something that has a name. */
function dottedName(argument: Argument | undefined): string | undefined {
  return argument?.kind === "expression" &&
    /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*)+$/u.test(argument.text)
    ? argument.text
    : undefined;
}

function argumentType(
  named: (Argument & { kind: "name" }) | undefined,
  literals: readonly Literal[],
  types: TypeKnowledge,
): TypeExpr {
  if (named === undefined && literals.length === 0) return { kind: "json" };
  // A drawn `true` speaks of a flag, a drawn number of a number; drawn texts are the ones that there are.
  const kinds = literals.map((value): TypeExpr =>
    typeof value === "boolean"
      ? { kind: "boolean" }
      : typeof value === "number"
        ? { kind: "number" }
        : { kind: "enum", values: [value] },
  );
  if (named === undefined) return uniteTypes(kinds);
  const type = typeOfNamed(named, types);
  const others = kinds.filter((kind) => !takes(type, kind, types));
  return others.length === 0 ? type : uniteTypes([type, ...others]);
}

/** `receiver: user` is a user, and `total: order.sum` what that field is, where the name alone says nothing of it. */
function typeOfNamed({ name, shape, from }: Argument & { kind: "name" }, types: TypeKnowledge): TypeExpr {
  if (shape === undefined) return types.typeOf(name, "opaque");
  if (from !== undefined && !types.describes(name)) {
    if (from.includes(".")) return { kind: "json" };
    if (types.isPassed(from) || types.describes(from)) return types.typeOf(from, "opaque");
  }
  return types.typeOfShape(shape, name, false);
}

/** Whether a written-out value can be handed over as this type; of listed values, it has to be one. */
function takes(type: TypeExpr, literal: TypeExpr, types: TypeKnowledge): boolean {
  if (type.kind === "enum" && literal.kind === "enum")
    return literal.values.every((value) => type.values.includes(value));
  return canBe(literal, type, types.namedTypes());
}

function configuredParameters(method: string, overrides: Overrides): readonly string[] | undefined {
  return Object.hasOwn(overrides.parameters, method) ? overrides.parameters[method] : undefined;
}

function literalName(value: Literal): string {
  return typeof value === "boolean" ? "flag" : typeof value === "number" ? "amount" : "value";
}
