import { ts } from "ts-morph";
import type { CutMember } from "./cut-class.ts";
import { codeKey, leavesOf } from "./leaves.ts";
import { type Container, containerOf } from "./units.ts";

/** What a member is made of: what it declares, and the statements of its body. */
export interface MemberParts {
  /** Of what stands before the body. */
  readonly key: string;
  /** What it declares, from its first modifier up to its body. */
  readonly start: number;
  readonly end: number;
  readonly body: Container | undefined;
  /** Doc comments and others before it. */
  readonly comments: string;
  readonly commentsStart: number;
  readonly parameters: readonly string[];
}

export function partsOf({ nodes, start }: CutMember, file: ts.SourceFile): MemberParts {
  const last = nodes.at(-1);
  if (last === undefined) throw new Error("a member without a declaration");
  const body = bodyOf(last);
  const from = last.getStart(file);
  const end = body?.getStart(file) ?? last.end;
  const leaves = nodes
    .flatMap((node) => leavesOf(node, file))
    .filter((leaf) => leaf.start < end && leaf.end >= 0);
  const before = nodes[0]?.getStart(file) ?? from;
  const raw = file.text.slice(start, before);
  const comments = raw.trim();
  return {
    key: codeKey(leaves),
    start: from,
    end,
    body: body === undefined ? undefined : containerOf(body, file),
    comments,
    commentsStart: comments === "" ? before : start + raw.indexOf(comments),
    parameters: parametersOf(last),
  };
}

function bodyOf(node: ts.ClassElement): ts.Block | undefined {
  return ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isAccessor(node)
    ? node.body
    : undefined;
}

function parametersOf(node: ts.ClassElement): readonly string[] {
  const hasParameters =
    ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isAccessor(node);
  return hasParameters ? node.parameters.map(({ name }) => name.getText()) : [];
}
