import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import type { DiagramConfig, SeqwrightConfig } from "../../../generator/config/seqwright-config.ts";
import { validateConfig } from "../../../generator/config/validate-config.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

const text = "@startuml\nactor U\nparticipant A\nU -> A: go(id)\nA -> A: check it\nA --> U: Order\n@enduml\n";
const diagram = sourceFile("diagrams/order.puml", text);

function reported(config: SeqwrightConfig, written = ""): readonly string[] {
  const { diagnostics } = validateConfig(config, sourceFile("seqwright.config.ts", written));
  return diagnostics.map(({ code }) => code);
}

async function compiled(config: SeqwrightConfig): Promise<{ codes: readonly string[]; files: number }> {
  const { value, diagnostics } = await compile({ sources: [diagram], config, existing: new Map() });
  return {
    codes: diagnostics.map(({ code }) => code),
    files: value.flatMap(({ files }) => files).length,
  };
}

const unusable = [
  "",
  "a b",
  "a-b",
  "1a",
  "class",
  "await",
  "then",
  "__proto__",
  "a.b",
  "`${x}`",
  "*/",
  "x".repeat(1_000_000),
];

test.each(unusable.map((name) => ({ name, shown: name.slice(0, 20) })))(
  "the name $shown is refused wherever it is given, not changed",
  async ({ name }) => {
    const settings: readonly DiagramConfig[] = [
      { names: { "check it": name } },
      { names: { A: name } },
      { parameters: { go: [name] } },
    ];
    for (const order of settings) {
      expect(reported({ diagram: { order } })).toEqual(["link/not-an-identifier"]);
      expect(await compiled({ diagram: { order } })).toEqual({ codes: ["link/not-an-identifier"], files: 0 });
    }
    expect(await compiled({ glossary: { "check it": name } })).toEqual({
      codes: ["link/not-an-identifier"],
      files: 0,
    });
  },
);

test("a name that cannot be used is reported where it is written, with a message that can be read", () => {
  const written = `export default {\n  glossary: { "check it": "check-it" },\n};\n`;
  const source = sourceFile("seqwright.config.ts", written);
  const [one] = validateConfig({ glossary: { "check it": "check-it" } }, source).diagnostics;
  expect(written.slice(one?.span.start, one?.span.end)).toBe("check-it");
  const [long] = validateConfig({ glossary: { a: "-".repeat(1_000_000) } }, source).diagnostics;
  expect(long?.message.length).toBeLessThan(400);
});

test.each([
  "{",
  "}",
  "{ a:",
  "{ a: string[",
  "a |",
  "{ : }",
  "| |",
  "`",
  "{".repeat(1000),
  "x ".repeat(500_000),
  "[]",
])("the type %.20s is refused with a readable message", async (notation) => {
  const source = sourceFile("seqwright.config.ts", "");
  const { diagnostics } = validateConfig({ diagram: { order: { types: { Order: notation } } } }, source);
  expect(diagnostics.map(({ code }) => code)).toEqual(["link/unreadable-type"]);
  expect(diagnostics[0]?.message.length).toBeLessThan(900);
  expect((await compiled({ diagram: { order: { types: { Order: notation } } } })).files).toBe(0);
});

test("names that every object seems to have are neither settings nor entries", async () => {
  const tables = JSON.parse(
    `{"names": {"__proto__": "a", "constructor": "b"}, "types": {"__proto__": "string", "toString": "string"}}`,
  ) as DiagramConfig;
  const { codes, files } = await compiled({ diagram: { order: tables } });
  expect(new Set(codes)).toEqual(new Set(["link/unused-type"]));
  expect(files).toBeGreaterThan(3);
  for (const name of ["constructor", "__proto__", "toString"]) {
    const sources = [sourceFile(`diagrams/${name}.puml`, text)];
    expect((await compile({ sources, config: { diagram: {} }, existing: new Map() })).diagnostics).toEqual(
      [],
    );
  }
  expect(Object.hasOwn(Object.prototype, "order")).toBe(false);
});

test.each([
  [{ order: "order" }, ["order"]],
  [{ order: "item[] | null", item: "order" }, ["order", "item"]],
])("types that are made of themselves are refused: %o", async (types, names) => {
  const { codes, files } = await compiled({ diagram: { order: { types } } });
  expect(codes).toEqual(names.map(() => "link/unreadable-type"));
  expect(files).toBe(0);
});

test("a record may hold itself, and what leads to a circle from outside ends there", async () => {
  const tree = await compiled({ diagram: { order: { types: { order: "Tree", Tree: "{ of: Tree[] }" } } } });
  expect(tree.codes).toEqual([]);
  const outside = await compiled({ diagram: { order: { types: { order: "a", a: "a" } } } });
  expect(outside.codes).toEqual(["link/unreadable-type"]);
});
