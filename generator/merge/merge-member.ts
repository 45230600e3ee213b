import { ts } from "ts-morph";
import { normalised } from "../manifest/content-hash.ts";
import type { CutMember } from "./text/cut-class.ts";
import { laidOut, type Layout } from "./text/layout.ts";
import { codeKey, leavesOf } from "./text/leaves.ts";
import { partsOf, type MemberParts } from "./text/member-parts.ts";
import { type Clash, type Merged, mergeStatements } from "./merge-statements.ts";
import { blanksBefore } from "./text/units.ts";

/** One member in the three versions of its file. */
export interface MemberVersions {
  readonly base: Version;
  readonly mine: Version;
  readonly next: Version;
}

export interface Version {
  readonly member: CutMember;
  readonly file: ts.SourceFile;
}

/** Merges a method, field or accessor that all three versions have. */
export function mergeMember({ base, mine, next }: MemberVersions, layout: Layout): Merged {
  const nothing: Merged = { edits: [], clashes: [] };
  if (base.member.text === next.member.text) return nothing;
  if (normalised(mine.member.text) === normalised(next.member.text)) return nothing;
  if (normalised(mine.member.text) === base.member.text)
    return { edits: [wholly(mine, next, layout)], clashes: [] };
  const parts = {
    base: partsOf(base.member, base.file),
    mine: partsOf(mine.member, mine.file),
    next: partsOf(next.member, next.file),
  };
  const declared = mergeDeclared(parts, { base, mine, next });
  const body = mergeBody(parts, layout);
  const comments = mergeComments(parts, mine, next, layout);
  if (declared.clashes.length > 0)
    return { edits: comments.edits, clashes: [...declared.clashes, ...body.clashes] };
  return { edits: [...comments.edits, ...declared.edits, ...body.edits], clashes: body.clashes };
}

/** The member as it is generated now, in the place of one that is as it was generated. */
function wholly({ member, file }: Version, next: Version, layout: Layout): Merged["edits"][number] {
  const { start, end } = member;
  return { start, end, text: memberText(next, indentOf({ member, file }), layout) };
}

/** A generated member as it stands in a file of another layout. */
export function memberText({ member, file }: Version, indent: string, layout: Layout): string {
  const fixed = new Set<number>();
  const first = file.getLineAndCharacterOfPosition(member.start).line;
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateLiteralToken(node)) {
      const from = file.getLineAndCharacterOfPosition(node.getStart(file)).line;
      const to = file.getLineAndCharacterOfPosition(node.end).line;
      for (let line = from + 1; line <= to; line += 1) fixed.add(line - first);
    }
    ts.forEachChild(node, visit);
  };
  member.nodes.forEach(visit);
  return laidOut(member.text.split("\n"), { from: 2, indent, fixed }, layout);
}

export function indentOf({ member, file }: Version): string {
  const [first] = member.nodes;
  return first === undefined ? "" : blanksBefore(file.text, first.getStart(file));
}

/** What stands before the body is taken over where the developer left it as it was, and still uses no parameter that goes. */
function mergeDeclared(
  {
    base,
    mine,
    next,
  }: { readonly base: MemberParts; readonly mine: MemberParts; readonly next: MemberParts },
  versions: MemberVersions,
): Merged {
  if (base.key === next.key || mine.key === next.key) return { edits: [], clashes: [] };
  const text = (parts: MemberParts, { file }: Version): string =>
    file.text.slice(parts.start, parts.end).trim();
  const clash: Clash = { base: text(base, versions.base), next: text(next, versions.next), at: mine.start };
  const gone = base.parameters.filter((name) => !next.parameters.includes(name));
  const uses = mine.body !== undefined && gone.some((name) => changesUse(name, mine, base));
  if (mine.key !== base.key || versions.mine.member.nodes.length > 1 || uses)
    return { edits: [], clashes: [clash] };
  const edit = {
    start: mine.start,
    end: mine.start + text(mine, versions.mine).length,
    text: text(next, versions.next),
  };
  return { edits: [edit], clashes: [] };
}

/** Whether the developer's own statements read a parameter. */
function changesUse(name: string, mine: MemberParts, base: MemberParts): boolean {
  const known = new Set(base.body?.units.map(({ key }) => key));
  return (mine.body?.units ?? []).some(
    ({ key }) => !known.has(key) && key.split("\u0000").includes(name.replace(/^_/, "")),
  );
}

function mergeBody(
  {
    base,
    mine,
    next,
  }: { readonly base: MemberParts; readonly mine: MemberParts; readonly next: MemberParts },
  layout: Layout,
): Merged {
  if (base.body === undefined || mine.body === undefined || next.body === undefined)
    return { edits: [], clashes: [] };
  return mergeStatements({ base: base.body, mine: mine.body, next: next.body }, layout);
}

/** Comments are for people: they are taken over where nobody touched them, and never argued about. */
function mergeComments(
  {
    base,
    mine,
    next,
  }: { readonly base: MemberParts; readonly mine: MemberParts; readonly next: MemberParts },
  version: Version,
  generated: Version,
  layout: Layout,
): Merged {
  const plain = (text: string): string => text.replaceAll(/\s+/g, " ");
  const isSame =
    plain(base.comments) === plain(next.comments) || plain(mine.comments) !== plain(base.comments);
  if (isSame || mine.comments === "" || next.comments === "") return { edits: [], clashes: [] };
  const indent = indentOf(version);
  const lines = next.comments.split("\n");
  const text = laidOut(lines, { from: indentOf(generated).length, indent, fixed: new Set([0]) }, layout);
  const start = mine.commentsStart;
  return { edits: [{ start, end: start + mine.comments.length, text }], clashes: [] };
}

/** Whether a member is, but for its layout, as another version has it. */
export function isSameCode(one: Version, other: Version): boolean {
  const key = ({ member, file }: Version): string =>
    codeKey(member.nodes.flatMap((node) => leavesOf(node, file)));
  return key(one) === key(other);
}
