import type { Shape } from "../model.ts";
import { bareConstant, isConstantName } from "./parse-constant.ts";
import { splitOutside } from "./split-outside.ts";
import { futures, lists, maps, nothings, optionals, primitives, wrappers } from "./type-words.ts";

/**
 * A type as diagrams in any language write it: `string`, `LocalDateTime`, `List<Order>`, `Order[]`, `Map<String, Integer>`,
 * `Long?`, `Optional<Order>`, `string | null`, `OPEN | HELD`, `"fast" | "slow"`; undefined where it is none.
 */
export function parseType(text: string): Shape | undefined {
  return text.length > textMax ? undefined : typeAt(text.trim(), 0);
}

/** A type name in the narrow sense, which cannot be mistaken for a word of prose: primitive, generic, list, PascalCase. */
export function isTypeName(text: string): boolean {
  const name = text.trim();
  return (
    parseType(name) !== undefined &&
    (primitives.has(name.replace(/\?$/, "").toLowerCase()) || /^[A-Z][\p{L}\p{N}_]*[a-z]|[<[]/u.test(name))
  );
}

/** What a carrier type such as `CompletableFuture<Void>` carries, and whether it delivers later. */
export function unwrapCarrier(
  text: string,
): { readonly asynchronous: boolean; readonly shape: Shape | undefined } | undefined {
  const trimmed = text.trim();
  if (nothings.has(trimmed.toLowerCase())) return { asynchronous: false, shape: undefined };
  const generic = /^(?:[a-z]\w*\.){0,8}([A-Z]\w*)\s*<([^]*)>$/.exec(trimmed);
  if (generic?.[1] !== undefined && futures.has(generic[1])) {
    const inner = unwrapCarrier(generic[2] ?? "");
    if (inner === undefined) return undefined;
    const shape =
      generic[1] === "Flux" && inner.shape !== undefined
        ? { kind: "list" as const, element: inner.shape }
        : inner.shape;
    return { asynchronous: true, shape };
  }
  const shape = parseType(trimmed);
  return shape === undefined ? undefined : { asynchronous: false, shape };
}

/** This, or nothing. */
export function orNull(shape: Shape): Shape {
  const nothing: Shape = { kind: "scalar", type: "null" };
  if (shape.kind === "unknown") return shape;
  if (shape.kind !== "union") return { kind: "union", members: [shape, nothing] };
  return shape.members.some(isNull) ? shape : { kind: "union", members: [...shape.members, nothing] };
}

const textMax = 500;
const depthMax = 8;

function typeAt(text: string, depth: number): Shape | undefined {
  if (depth > depthMax) return { kind: "unknown" };
  const primitive = primitives.get(text.toLowerCase());
  if (primitive !== undefined) return primitive;
  const members = splitOutside(text, "|");
  if (members !== undefined && members.length > 1) return unionOf(members, depth);
  if (text.endsWith("?")) return missing(typeAt(text.slice(0, -1).trim(), depth + 1));
  if (text.endsWith("[]")) return listOf(typeAt(text.slice(0, -2).trim(), depth + 1));
  if (text.startsWith("[]")) return listOf(typeAt(text.slice(2).trim(), depth + 1));
  if (/^\([^]+\)$/.test(text)) return typeAt(text.slice(1, -1).trim(), depth + 1);
  if (/^\[[^]+\]$/.test(text)) return listOf(typeAt(text.slice(1, -1).trim(), depth + 1));
  const generic =
    /^(?:[a-z]\w*\.){0,8}(\p{Lu}[\p{L}\p{N}_]*|list|dict|set|tuple)\s*(?:<([^]+)>|\[([^]+)\])$/u.exec(text);
  if (generic !== null) return genericType(generic[1] ?? "", (generic[2] ?? generic[3] ?? "").trim(), depth);
  if (/^(?:[a-z]\w*\.){0,8}\p{Lu}[\p{L}\p{N}_]*$/u.test(text))
    return { kind: "named", name: text.slice(text.lastIndexOf(".") + 1) };
  return undefined;
}

function genericType(name: string, inner: string, depth: number): Shape | undefined {
  if (!/^[\p{L}\p{N}_<>[\],.?|"'\s]+$/u.test(inner)) return undefined;
  const word = name.toLowerCase();
  const parameter = inner.replace(/^\?\s*(?:extends|super)\s+/, "");
  if (lists.has(word.replace(/^(?:array|linked|hash|tree)(?=list|set)/, "")))
    return parameter === "?" ? listOf({ kind: "unknown" }) : listOf(typeAt(parameter, depth + 1));
  if (optionals.has(word)) return missing(typeAt(parameter, depth + 1));
  if (wrappers.has(word)) return typeAt(parameter, depth + 1);
  if (word === "union") {
    const members = splitOutside(inner, ",");
    return members === undefined ? undefined : unionOf(members, depth);
  }
  return maps.has(word) ? { kind: "record", fields: [], open: true } : { kind: "named", name };
}

/** `OPEN | HELD` are the values that there are; among types, a word that is none of them is a value, too. */
function unionOf(pieces: readonly string[], depth: number): Shape | undefined {
  const texts = pieces.map((piece) => piece.trim()).filter((piece) => piece !== "");
  const members = texts.map((piece) => valueAt(piece) ?? typeAt(piece, depth + 1) ?? wordAt(piece));
  const known = members.flatMap((member) => (member === undefined ? [] : [member]));
  const [only, ...others] = known;
  if (known.length < members.length || only === undefined) return undefined;
  if (others.length === 0) return only;
  const values = known.flatMap((member) =>
    typeof valueIn(member) === "string" ? [String(valueIn(member))] : [],
  );
  const rest = known.filter((member) => typeof valueIn(member) !== "string");
  if (values.length === 0) return { kind: "union", members: rest };
  const named: Shape = { kind: "scalar", type: "string", values: [...new Set(values)] };
  return rest.length === 0 ? named : { kind: "union", members: [named, ...rest] };
}

/** A value that is written out among others. */
function valueAt(text: string): Shape | undefined {
  const quoted = /^"([^"]*)"$|^'([^']*)'$/.exec(text);
  const value = quoted === null ? bareConstant(text) : (quoted[1] ?? quoted[2] ?? "");
  if (value === null || noValues.has(text)) return { kind: "scalar", type: "null" };
  if (value !== undefined) return { kind: "literal", value, example: false };
  return isConstantName(text) ? { kind: "literal", value: text, example: false } : undefined;
}

/** What other languages call `null`. */
const noValues = new Set("None nil undefined Nothing 없음 なし".split(" "));

/** `fast`, `대기`: what is no type and stands beside others like it is one of the values. */
function wordAt(text: string): Shape | undefined {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_-]{0,60}$/u.test(text)
    ? { kind: "literal", value: text, example: false }
    : undefined;
}

function valueIn(shape: Shape): unknown {
  return shape.kind === "literal" ? shape.value : undefined;
}

function isNull(shape: Shape): boolean {
  return shape.kind === "scalar" && shape.type === "null";
}

function missing(shape: Shape | undefined): Shape | undefined {
  return shape && orNull(shape);
}

function listOf(element: Shape | undefined): Shape | undefined {
  return element === undefined ? undefined : { kind: "list", element };
}
