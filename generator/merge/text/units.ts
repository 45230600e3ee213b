import { ts } from "ts-morph";
import { endOfLine } from "./cut-class.ts";
import type { Keyed } from "./align.ts";
import { codeKey, commentKey, leavesOf } from "./leaves.ts";

/** Statements that stand one after the other: a block, or what follows a `case`. */
export interface Container {
  readonly file: ts.SourceFile;
  readonly units: readonly Unit[];
  /** Where the first statement's piece begins: behind the opening brace, and its line where nothing else is on it. */
  readonly start: number;
  /** Where a new last statement's piece would begin. */
  readonly end: number;
  /** The blanks before the line on which it opens. */
  readonly opener: string;
}

/** A statement with the comments and blank lines before it, up to the end of its line. */
export interface Unit extends Keyed {
  /** Also what its comments say. */
  readonly whole: string;
  readonly start: number;
  readonly end: number;
  /** The blanks before it. */
  readonly indent: string;
  readonly containers: readonly Container[];
}

export function containerOf(block: ts.Block | ts.CaseOrDefaultClause, file: ts.SourceFile): Container {
  const { text } = file;
  const first = endOfLine(text, block.statements.pos);
  let start = first;
  const units = block.statements.map((statement): Unit => {
    const from = start;
    start = endOfLine(text, statement.end);
    const leaves = leavesOf(statement, file);
    const inner = innerContainers(statement, file);
    return {
      key: codeKey(leaves),
      form: codeKey(
        leaves.filter(
          (leaf) => !inner.some(({ inside }) => leaf.start >= inside.pos && leaf.start < inside.end),
        ),
      ),
      whole: `${codeKey(leaves)}\u0002${commentKey(file, from, start)}`,
      start: from,
      end: start,
      indent: blanksBefore(text, statement.getStart(file)),
      containers: inner.map(({ container }) => container),
    };
  });
  return {
    file,
    units,
    start: first,
    end: start,
    opener: blanksBefore(text, lineStart(text, block.getStart(file))),
  };
}

interface Inner {
  readonly container: Container;
  readonly inside: { readonly pos: number; readonly end: number };
}

/** The outermost blocks in a statement, also those of functions in it. */
function innerContainers(node: ts.Node, file: ts.SourceFile): readonly Inner[] {
  const found: Inner[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isBlock(child) || ts.isCaseOrDefaultClause(child)) {
      const { pos, end } = child.statements;
      found.push({ container: containerOf(child, file), inside: { pos, end } });
    } else ts.forEachChild(child, visit);
  };
  if (ts.isBlock(node)) visit(node);
  else ts.forEachChild(node, visit);
  return found;
}

/** The blanks at the start of the line on which a place is. */
export function blanksBefore(text: string, place: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, place)))?.[0] ?? "";
}

function lineStart(text: string, place: number): number {
  return Math.max(text.lastIndexOf("\n", place - 1), text.lastIndexOf("\r", place - 1)) + 1;
}
