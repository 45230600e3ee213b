import { ts } from "ts-morph";

/** A token that a program consists of; layout leaves it as it is. */
export interface Leaf {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The tokens of a node, in the form that formatters agree on: strings by their value, no semicolons, no comma before a
 * closing bracket. Where a statement begins is marked, because only layout says so: `return` and `1` on two lines are two.
 */
export function leavesOf(node: ts.Node, file: ts.SourceFile): readonly Leaf[] {
  const leaves: Leaf[] = [];
  collect(node, file, leaves);
  return leaves.filter(({ text }, index) => text !== "," || !closing.has(leaves[index + 1]?.text ?? ""));
}

const closing: ReadonlySet<string> = new Set([")", "]", "}", ">"]);

function collect(node: ts.Node, file: ts.SourceFile, leaves: Leaf[]): void {
  if (ts.isJSDoc(node) || node.kind === ts.SyntaxKind.SemicolonToken) return;
  if (ts.isStatement(node)) leaves.push({ text: `\u0001${node.kind}`, start: node.getStart(file), end: -1 });
  const children = node.getChildren(file);
  for (const child of children) collect(child, file, leaves);
  const [start, end] = [node.getStart(file), node.end];
  if (children.length > 0 || start === end) return;
  leaves.push({ text: plain(node, file), start, end });
}

function plain(node: ts.Node, file: ts.SourceFile): string {
  return ts.isStringLiteral(node) ? JSON.stringify(node.text) : node.getText(file);
}

/** Two nodes with the same key are the same program. */
export function codeKey(leaves: readonly Leaf[]): string {
  return leaves.map(({ text }) => text).join("\u0000");
}

/** The comments in a part of a text, each on one line, by the tokens around them. */
export function commentKey(file: ts.SourceFile, start: number, end: number): string {
  return commentsIn(file, start, end)
    .map(({ pos, end: last }) =>
      file.text
        .slice(pos, last)
        .replaceAll(/[ \t]*\r?\n[ \t]*/g, "\n")
        .trim(),
    )
    .join("\u0000");
}

/** Comments that begin in a part of a text. Whatever a token holds, such as a regular expression, is none. */
export function commentsIn(file: ts.SourceFile, start: number, end: number): readonly ts.CommentRange[] {
  const found = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    if (node.end < start || node.pos > end) return;
    const children = node.getChildren(file).filter((child) => !ts.isJSDoc(child));
    for (const child of children) visit(child);
    if (children.length > 0) return;
    const ranges = [
      ...(ts.getLeadingCommentRanges(file.text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, node.pos) ?? []),
    ];
    for (const range of ranges) if (range.pos >= start && range.pos < end) found.set(range.pos, range);
  };
  visit(file);
  return [...found.values()].toSorted((one, other) => one.pos - other.pos);
}
