import { ts } from "ts-morph";
import { endOfLine, parse } from "./text/cut-class.ts";
import { type Edit, splice } from "./text/splice.ts";
import { layoutOf } from "./text/layout.ts";
import { namesIn } from "./text/names-in.ts";
import { normalised } from "../manifest/content-hash.ts";

interface Imported {
  readonly from: string;
  readonly name: string;
  readonly isType: boolean;
  /** Another name in this file. */
  readonly as: string;
  readonly node: ts.ImportSpecifier;
}

/**
 * Brings the imports of a merged text in line with those that are generated now: adds what is new, takes away what is
 * not generated any more and that nothing uses. All other imports, and their order, stay.
 */
export function mergeImports(base: string, mine: string, next: string): string {
  const wanted = importsOf(parse(next));
  const before = importsOf(parse(base));
  if (importBlock(base) === importBlock(next)) return mine;
  if (normalised(importBlock(mine)) === importBlock(base)) {
    const [block, used] = [importBlock(mine), namesIn(mine)];
    // As it was generated, and nothing that the developer added needs what goes.
    const needed = before.some(({ name, as }) => used.has(as) && wanted.every((one) => one.name !== name));
    const text = importBlock(next).replaceAll("\n", layoutOf(mine).eol);
    if (!needed) return mine.replace(block, () => text);
  }
  const taken = withoutUnused(withGenerated(base, mine, next), before, wanted);
  const used = namesIn(taken);
  return wanted.filter(({ as }) => used.has(as)).reduce(withImport, taken);
}

/** Import declarations that are as they were generated become the new ones, unless the developer uses what goes. */
function withGenerated(base: string, mine: string, next: string): string {
  const [before, own, now] = [declarations(base), declarations(mine), declarations(next)];
  const used = namesIn(mine);
  const edits = [...own].flatMap(([key, { node, text }]): readonly Edit[] => {
    const [old, fresh] = [before.get(key), now.get(key)];
    if (old === undefined || fresh === undefined || normalised(text) !== old.text) return [];
    const isNeeded = old.names.some((name) => used.has(name) && !fresh.names.includes(name));
    const isUnused = fresh.names.some((name) => !used.has(name));
    if (isNeeded || isUnused) return [];
    return [{ start: node.getStart(), end: node.end, text: fresh.text.replaceAll("\n", layoutOf(mine).eol) }];
  });
  return splice(mine, edits);
}

interface Declared {
  readonly node: ts.ImportDeclaration;
  readonly text: string;
  readonly names: readonly string[];
}

/** Import declarations, by module and by whether they bring types alone. */
function declarations(text: string): ReadonlyMap<string, Declared> {
  const file = parse(text);
  return new Map(
    file.statements.filter(ts.isImportDeclaration).map((node) => {
      const found = importsOf(file).filter((one) => one.node.parent.parent.parent === node);
      const isTypeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
      const key = `${isTypeOnly ? "type " : ""}${node.moduleSpecifier.getText(file).slice(1, -1)}`;
      return [
        key,
        { node, text: text.slice(node.getStart(file), node.end), names: found.map(({ as }) => as) },
      ];
    }),
  );
}

/** From the first import to the end of the last one. */
function importBlock(text: string): string {
  const nodes = parse(text).statements.filter(ts.isImportDeclaration);
  const [first, last] = [nodes[0], nodes.at(-1)];
  return first === undefined || last === undefined ? "" : text.slice(first.getStart(), last.end);
}

function importsOf(file: ts.SourceFile): readonly Imported[] {
  return file.statements.filter(ts.isImportDeclaration).flatMap((declaration) => {
    const clause = declaration.importClause;
    const bindings = clause?.namedBindings;
    if (
      bindings === undefined ||
      !ts.isNamedImports(bindings) ||
      !ts.isStringLiteral(declaration.moduleSpecifier)
    )
      return [];
    const from = declaration.moduleSpecifier.text;
    const isTypeOnly = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return bindings.elements.map((node) => ({
      from,
      name: (node.propertyName ?? node.name).text,
      as: node.name.text,
      isType: isTypeOnly || node.isTypeOnly,
      node,
    }));
  });
}

function withoutUnused(mine: string, before: readonly Imported[], wanted: readonly Imported[]): string {
  const file = parse(mine);
  const used = namesIn(mine);
  const isDropped = ({ from, name, as }: Imported): boolean => {
    const isSame = (one: Imported): boolean => one.from === from && one.name === name;
    return before.some(isSame) && !wanted.some(isSame) && !used.has(as);
  };
  const edits = file.statements.filter(ts.isImportDeclaration).flatMap((declaration): readonly Edit[] => {
    const all = importsOf(file).filter(({ node }) => node.parent.parent.parent === declaration);
    const gone = all.filter(isDropped);
    if (gone.length === 0) return [];
    if (gone.length === all.length && declaration.importClause?.name === undefined)
      return [{ start: declaration.getStart(file), end: endOfLine(mine, declaration.end), text: "" }];
    return gone.map(({ node }) => withoutSpecifier(node, file));
  });
  return splice(mine, edits);
}

/** A specifier with the comma and the blanks that part it from the next one, or from the one before. */
function withoutSpecifier(node: ts.ImportSpecifier, file: ts.SourceFile): Edit {
  const { elements } = node.parent;
  const index = elements.indexOf(node);
  const [before, after] = [elements[index - 1], elements[index + 1]];
  if (after !== undefined) return { start: node.getStart(file), end: after.getStart(file), text: "" };
  return { start: before?.end ?? node.pos, end: node.end, text: "" };
}

function withImport(text: string, { from, name, isType }: Imported): string {
  const file = parse(text);
  const existing = importsOf(file).find((one) => one.from === from && one.name === name);
  if (existing !== undefined && (isType || !existing.isType)) return text;
  if (existing !== undefined) {
    // It was needed as a type alone: now it is needed when the program runs.
    const isOnlyOne = existing.node.parent.elements.length === 1;
    if (existing.node.isTypeOnly) {
      const start = existing.node.getStart(file);
      return splice(text, [{ start, end: existing.node.name.getStart(file), text: "" }]);
    }
    const declaration = existing.node.parent.parent.parent;
    const without: Edit = isOnlyOne
      ? { start: declaration.getStart(file), end: endOfLine(text, declaration.end), text: "" }
      : withoutSpecifier(existing.node, file);
    return withImport(splice(text, [without]), { ...existing, from, name, isType });
  }
  const { eol } = layoutOf(text);
  const sameModule = importsOf(file).filter((one) => one.from === from);
  const typeOnly = (one: Imported): boolean =>
    one.node.parent.parent.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const place = sameModule.filter((one) => isType || !typeOnly(one)).at(-1);
  if (place !== undefined) {
    const mark = isType && !typeOnly(place) ? "type " : "";
    const previous = text.slice(place.node.pos, place.node.getStart(file));
    const isOwnLine = previous.includes("\n");
    const apart = isOwnLine ? `,${eol}${/[ \t]*$/.exec(previous)?.[0] ?? ""}` : ", ";
    return splice(text, [{ start: place.node.end, end: place.node.end, text: `${apart}${mark}${name}` }]);
  }
  const last = file.statements.filter(ts.isImportDeclaration).at(-1);
  const at = last === undefined ? startOf(file) : endOfLine(text, last.end);
  const isLineStart = at === 0 || /[\r\n]$/.test(text.slice(0, at));
  const quote = last?.moduleSpecifier.getText(file).startsWith("'") === true ? "'" : '"';
  const line = `import ${isType ? "type " : ""}{ ${name} } from ${quote}${from}${quote};`;
  return splice(text, [{ start: at, end: at, text: `${isLineStart ? "" : eol}${line}${eol}` }]);
}

/** Behind a byte order mark and `#!`. */
function startOf(file: ts.SourceFile): number {
  const shebang = ts.getShebang(file.text);
  return shebang === undefined ? 0 : endOfLine(file.text, shebang.length);
}
