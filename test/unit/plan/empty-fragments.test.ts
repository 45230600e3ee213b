import { expect, test } from "vitest";
import { compile } from "../../../generator/compile.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";
import { typeErrors } from "../../support/type-check.ts";

test.each([
  "group g\nend",
  "critical c\nend",
  "alt p\nelse q\nend",
  "par\nelse\nend",
  "loop l\nend",
  "group g\nbreak b\nend\nend",
  "alt p\nbreak b\nend\nelse q\nopt o\nend\nend",
  "opt p\npar\nelse\nB -> A: y(id)\nend\nend",
  "break p\npar\nelse\nB -> A: y(id)\nelse\nopt q\nend\nend\nend",
  "loop p\nalt\nelse\nalt q\nelse\nB -> A: y(id)\nend\nend\nend",
])("a fragment in which nothing happens type-checks in a loop: %j", async (fragment) => {
  const text = `@startuml\nactor U\nU -> A: go(id)\nloop each\nA -> B: x(id)\n${fragment}\nend\nA --> U: ok\n@enduml\n`;
  const sources = [sourceFile("diagrams/empty.puml", text)];
  const { value } = await compile({ sources, config: {}, existing: new Map() });
  const files = value.flatMap((diagram) => diagram.files);
  expect(files.length).toBeGreaterThan(3);
  expect(typeErrors(files)).toEqual([]);
});
