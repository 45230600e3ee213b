import { expect, test } from "vitest";
import type { Diagnostic } from "../../../generator/diagnostics/diagnostic.ts";
import { renderGithub } from "../../../generator/diagnostics/render-github.ts";
import { countSeverities, renderHuman } from "../../../generator/diagnostics/render-human.ts";
import { renderJson } from "../../../generator/diagnostics/render-json.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

/** A diagnostic about the part of a text between `<|` and `|>`. */
function about(marked: string, extra: Partial<Diagnostic> = {}): Diagnostic {
  const start = marked.indexOf("<|");
  const end = marked.indexOf("|>") - 2;
  const source = sourceFile("diagrams/order.puml", marked.replace("<|", "").replace("|>", ""));
  const message = `There is no setting "x" here.`;
  return {
    code: "config/unknown-key",
    severity: "error",
    message,
    source,
    span: { start, end },
    related: [],
    ...extra,
  };
}

const human = (diagnostic: Diagnostic): string => renderHuman([diagnostic], { color: false });

test("a person sees the place, the line with carets, the hint and related places", () => {
  const other = about("participant <|Bob|>");
  const related = [{ message: "declared here", source: other.source, span: other.span }];
  expect(human(about("@startuml\nAlice -> <|Bbo|> : hi\n", { hint: `Did you mean "Bob"?`, related }))).toBe(
    `diagrams/order.puml:2:10 - error config/unknown-key: There is no setting "x" here.
  2 | Alice -> Bbo : hi
    |          ^^^
  hint: Did you mean "Bob"?
  diagrams/order.puml:1:13 - declared here
    1 | participant Bob
      |             ^^^
`,
  );
});

test.each([
  ["캐시 -> <|저장소|> : x", "캐시 -> 저장소 : x", "        ^^^^^^"],
  ["\tA -> <|B|>", "    A -> B", "         ^"],
  ["A -> <||>", "A -> ", "     ^"],
  ["e\u0301 -> <|B|>", "e\u0301 -> B", "     ^"],
  [`${"캐시".normalize("NFD")} -> <|B|>`, `${"캐시".normalize("NFD")} -> B`, "        ^"],
  ["A -> <|Bob\n: x|>", "A -> Bob", "     ^^^"],
])("carets stand below what they mean in %j", (marked, line, carets) => {
  expect(human(about(marked)).split("\n").slice(1, 3)).toEqual([`  1 | ${line}`, `    | ${carets}`]);
});

test("escape sequences and direction marks of a diagram do not reach the terminal", () => {
  const text = human(about("A -> <|\u001b[31mB\u202e|>", { message: "\u001b]0;title\u0007" }));
  expect(text).not.toMatch(/[\u001b\u0007\u202e]/);
});

test("colours appear only when they are asked for", () => {
  expect(human(about("<|A|>"))).not.toContain("\u001b[");
  expect(renderHuman([about("<|A|>")], { color: true })).toContain("\u001b[31m");
});

test("the totals are counted by severity", () => {
  const warning = about("<|A|>", { severity: "warning" });
  expect(countSeverities([warning, about("<|A|>"), warning])).toBe("1 error, 2 warnings");
  expect(countSeverities([])).toBe("");
});

test("JSON has the same fields, counted from 1, with an exclusive end", () => {
  expect(JSON.parse(renderJson([about("x\n <|Bob|>", { hint: "h" })]))).toEqual({
    version: 1,
    diagnostics: [
      {
        code: "config/unknown-key",
        severity: "error",
        message: `There is no setting "x" here.`,
        file: "diagrams/order.puml",
        start: { line: 2, column: 2, offset: 3 },
        end: { line: 2, column: 5, offset: 6 },
        hint: "h",
        related: [],
      },
    ],
  });
});

test("GitHub gets one escaped workflow command per diagnostic", () => {
  expect(renderGithub([about("<|Bob|>", { message: "100%\nwrong", severity: "info", hint: "h" })])).toBe(
    "::notice file=diagrams/order.puml,line=1,endLine=1,col=1,endColumn=4,title=config/unknown-key::100%25%0Awrong%0Ah\n",
  );
});
