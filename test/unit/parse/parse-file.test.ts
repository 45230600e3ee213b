import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Text } from "../../../generator/interaction/model.ts";
import { parseFile } from "../../../generator/interaction/resolve-diagrams.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { expectSoundTree, interactionOf, marked } from "../../support/parse-cases.ts";

const textOf = (text: Text | undefined): readonly string[] | undefined =>
  text?.lines.map((line) => line.text);

/** Each text with the place of one display line marked; the line is found by what it says. */
test.each([
  ["A -> B : <|hello|>", "hello"],
  ["A -> B:<|x:y|>", "x:y"],
  ["A -> B : one\\n<|two|>", "two"],
  ["A -> B : <|one \\\n  two|>", "one   two"],
  ["A -> B : <|tab\\tand \\\\n|>", "tab\tand \\n"],
  ["A –> B : <|dash – here|>", "dash - here"],
  ["  A -> B : <|x|>  \r", "x"],
  ["A -> B : <|y|> /' aside '/", "y"],
])("maps the text of a message back to the file: %j", (body, text) => {
  const { source, start, end } = marked(body);
  const [message] = interactionOf(body).events;
  const line =
    message?.kind === "message"
      ? message.label.lines.find((candidate) => candidate.text === text)
      : undefined;
  expect(line?.span).toEqual({ start, end });
  expectSoundTree(source);
});

test("maps diagrams in source comments back to the file", () => {
  const text =
    "/**\n * @startuml login\n * A -> B : hi\n *\n * note over A\n *   text\n * end note\n * @enduml\n */\n";
  const [interaction] = parseFile(sourceFile("Login.java", text)).value;
  expect(interaction?.name).toBe("login");
  const note = interaction?.events[1];
  const line = note?.kind === "note" ? note.text.lines[0] : undefined;
  expect([line?.text, text.slice(line?.span.start, line?.span.end)]).toEqual(["text", "text"]);
});

test.each([
  ["@startuml NAME", "NAME"],
  ['@startuml "two words"', "two words"],
  ["@startuml(id=foo)", "foo"],
  ["@startuml{file.png, width=3cm}", "file.png"],
  ["@startuml", undefined],
])("names a diagram after its opening line: %s", (opening, name) => {
  expect(interactionOf(`${opening}\nA -> B\n@enduml`).name).toBe(name);
});

test("hands directives over with the statement that they stand before", () => {
  const body =
    "' @seqwright role Gateway resource\n' a comment\nA -> B\nnote over A\n' @seqwright policy retry 3\nx\nend note\n";
  const { source } = marked(body);
  const { directives } = interactionOf(body);
  expect(directives.map(({ words, before }) => [words, source.text.slice(before, before + 6)])).toEqual([
    ["role Gateway resource", "A -> B"],
    ["policy retry 3", "\n"],
  ]);
});

test("nests what happens into fragments and branches", () => {
  const { events } = interactionOf(
    "alt a\nA -> B\nloop 3 times\nB -> A\nend\nelse b\nnote over A : n\nend\ngroup T [second]\nend",
  );
  expect(events).toMatchObject([
    {
      kind: "fragment",
      operator: "alt",
      closed: true,
      branches: [
        { keyword: "alt", events: [{ kind: "message" }, { kind: "fragment", operator: "loop" }] },
        { keyword: "else", events: [{ kind: "note", codes: ["A"] }] },
      ],
    },
    { kind: "fragment", operator: "group", secondary: "second" },
  ]);
  const [alt] = events;
  expect(alt?.kind === "fragment" ? alt.branches.map((branch) => textOf(branch.label)) : []).toEqual([
    ["a"],
    ["b"],
  ]);
});

test("keeps fragments that nothing closes", () => {
  const { events } = interactionOf("alt a\nA -> B\nloop\nB -> A");
  expect(events).toMatchObject([
    {
      closed: false,
      branches: [{ events: [{ kind: "message" }, { closed: false, branches: [{ events: [{}] }] }] }],
    },
  ]);
});

test("answers with return whoever called last", () => {
  const { events } = interactionOf("A -> B ++\nB ->> C ++\nreturn c\nreturn b");
  const messages = events.flatMap((event) => (event.kind === "message" ? [event] : []));
  expect(messages.map(({ from, to, isReturn }) => [from, to, isReturn])).toEqual([
    [{ kind: "lifeline", code: "A" }, { kind: "lifeline", code: "B" }, false],
    [{ kind: "lifeline", code: "B" }, { kind: "lifeline", code: "C" }, false],
    [{ kind: "lifeline", code: "C" }, { kind: "lifeline", code: "B" }, true],
    [{ kind: "lifeline", code: "B" }, { kind: "lifeline", code: "A" }, true],
  ]);
});

test("knows the border of the diagram as a message's end", () => {
  const { events } = interactionOf("[-> A\nA ->?\n]<- A");
  expect(events).toMatchObject([
    { from: { kind: "gate", side: "left", short: false }, to: { code: "A" } },
    { from: { code: "A" }, to: { kind: "gate", side: "right", short: true } },
    { from: { code: "A" }, to: { kind: "gate", side: "right", short: false } },
  ]);
});

test("lists the titles of the boxes around a participant from the inside out", () => {
  const { lifelines } = interactionOf(
    'box "Outer"\nbox "Inner"\nparticipant A\nend box\nparticipant B\nend box\nA -> C',
  );
  expect(lifelines.map(({ code, boxes, implicit }) => [code, boxes, implicit])).toEqual([
    ["A", ["Inner", "Outer"], false],
    ["B", ["Outer"], false],
    ["C", [], true],
  ]);
});

const folder = new URL("../../../diagrams/", import.meta.url);

test.each(readdirSync(folder).filter((name) => name.endsWith(".puml")))(
  "has nothing to say against %s",
  (name) => {
    const source = sourceFile(name, readFileSync(new URL(name, folder), "utf8"));
    const { value, diagnostics } = parseFile(source);
    expect(value).toHaveLength(1);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expectSoundTree(source);
  },
);
