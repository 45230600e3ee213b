import { ts } from "ts-morph";
import type { HandlerRecord, MemberRecord } from "../../manifest/manifest.ts";
import { parse } from "../text/cut-class.ts";
import { around } from "./handler-record.ts";
import type { Matching } from "./match-arrows.ts";
import { leavesOf } from "../text/leaves.ts";
import type { Renames } from "./renames.ts";

/** A handler's last generation, and the one now. */
export interface Generations {
  readonly before: HandlerRecord;
  readonly now: HandlerRecord;
}

/** What is called otherwise in a handler's new generation, as far as arrows and participants were recognised again. */
export function deriveRenames(
  { before, now }: Generations,
  others: readonly Generations[],
  matching: Matching,
): Renames {
  const members = renamedMembers({ before, now }, matching);
  const types = renamedTypes({ before, now }, members);
  if (before.className !== now.className) types.set(before.className, now.className);
  const calls = others.flatMap((other) => {
    const renamed = renamedMembers(other, matching);
    const fields = before.members.filter(({ of }) => of.includes(other.before.participant));
    return fields.flatMap(({ name: field }) => [...renamed].map(([from, to]) => ({ field, from, to })));
  });
  return { members, types, calls };
}

/** Members that were there for the same arrows or participants under another name. */
export function renamedMembers({ before, now }: Generations, matching: Matching): Map<string, string> {
  const names = (members: readonly MemberRecord[]): ReadonlySet<string> =>
    new Set(members.map(({ name }) => name));
  const [old, fresh] = [names(before.members), names(now.members)];
  const renamed = new Map<string, string>();
  for (const { name, of } of before.members) {
    if (fresh.has(name) || of.length === 0) continue;
    const same = new Set(of.flatMap((id) => matching.arrows.get(id) ?? matching.participants.get(id) ?? id));
    const found = now.members.filter(
      (member) => !old.has(member.name) && member.of.some((id) => same.has(id)),
    );
    const [only, another] = found;
    if (only !== undefined && another === undefined && ![...renamed.values()].includes(only.name))
      renamed.set(name, only.name);
  }
  return renamed;
}

/** Types that the same member names at the same place, where the old one is not imported any more and the new one was not. */
function renamedTypes(
  { before, now }: Generations,
  members: ReadonlyMap<string, string>,
): Map<string, string> {
  const [old, fresh] = [importedBy(before), importedBy(now)];
  const renamed = new Map<string, string>();
  for (const { name, text } of before.members) {
    const found = now.members.find((member) => member.name === (members.get(name) ?? name));
    if (found === undefined || name === around.tail) continue;
    const [one, other] = [tokens(name, text), tokens(name, found.text)];
    if (one.length !== other.length) continue;
    for (const [index, token] of one.entries()) {
      const replaced = other[index] ?? token;
      const isRename =
        token !== replaced &&
        old.has(token) &&
        !fresh.has(token) &&
        fresh.has(replaced) &&
        !old.has(replaced);
      if (isRename && !renamed.has(token)) renamed.set(token, replaced);
    }
  }
  return renamed;
}

function importedBy({ members }: HandlerRecord): ReadonlySet<string> {
  const head = members.find(({ name }) => name === around.head)?.text ?? "";
  const names = parse(`${head}}`)
    .statements.filter(ts.isImportDeclaration)
    .flatMap(({ importClause }) => {
      const bindings = importClause?.namedBindings;
      return bindings !== undefined && ts.isNamedImports(bindings)
        ? bindings.elements.map(({ name }) => name.text)
        : [];
    });
  return new Set(names);
}

/** Of a method what stands before its body; of the head, what stands behind the imports. */
function tokens(name: string, text: string): readonly string[] {
  const file = parse(name === around.head ? `${text}}` : `class It {\n${text}}`);
  const declared = file.statements.filter((statement) => !ts.isImportDeclaration(statement));
  const leaves = declared.flatMap((node) => leavesOf(node, file));
  const end = name === around.head ? Number.POSITIVE_INFINITY : bodyStart(file);
  return leaves.filter(({ start }) => start < end).map(({ text: leaf }) => leaf);
}

function bodyStart(file: ts.SourceFile): number {
  const [first] = file.statements;
  const member = first !== undefined && ts.isClassDeclaration(first) ? first.members.at(-1) : undefined;
  const hasBody =
    member !== undefined && (ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member));
  return hasBody ? (member.body?.getStart(file) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
}
