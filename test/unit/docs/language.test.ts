import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { knownKeys } from "../../../generator/config/config-schema.ts";
import { directiveForms } from "../../../generator/ir/directives.ts";
import { policyForms } from "../../../generator/text/notes/read-policy-directive.ts";
import { parseTypeNotation } from "../../../generator/ir/types/described/parse-type-notation.ts";

const page = readFileSync(new URL("../../../docs/language.md", import.meta.url), "utf8");
const cells = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, cell = ""]) => cell.replaceAll("\\|", "|"));

test("every policy directive is in the page, in its form", () => {
  // `retry <number> [every <duration>], such as …`: the example is not part of the form.
  const forms = new Set([...policyForms.values()].map((form) => form.replace(/, such as .*$/, "")));
  expect([...forms].filter((form) => !cells.includes(form))).toEqual([]);
});

test("every directive and every setting of a diagram is in the page", () => {
  for (const word of [...directiveForms.keys(), "policy"]) expect(cells).toContain(word);
  for (const setting of knownKeys(["diagram", "shop"])) expect(cells).toContain(setting);
});

test("every word for a type in the page is one", () => {
  const section = page.slice(page.indexOf("## Types"), page.indexOf("## Policy directives"));
  const words = [...section.matchAll(/^\| ((?:`[\w-]+`(?:, )?)+)/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([\w-]+)`/g)].map(([, word = ""]) => word),
  );
  expect(words.length).toBeGreaterThan(8);
  for (const word of words) expect([word, parseTypeNotation(word).type.kind]).not.toEqual([word, "named"]);
});
