import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseDiagnostics } from "../../../generator/diagnostics/catalogue/parse.ts";
import { parseFile } from "../../../generator/interaction/resolve-diagrams.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { reports } from "../../support/parse-cases.ts";

// Lines that are no statements
reports([
  ["A -> B\n<|foo bar|>\nB -> A", "parse/unknown-statement"],
  ['<|A -> B : %upper("x")|>', "parse/not-preprocessed"],
  ["A -> B\nnote left of A\n<|!if (true)|>\ntext\nend note", "parse/not-preprocessed"],
  ["<|particpant Shop|>\nparticipant B", "parse/unknown-statement", 'Did you mean "participant"?'],
  [
    "A -> B\n<|note left of A|>\ntext\n",
    "parse/unterminated",
    'Write "end note" on a line of its own where its text ends.',
  ],
  ["<|title|>\nA -> B", "parse/unterminated"],
  ["A -> B\n<|skinparam sequence {|>\n  ArrowColor red", "parse/unterminated"],
  ["A -> B <|：|> 안녕", "parse/foreign-punctuation", "Write: A -> B : 안녕"],
  ["A <|→|> B : x", "parse/foreign-punctuation", "Write: A -> B : x"],
  ["<|\u3000|>A -> B", "parse/foreign-punctuation"],
  ["<|e\u0301tat -> B|>", "parse/decomposed-text"],
  ["par a\nA -> B\n<|and|> b\nend", "parse/wrong-keyword", 'Write "else".'],
  ["alt a\nA -> B\n<|elseif|> b\nend", "parse/wrong-keyword", 'Write "else".'],
  ["alt a\nA -> B\n<|endalt|>\n", "parse/wrong-keyword", 'Write "end".'],
  ["group g {\nA -> B\n<|}|>", "parse/wrong-keyword", 'Write "end".'],
  ["A -> B\n<|alt|>[x]\nend", "parse/keyword-needs-blank"],
  ['<|participant "Order Service|>', "parse/unknown-statement", 'Write: participant "Order Service"'],
  [
    '<|participant "Order Service as S|>',
    "parse/unknown-statement",
    'Write: participant "Order Service" as S',
  ],
  ['<|A -> "B : x|>', "parse/unknown-statement", 'Write: A -> "B" : x'],
  ["<|participant Stock as|>", "parse/unknown-statement"],
  ["<|A => B : x|>", "parse/unknown-statement", "Write: A -> B : x"],
  ["<|A ==> B : x|>", "parse/unknown-statement", "Write: A --> B : x"],
  ["<|A - > B : x|>", "parse/unknown-statement", "Write: A -> B : x"],
  ["A -> B\n<|note left of A hello|>", "parse/unknown-statement", "Write: note left of A : hello"],
  ["A -> B\n<|note over A, B hello|>", "parse/unknown-statement", "Write: note over A, B : hello"],
  ["alt a\nA -> B\n<|esle no|>\nA -> B\nend", "parse/unknown-statement", 'Did you mean "else"?'],
  ['participant A\n<|cloud|> "Mail" as M', "parse/wrong-keyword", 'Write "participant".'],
  ["A <|-> [|> : x", "parse/detached-border"],
  ["Ctrl <|--> [|>: ok", "parse/detached-border"],
  ["A -> B <|C|> : x", "parse/text-without-colon"],
  ["<|my-svc|> -> B : x", "parse/name-needs-quotes", 'Write "my-svc".'],
  ["A -> <|my-svc|> : x", "parse/name-needs-quotes"],
  ["participant <|주문-서비스|>", "parse/name-needs-quotes"],
  [`A -> B\n<|A -> B : ${"x".repeat(20_000)}|>`, "parse/line-too-long"],
  [
    "A -> B\n<|!include other.puml|>",
    "parse/preprocessor-unsupported",
    "Expand the file first, with: plantuml -preproc",
  ],
]);

// Statements that PlantUML refuses
reports([
  ["A <|-|> B", "parse/arrow-without-head"],
  ["A -> B <|#nocolour|>", "parse/unknown-color"],
  ["participant A <|#redd|>", "parse/unknown-color", "Did you mean #red?"],
  ["<|!theme vibrantt|>\nA -> B", "parse/unknown-theme", 'Did you mean "vibrant"?'],
  ["<|skin wood|>\nA -> B", "parse/unknown-skin"],
  ["<|scale 0|>\nA -> B", "parse/zero-scale"],
  ["header\n<|end header|>\nA -> B", "parse/empty-title"],
  ["participant A [\n<|]|>\nA -> B", "parse/empty-declaration"],
  ["A -> B\n<|else x|>", "parse/branch-without-group"],
  ["A -> B\n<|end|>", "parse/end-without-group"],
  ["A -> B\n<|end box|>", "parse/box-end-without-box"],
  ["A -> B\nalt x\nend\n<|return y|>", "parse/return-without-call"],
  ["A -> B\n<|deactivate|>", "parse/nothing-to-deactivate"],
  ["<|deactivate A|>\nA -> B", "parse/deactivate-before-activate"],
  ["A -> B\n...\n<|activate B|>", "parse/life-after-delay"],
  ["A -> B\ndeactivate B\n<|activate B|>", "parse/activate-after-deactivate"],
  ["create B\n<|B -> A|>", "parse/create-without-message"],
  ["A -> B\n<|note accross: x|>", "parse/misspelt-across"],
  ["A -> B\n<|autonumber inc|>", "parse/autonumber-not-started"],
  ["autonumber resume\n<|A -> B|>", "parse/autonumber-not-started"],
]);

// What PlantUML accepts without a word
reports([
  ["A -> B\nalt <|x|>\nA -> B", "parse/unclosed-group"],
  ['<|box "Back"|>\nA -> B', "parse/unclosed-box"],
  [
    'participant "Order Service" as OS\n<|"Order Service"|> -> OS',
    "parse/display-used-as-name",
    "Use the name OS.",
  ],
  [
    "participant Gateway\nparticipant Shop\nShop -> <|Gatewy|>",
    "parse/undeclared-participant",
    'Did you mean "Gateway"?',
  ],
  ["<|\u1112\u1161\u11ab|> -> B", "parse/name-not-composed"],
  ["A <|->|>", "parse/arrow-to-nobody"],
  ["actor User\n<|participant User <<x>>|>\nUser -> B", "parse/redeclaration-ignored"],
  ["A -> B\n<|deactivate B|>", "parse/deactivate-idle"],
  [
    "A -> B ++\nalt x\nB -> A : done\ndeactivate B\nelse\nB -> A : failed\ndeactivate B\nend\n<|deactivate B|>",
    "parse/deactivate-idle",
  ],
  ["A -> B ++\nB -> C ++\nalt ok\nreturn 1\nelse ko\n<|return 2|>\nend", "parse/return-to-outer-call"],
  ["<|note right : x|>\nA -> B", "parse/note-without-message"],
  ["A -> B\nloop\nend\n<|note right : x|>", "parse/note-on-group-end"],
]);

// Files and blocks
reports([
  ["<|@startuml|>\nA -> B\n", "parse/missing-enduml"],
  ["@startuml\nA -> B\n<|@startuml|>\nC -> D\n@enduml", "parse/restarted-block"],
  ["<|@startjson|>\n{}\n@endjson", "parse/not-a-sequence-diagram"],
  ["<|class Foo {|>\n  bar\n}\nFoo -> Bar", "parse/not-a-sequence-diagram"],
  ["<|start|>\n:do it;\nstop", "parse/not-a-sequence-diagram"],
  ["<|@startuml|>\ntitle x\n@enduml", "parse/not-a-sequence-diagram"],
]);

test.each(["@startuml\nA -> B : f\uFFFDr\n@enduml\n", "@\0s\0t\0a\0r\0t\0u\0m\0l\0"])(
  "reports a file that is not UTF-8, and nothing else of it: %j",
  (text) => {
    const { value, diagnostics } = parseFile(sourceFile("notes.puml", text));
    expect(value).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["parse/not-utf-8"]);
  },
);

test("reports a file without any diagram", () => {
  const { value, diagnostics } = parseFile(sourceFile("notes.puml", "nothing to see\n"));
  expect(value).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(["parse/no-diagram"]);
});

test("does not call a participant idle that only one of the branches has released", () => {
  const branches = "alt x\nB --> A\ndeactivate B\nelse y\nB --> A\ndeactivate B\nend";
  const { diagnostics } = parseFile(
    sourceFile("x.puml", `@startuml\nA -> B\nactivate B\n${branches}\n@enduml`),
  );
  expect(diagnostics).toEqual([]);
});

test("goes on after a line that it cannot read", () => {
  const { value, diagnostics } = parseFile(
    sourceFile("x.puml", "@startuml\nA -> B\n???\nB -> C\n!!!\nC -> D\n@enduml"),
  );
  expect(value[0]?.events).toHaveLength(3);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toHaveLength(2);
});

test("has a test for every diagnostic of this stage", () => {
  const tests = readFileSync(new URL(import.meta.url), "utf8");
  expect(Object.keys(parseDiagnostics).filter((code) => !tests.includes(`"${code}"`))).toEqual([]);
});
