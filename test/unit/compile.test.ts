import { expect, test } from "vitest";
import { compile } from "../../generator/compile.ts";
import { sourceFile } from "../../generator/source/source-file.ts";

const text =
  "@startuml\nactor User\nparticipant Shop\nUser -> Shop : order(id)\nShop --> User : done\n@enduml\n";

const compiled = (...paths: readonly string[]): ReturnType<typeof compile> =>
  compile({ sources: paths.map((path) => sourceFile(path, text)), config: {}, existing: new Map() });

test("two diagrams that want one folder are told so, and the second writes nothing", async () => {
  const { value, diagnostics } = await compiled("diagrams/a/refund.puml", "diagrams/b/Refund.puml");
  expect(diagnostics.map(({ code, source }) => [code, source.path])).toEqual([
    ["config/folder-taken", "diagrams/b/Refund.puml"],
  ]);
  expect(value.map(({ files }) => files.length > 0)).toEqual([true, false]);
});

test("the second diagram of a file goes to a folder of its own", async () => {
  const { value } = await compile({
    sources: [sourceFile("two.puml", text + text)],
    config: {},
    existing: new Map(),
  });
  expect(value.map(({ name }) => name)).toEqual(["two", "two-2"]);
});

test("a warning that the configuration ignores is not reported, whichever stage it comes from", async () => {
  const unclosed = text.replace("Shop --> User", "loop again\nShop --> User");
  const codes = async (ignore: readonly string[]): Promise<readonly string[]> => {
    const sources = [sourceFile("x.puml", unclosed)];
    const { diagnostics } = await compile({
      sources,
      config: { diagram: { x: { ignore } } },
      existing: new Map(),
    });
    return diagnostics.map(({ code }) => code);
  };
  expect(await codes([])).toContain("parse/unclosed-group");
  expect(await codes(["parse/unclosed-group"])).not.toContain("parse/unclosed-group");
});
