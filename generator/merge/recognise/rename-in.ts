import { ts } from "ts-morph";
import { parse } from "../text/cut-class.ts";
import type { Renames } from "./renames.ts";
import { type Edit, splice } from "../text/splice.ts";

/** A handler's text with some names replaced, wherever the code means what is renamed; everything else stays as it is. */
export function renameIn(text: string, renames: Renames): string {
  const file = parse(text);
  const edits: Edit[] = [];
  const replace = (node: ts.Node, name: string): void =>
    void edits.push({ start: node.getStart(file), end: node.end, text: name });
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) {
      const name = newName(node, renames);
      if (name !== undefined && name !== node.text) replace(node, name);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return splice(text, edits);
}

function newName(node: ts.Identifier | ts.PrivateIdentifier, renames: Renames): string | undefined {
  const { parent } = node;
  if (ts.isClassElement(parent) && parent.name === node) return renames.members.get(node.text);
  if (ts.isPropertyAccessExpression(parent) && parent.name === node)
    return accessed(node, parent.expression, renames);
  if (isOwnKey(node)) return undefined;
  return bindingName(node, renames) ?? renames.types.get(node.text);
}

/** `this.markPaid`, and `this.#orders.markPaid` where those who are asked call it otherwise now. */
function accessed(
  node: ts.Identifier | ts.PrivateIdentifier,
  owner: ts.Expression,
  { members, calls }: Renames,
): string | undefined {
  if (
    owner.kind === ts.SyntaxKind.ThisKeyword ||
    owner.kind === ts.SyntaxKind.SuperKeyword ||
    ts.isPrivateIdentifier(node)
  )
    return members.get(node.text);
  if (!ts.isPropertyAccessExpression(owner) || owner.expression.kind !== ts.SyntaxKind.ThisKeyword)
    return undefined;
  return calls.find(({ field, from }) => field === owner.name.text && from === node.text)?.to;
}

/** A name that means nothing but a property: `{ Order: 1 }`, `order: Order` in a type. */
function isOwnKey(node: ts.Identifier | ts.PrivateIdentifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)) &&
    parent.name === node
  );
}

/** `repo` in `constructor({ repo })`, and where its body reads it. */
function bindingName(node: ts.Identifier | ts.PrivateIdentifier, { members }: Renames): string | undefined {
  const field = members.get(`#${node.text}`) ?? members.get(node.text);
  if (field === undefined) return undefined;
  const holder = ts.findAncestor(node, ts.isConstructorDeclaration);
  const pattern = holder?.parameters[0]?.name;
  if (pattern === undefined || !ts.isObjectBindingPattern(pattern)) return undefined;
  const isTaken = pattern.elements.some(
    ({ propertyName, name }) => propertyName === undefined && name.getText() === node.text,
  );
  return isTaken ? field.replace(/^#/, "") : undefined;
}
