import { ts } from "ts-morph";
import { memberName } from "./member-name.ts";

/** A class in its file, cut so that the pieces put together are the text again. */
export interface CutClass {
  readonly file: ts.SourceFile;
  readonly node: ts.ClassDeclaration;
  /** Where the first member's piece begins. */
  readonly start: number;
  readonly members: readonly CutMember[];
  /** Where the last member's piece ends. */
  readonly end: number;
}

/** A member with its comments, up to the end of its line; overloads are one. */
export interface CutMember {
  readonly name: string;
  /** At least one; the last is the implementation. */
  readonly nodes: readonly ts.ClassElement[];
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Cuts a file at the members of a class. Undefined where it declares no such class. */
export function cutClass(text: string, className: string): CutClass | undefined {
  const file = parse(text);
  const node = file.statements.find(
    (statement): statement is ts.ClassDeclaration =>
      ts.isClassDeclaration(statement) && statement.name?.text === className,
  );
  if (node === undefined) return undefined;
  const pieces: { name: string; nodes: ts.ClassElement[]; start: number; end: number }[] = [];
  const first = endOfLine(text, node.members.pos);
  let start = first;
  for (const [index, member] of node.members.entries()) {
    const end = endOfLine(text, member.end);
    const name = memberName(member, index);
    const last = pieces.at(-1);
    if (last !== undefined && ts.isSemicolonClassElement(member)) last.end = end;
    else if (last?.name === name) {
      last.nodes.push(member);
      last.end = end;
    } else pieces.push({ name, nodes: [member], start, end });
    start = end;
  }
  const members = pieces.map((piece) => ({ ...piece, text: text.slice(piece.start, piece.end) }));
  return { file, node, start: first, members: withNumbers(members), end: start };
}

/** Trees of texts that were asked for last: one merge looks at the same three texts again and again. */
const parsed = new Map<string, ts.SourceFile>();
const parsedMax = 32;

export function parse(text: string): ts.SourceFile {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const file = ts.createSourceFile("handler.ts", text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const [oldest] = parsed.keys();
  if (parsed.size >= parsedMax && oldest !== undefined) parsed.delete(oldest);
  parsed.set(text, file);
  return file;
}

/** The place after what stands behind another place on its line, if that is comments alone. */
export function endOfLine(text: string, place: number): number {
  const comments = ts.getTrailingCommentRanges(text, place) ?? [];
  const from = comments.at(-1)?.end ?? place;
  const rest = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(from, from + 1_000));
  return rest === null ? place : from + rest[0].length;
}

function withNumbers(pieces: readonly CutMember[]): readonly CutMember[] {
  const seen = new Map<string, number>();
  return pieces.map((piece) => {
    const count = (seen.get(piece.name) ?? 0) + 1;
    seen.set(piece.name, count);
    return count === 1 ? piece : { ...piece, name: `${piece.name} #${count}` };
  });
}
