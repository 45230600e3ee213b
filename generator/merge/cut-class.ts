import { ts } from "ts-morph";
import { memberName } from "./member-name.ts";

/** A text in three: what stands before a class's members, the members, and what stands after them. */
export interface CutClass {
  readonly head: string;
  readonly members: readonly CutMember[];
  readonly tail: string;
}

/** A member with its comments and its line end; overloads are one. `node` is undefined where it is known by text alone. */
export interface CutMember {
  readonly name: string;
  readonly text: string;
}

/** Cuts a file at the members of a class, so that the pieces put together are the text again. Undefined without the class. */
export function cutClass(text: string, className: string): CutClass | undefined {
  const file = parse(text);
  const found = file.statements.find(
    (statement) => ts.isClassDeclaration(statement) && statement.name?.text === className,
  );
  if (found === undefined || !ts.isClassDeclaration(found)) return undefined;
  const pieces: { name: string; text: string }[] = [];
  const first = endOfLine(text, found.members.pos);
  let start = first;
  for (const [index, member] of found.members.entries()) {
    const end = endOfLine(text, member.end);
    const name = memberName(member, index);
    const last = pieces.at(-1);
    const piece = text.slice(start, end);
    // Overloads, and semicolons that stand alone.
    if (last !== undefined && (last.name === name || ts.isSemicolonClassElement(member))) last.text += piece;
    else pieces.push({ name, text: piece });
    start = end;
  }
  return { head: text.slice(0, first), members: unique(pieces), tail: text.slice(start) };
}

export function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("handler.ts", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
}

/** The place after what stands behind a node on its line, if that is comments alone. */
function endOfLine(text: string, end: number): number {
  const comments = ts.getTrailingCommentRanges(text, end) ?? [];
  const rest = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(comments.at(-1)?.end ?? end));
  return rest === null ? end : (comments.at(-1)?.end ?? end) + rest[0].length;
}

function unique(pieces: readonly CutMember[]): readonly CutMember[] {
  const seen = new Map<string, number>();
  return pieces.map(({ name, text }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : `${name} #${count}`, text };
  });
}
