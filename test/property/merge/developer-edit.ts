import fc from "fast-check";

/** A change of a handler's text; `mark` is a word that no other text has, and that has to stay. */
export type DeveloperEdit = (text: string, mark: string) => string;

/** Lines of a text at which a statement may stand, that is, before one that is there. */
function statementLines(lines: readonly string[]): readonly number[] {
  return [...lines.keys()].filter((index) => /^\s+(?:await |throw |return |if \()/.test(lines[index] ?? ""));
}

const insertedBefore =
  (what: (indent: string, mark: string) => string, isBehind: boolean) =>
  (place: number): DeveloperEdit =>
  (text, mark) => {
    const eol = text.includes("\r\n") ? "\r\n" : "\n";
    const lines = text.split(eol);
    const places = statementLines(lines);
    const at = places[place % Math.max(1, places.length)];
    if (at === undefined) return text;
    const line = lines[at] ?? "";
    const behind = isBehind && line.trimEnd().endsWith(";") && !/^\s+(?:throw|return) /.test(line);
    return lines.toSpliced(behind ? at + 1 : at, 0, what(/^\s*/.exec(line)?.[0] ?? "", mark)).join(eol);
  };

/** Behind the class's opening brace, or before its closing one. */
const member =
  (isFirst: boolean): DeveloperEdit =>
  (text, mark) => {
    const eol = text.includes("\r\n") ? "\r\n" : "\n";
    const unit = /^\t/m.test(text) ? "\t" : "  ";
    const method = [
      `${unit}/** ${mark} */`,
      `${unit}own${mark}(): string {`,
      `${unit}${unit}return "${mark}";`,
      `${unit}}`,
    ].join(eol);
    const lines = text.trimEnd().split(eol);
    const head = lines.findIndex((line) => line.startsWith("export class"));
    const at =
      isFirst && lines[head]?.endsWith("{") === true ? head + 1 : lines.findLastIndex((line) => line === "}");
    return `${lines.toSpliced(at, 0, method).join(eol)}${eol}`;
  };

const helper: DeveloperEdit = (text, mark) => {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  return `${text.trimEnd()}${eol}${eol}export const helper${mark} = "${mark}";${eol}`;
};

const filled: DeveloperEdit = (text, mark) =>
  text.replace(/throw new NotImplementedError\([^()]*\);?/, `throw new Error("${mark}");`);

const ownBase: DeveloperEdit = (text, mark) => {
  if (text.includes(" extends ") || !/export class \w+ implements/.test(text)) return text;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const derived = text
    .replace(/export class (\w+) implements/, `export class $1 extends Base${mark} implements`)
    .replace(/(constructor\(.*\{\r?\n(\s+))/, `$1super();${eol}$2`);
  return derived.replace(/^\/\*\* \w+ in diagrams/m, (start) => `class Base${mark} {}${eol}${eol}${start}`);
};

const withTabs: DeveloperEdit = (text) =>
  text.replaceAll(/^(?: {2})+(?!\*)/gm, (blanks) => "\t".repeat(blanks.length / 2));
const withCarriageReturns: DeveloperEdit = (text) => text.replaceAll(/\r?\n/g, "\r\n");
const withoutSemicolons: DeveloperEdit = (text) =>
  text.replaceAll(/;(\r?)$/gm, "$1").replaceAll(/from "([^"]+)"/g, "from '$1'");

/** What developers do to a handler. */
export const developerEdit: fc.Arbitrary<DeveloperEdit> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.nat(20).map(insertedBefore((indent, mark) => `${indent}void "${mark}";`, true)),
  },
  { weight: 2, arbitrary: fc.nat(20).map(insertedBefore((indent, mark) => `${indent}// ${mark}`, false)) },
  { weight: 2, arbitrary: fc.boolean().map(member) },
  { weight: 3, arbitrary: fc.constant(filled) },
  { weight: 1, arbitrary: fc.constantFrom(helper, ownBase) },
  { weight: 2, arbitrary: fc.constantFrom(withTabs, withCarriageReturns, withoutSemicolons) },
);
