import { ts } from "ts-morph";
import { normalised } from "../manifest/content-hash.ts";
import type { Layout } from "./text/layout.ts";
import { partsOf } from "./text/member-parts.ts";
import { mergeMember, type MemberVersions, type Version } from "./merge-member.ts";
import { type Merged, textIn } from "./merge-statements.ts";
import type { Edit } from "./text/splice.ts";
import type { Container, Unit } from "./text/units.ts";

/**
 * Merges constructors by what they take and assign, because the order of assignments means nothing: whom the class works
 * with now joins the parameter, and who is gone leaves it. What else the developer's constructor does stays.
 */
export function mergeConstructor({ base, mine, next }: MemberVersions, layout: Layout): Merged {
  if (base.member.text === next.member.text) return { edits: [], clashes: [] };
  if (normalised(mine.member.text) === base.member.text) return mergeMember({ base, mine, next }, layout);
  const parts = {
    base: partsOf(base.member, base.file),
    mine: partsOf(mine.member, mine.file),
    next: partsOf(next.member, next.file),
  };
  const [before, own, now] = [takenBy(base), takenBy(mine), takenBy(next)];
  const bodies = [parts.base.body, parts.mine.body, parts.next.body] as const;
  const [ofBase, ofMine, ofNext] = bodies;
  if (
    before === undefined ||
    own === undefined ||
    now === undefined ||
    ofBase === undefined ||
    ofMine === undefined ||
    ofNext === undefined
  )
    return { edits: [], clashes: [clashOf(parts, { base, mine, next })] };
  const added = now.names.filter((name) => !before.names.includes(name) && !own.names.includes(name));
  const gone = before.names.filter((name) => !now.names.includes(name));
  return {
    edits: [
      ...patternEdits(own, added, gone, mine.file),
      ...typeEdit(before, own, now, { base, mine, next }),
      ...assignmentEdits({ base: ofBase, mine: ofMine, next: ofNext }, layout),
    ],
    clashes: [],
  };
}

interface Taken {
  readonly pattern: ts.ObjectBindingPattern;
  readonly names: readonly string[];
  readonly type: ts.TypeNode | undefined;
}

/** The names that a constructor takes out of its first parameter. */
export function takenBy({ member }: Version): Taken | undefined {
  const node = member.nodes.at(-1);
  if (node === undefined || !ts.isConstructorDeclaration(node)) return undefined;
  const [first] = node.parameters;
  if (first === undefined || !ts.isObjectBindingPattern(first.name)) return undefined;
  const names = first.name.elements.map(({ propertyName, name }) => (propertyName ?? name).getText());
  return { pattern: first.name, names, type: first.type };
}

function patternEdits(
  own: Taken,
  added: readonly string[],
  gone: readonly string[],
  file: ts.SourceFile,
): readonly Edit[] {
  const { elements } = own.pattern;
  const staying = elements.filter((_, index) => !gone.includes(own.names[index] ?? ""));
  if (staying.length === elements.length && added.length === 0) return [];
  if (staying.length < elements.length) {
    // Written anew, because commas go with names.
    const all = [...staying.map((element) => element.getText(file)), ...added];
    return [{ start: own.pattern.getStart(file), end: own.pattern.end, text: `{ ${all.join(", ")} }` }];
  }
  const last = elements.at(-1);
  if (last === undefined)
    return [{ start: own.pattern.getStart(file), end: own.pattern.end, text: `{ ${added.join(", ")} }` }];
  const lead = file.text.slice(last.pos, last.getStart(file));
  const apart = lead.includes("\n") ? `,${lead}` : ", ";
  return [{ start: last.end, end: last.end, text: added.map((name) => `${apart}${name}`).join("") }];
}

function typeEdit(
  before: Taken,
  own: Taken,
  now: Taken,
  { base, mine, next }: MemberVersions,
): readonly Edit[] {
  const text = (type: ts.TypeNode | undefined, file: ts.SourceFile): string =>
    type?.getText(file).replaceAll(/\s+/g, " ") ?? "";
  const isSame = text(before.type, base.file) === text(now.type, next.file);
  if (isSame || own.type === undefined || now.type === undefined) return [];
  if (text(own.type, mine.file) !== text(before.type, base.file)) return [];
  return [{ start: own.type.getStart(mine.file), end: own.type.end, text: now.type.getText(next.file) }];
}

function assignmentEdits(
  { base, mine, next }: { readonly base: Container; readonly mine: Container; readonly next: Container },
  layout: Layout,
): readonly Edit[] {
  const keys = (units: readonly Unit[]): ReadonlySet<string> => new Set(units.map(({ key }) => key));
  const [before, own, now] = [keys(base.units), keys(mine.units), keys(next.units)];
  const gone = mine.units.filter(
    ({ key, whole }) => before.has(key) && !now.has(key) && whole.endsWith("\u0002"),
  );
  const added = next.units.filter(({ key }) => !before.has(key) && !own.has(key));
  const edits = gone.map(({ start, end }): Edit => ({ start, end, text: "" }));
  if (added.length === 0) return edits;
  const last =
    mine.units.findLast(({ key }) => before.has(key)) ??
    mine.units.findLast(({ key }) => key.includes("\u0000super\u0000") || key.endsWith("super"));
  const first = mine.units[0];
  const indent = (last ?? first)?.indent ?? mine.opener + layout.unit;
  const at = last?.end ?? mine.start;
  const source = mine.file.text;
  const isLineStart = /[\r\n]$/.test(source.slice(0, at));
  const text = added.map((unit) => textIn([unit], next, indent, layout).replace(/^\s*\n/, "")).join("");
  const after = isLineStart ? "" : mine.opener;
  return [...edits, { start: at, end: at, text: isLineStart ? text : `${layout.eol}${text}${after}` }];
}

function clashOf(
  parts: { readonly mine: { readonly start: number } },
  { base, next }: MemberVersions,
): Merged["clashes"][number] {
  return { base: base.member.text.trim(), next: next.member.text.trim(), at: parts.mine.start };
}
