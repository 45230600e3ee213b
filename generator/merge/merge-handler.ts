import { ts } from "ts-morph";
import { normalised } from "../manifest/content-hash.ts";
import { type CutClass, type CutMember, cutClass } from "./text/cut-class.ts";
import { layoutOf, type Layout } from "./text/layout.ts";
import { commentKey } from "./text/leaves.ts";
import { mergeConstructor } from "./merge-constructor.ts";
import { mergeHead } from "./merge-head.ts";
import { mergeImports } from "./merge-imports.ts";
import { indentOf, isSameCode, memberText, mergeMember, type Version } from "./merge-member.ts";
import type { Clash } from "./merge-statements.ts";
import { namesIn } from "./text/names-in.ts";
import { type Edit, splice } from "./text/splice.ts";

export interface HandlerVersions {
  /** As it was generated last. */
  readonly base: string;
  /** The developer's. */
  readonly mine: string;
  /** As it is generated now. */
  readonly next: string;
  readonly className: string;
}

/** What became of a member; `at` is a place in the merged text's class, `text` what is asked for. */
export type Notice =
  | { readonly kind: "added" | "refreshed" | "removed"; readonly member: string }
  /** The diagram does not ask for it any more; it stays, because the developer has changed or uses it. */
  | { readonly kind: "kept"; readonly member: string }
  /** Both the diagram and the developer changed it: as it was generated, and as it is now. */
  | { readonly kind: "offered"; readonly member: string; readonly base: string; readonly next: string };

export interface HandlerMerge {
  readonly text: string;
  readonly notices: readonly Notice[];
}

/**
 * Merges what the diagram asks for now into a developer's handler, member by member, three-way. The developer's text is
 * spliced, never printed: what they wrote stays, byte for byte, but for members that only the diagram has changed. A file
 * without the class stays as it is.
 */
export function mergeHandler(versions: HandlerVersions): HandlerMerge {
  const mark = versions.mine.startsWith("\uFEFF") ? "\uFEFF" : "";
  const mine = versions.mine.slice(mark.length);
  const cuts = {
    base: cutClass(versions.base, versions.className),
    mine: cutClass(mine, versions.className),
    next: cutClass(versions.next, versions.className),
  };
  if (
    versions.base === versions.next ||
    cuts.base === undefined ||
    cuts.mine === undefined ||
    cuts.next === undefined
  )
    return { text: versions.mine, notices: [] };
  const layout = layoutOf(mine);
  const merged = mergeMembers({ base: cuts.base, mine: cuts.mine, next: cuts.next }, layout);
  if (normalised(mine) === versions.base) {
    const text = versions.next.replaceAll("\n", layout.eol);
    const notices = merged.notices.map((notice): Notice =>
      notice.kind === "kept" ? { ...notice, kind: "removed" } : notice,
    );
    return { text: mark + text, notices };
  }
  return { text: mark + mergeImports(versions.base, merged.text, versions.next), notices: merged.notices };
}

interface Cuts {
  readonly base: CutClass;
  readonly mine: CutClass;
  readonly next: CutClass;
}

function mergeMembers({ base, mine, next }: Cuts, layout: Layout): HandlerMerge {
  const edits: Edit[] = [...mergeHead({ base, mine, next })];
  const notices: Notice[] = [];
  const goes: CutMember[] = [];
  const [old, own, now] = [byName(base), byName(mine), byName(next)];
  for (const member of mine.members) {
    const [before, after] = [old.get(member.name), now.get(member.name)];
    const version = { member, file: mine.file };
    if (before === undefined) continue;
    if (after === undefined) {
      if (isAsGenerated(version, { member: before, file: base.file })) goes.push(member);
      else notices.push({ kind: "kept", member: member.name });
      continue;
    }
    const versions = {
      base: { member: before, file: base.file },
      mine: version,
      next: { member: after, file: next.file },
    };
    const merged = (member.name === "constructor" ? mergeConstructor : mergeMember)(versions, layout);
    edits.push(...merged.edits);
    notices.push(
      ...merged.clashes.map(({ base, next }: Clash): Notice => ({
        kind: "offered",
        member: member.name,
        base,
        next,
      })),
    );
    if (merged.edits.length > 0) notices.push({ kind: "refreshed", member: member.name });
  }
  const blocked = blockedFields({ base, mine, next }, notices);
  for (const [index, member] of next.members.entries()) {
    if (old.has(member.name) || own.has(member.name)) continue;
    if (blocked.has(member.name)) {
      notices.push({ kind: "offered", member: member.name, base: "", next: member.text.trim() });
      continue;
    }
    edits.push(insertion(member, index, { mine, next }, layout));
    notices.push({ kind: "added", member: member.name });
  }
  const { text, kept } = withoutUnused(splice(mine.file.text, edits), goes, mine);
  const leaving = goes.map(({ name }): Notice => ({
    kind: kept.has(name) ? "kept" : "removed",
    member: name,
  }));
  return { text, notices: [...notices, ...leaving] };
}

function byName({ members }: CutClass): ReadonlyMap<string, CutMember> {
  return new Map(members.map((member) => [member.name, member]));
}

/** Nothing of the developer's is in it. */
function isAsGenerated(mine: Version, base: Version): boolean {
  const comments = ({ member, file }: Version): string => commentKey(file, member.start, member.end);
  return isSameCode(mine, base) && comments(mine) === comments(base);
}

/** Fields that a constructor of the developer's would have to fill, and that it cannot get from what was generated. */
function blockedFields({ mine, next }: Cuts, notices: readonly Notice[]): ReadonlySet<string> {
  const isOpen = notices.some(({ kind, member }) => kind === "offered" && member === "constructor");
  const hasOwn = mine.members.some(({ name }) => name === "constructor");
  const isNew = hasOwn && notices.every(({ member }) => member !== "constructor") && !isFilled(mine);
  if (!isOpen && !isNew) return new Set();
  return new Set(
    next.members.flatMap(({ name, nodes }) => (nodes.every(ts.isPropertyDeclaration) ? [name] : [])),
  );
}

/** Whether the constructor takes its parameter apart, as a generated one does. */
function isFilled({ members }: CutClass): boolean {
  const node = members.find(({ name }) => name === "constructor")?.nodes.at(-1);
  const first = node !== undefined && ts.isConstructorDeclaration(node) ? node.parameters[0] : undefined;
  return first !== undefined && ts.isObjectBindingPattern(first.name);
}

/** Behind the member that it follows where it is generated, so that related members stay together. */
function insertion(
  member: CutMember,
  index: number,
  { mine, next }: Omit<Cuts, "base">,
  layout: Layout,
): Edit {
  const own = byName(mine);
  const before = next.members.slice(0, index).findLast(({ name }) => own.has(name));
  const anchor = before === undefined ? undefined : own.get(before.name);
  const sibling = mine.members[0];
  const at = anchor?.end ?? mine.start;
  const indent = sibling === undefined ? layout.unit : indentOf({ member: sibling, file: mine.file });
  const text = memberText({ member, file: next.file }, indent, layout);
  const isLineStart = /[\r\n]$/.test(mine.file.text.slice(0, at));
  return { start: at, end: at, text: isLineStart ? text : `${layout.eol}${text}` };
}

/** Takes members away that nothing generates any more and nothing uses; says which of them are used. */
function withoutUnused(
  merged: string,
  goes: readonly CutMember[],
  mine: CutClass,
): { readonly text: string; readonly kept: ReadonlySet<string> } {
  const kept = new Set<string>();
  let text = merged;
  const className = mine.node.name?.text ?? "";
  // One may be used by another that goes, too.
  for (let isDone = false; !isDone;) {
    isDone = true;
    const cut = cutClass(text, className);
    const left = cut?.members.filter(({ name }) => goes.some((member) => member.name === name)) ?? [];
    for (const { name, start, end } of left) {
      const without = text.slice(0, start) + text.slice(end);
      if (namesIn(without).has(plainName(name))) continue;
      text = without;
      isDone = false;
      break;
    }
    if (isDone) for (const { name } of left) kept.add(name);
  }
  return { text, kept };
}

/** How code refers to a member. */
function plainName(name: string): string {
  return name.split(" ").findLast((word) => !/^#\d+$/.test(word)) ?? name;
}
