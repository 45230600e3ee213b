import { expect, test } from "vitest";
import { diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import { mergeCauses } from "../../../generator/diagnostics/merge-causes.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

const source = sourceFile("diagrams/a.puml", "one\ntwo\nthree\n");
const at = (start: number) => ({ source, span: { start, end: start + 1 } });

test("what has one cause is told once, with the lines of the rest", () => {
  const told = mergeCauses([
    diagnostic("link/activation-left-open", { code: "B" }, at(8), { cause: "bars" }),
    diagnostic("link/activation-left-open", { code: "A" }, at(0), { cause: "bars" }),
    diagnostic("link/activation-left-open", { code: "C" }, at(4)),
    diagnostic("link/lost-message", { text: "x" }, at(4)),
  ]);
  expect(told.map(({ message }) => message)).toEqual([
    'The activation of "A" that starts here never ends. The same holds for line 3.',
    'The activation of "C" that starts here never ends.',
    'The message "x" is drawn as lost, so it is not part of the contract.',
  ]);
});
