import { expect, test } from "vitest";
import { linked } from "../../support/linked.ts";
import { parseFile } from "../../../generator/interaction/resolve-diagrams.ts";
import { sourceFile } from "../../../generator/source/source-file.ts";

function problems(lines: string): readonly string[] {
  return parseFile(sourceFile("d/x.puml", `@startuml\n${lines}\n@enduml\n`)).diagnostics.map(
    ({ code }) => code,
  );
}

test("an answer to nobody answers who called from the border", () => {
  const lines = "-> Api : GET /items/{id}\nApi --> : 404 Not Found";
  expect(problems(lines)).toEqual([]);
  expect(linked(lines).arrows).toEqual(["1 call", "2 answers 1"]);
});

test.each(["Api --> : 404 Not Found", "-> Api : GET /items\nApi -> : tell", "-> Web : GET /x\nApi --> : ok"])(
  "%s: nobody is asked, or nobody has called",
  (lines) => {
    expect(problems(lines)).toContain("parse/arrow-to-nobody");
  },
);
