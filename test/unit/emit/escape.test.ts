import { expect, test } from "vitest";
import {
  comment,
  identifier,
  propertyKey,
  stringLiteral,
  templateChunk,
} from "../../../generator/emit/escape.ts";

test.each([
  ['say "hi"', String.raw`"say \"hi\""`],
  ["a\\b", String.raw`"a\\b"`],
  ["two\nlines", String.raw`"two\nlines"`],
  ["\u2028\u2029\u0000", String.raw`"\u2028\u2029\u0000"`],
  ["\u202Ereversed", String.raw`"\u202ereversed"`],
  ["한글 ✓", '"한글 ✓"'],
])("a string literal holds %j", (text, literal) => {
  expect(stringLiteral(text)).toBe(literal);
});

test("a template chunk cannot end its template or start a value", () => {
  expect(templateChunk("a`b${c}\\")).toBe("a\\`b\\${c}\\\\");
  expect(templateChunk("price in $")).toBe("price in \\$");
});

test("a comment neither ends early nor talks to tools", () => {
  expect(comment("x */ process.exit() /* y")).not.toContain("*/");
  expect(comment("one\ntwo\u2028three")).toBe("one two three");
  expect(comment("@ts-ignore")).toBe("@ ts-ignore");
  expect(comment("oxlint-disable no-var")).toBe("oxlint -disable no-var");
});

test("a key is quoted where it is no name, and never sets the prototype", () => {
  expect(propertyKey("plain")).toBe("plain");
  expect(propertyKey("a-b")).toBe('"a-b"');
  expect(propertyKey("__proto__")).toBe('["__proto__"]');
});

test("what is no identifier is refused", () => {
  expect(identifier("이벤트검증")).toBe("이벤트검증");
  expect(() => identifier("a; process.exit()")).toThrow("not an identifier");
});
