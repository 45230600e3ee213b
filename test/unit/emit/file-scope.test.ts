import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FileScope } from "../../../generator/emit/file-scope.ts";
import { printExpression } from "../../../generator/emit/print-expression.ts";
import { printTypeNode } from "../../../generator/emit/print-type.ts";
import { buildSource } from "../../../generator/emit/source-text.ts";
import { declaredIn } from "../../../generator/plan/model/code-symbol.ts";
import type { Expression } from "../../../generator/plan/model/expression.ts";
import { fromRuntime, runtimeNames } from "../../../generator/plan/model/runtime-symbols.ts";

const order = declaredIn("messages.gen.ts", "Order");
const symbols = { types: new Map([["Order", order]]), ports: new Map() };

function importsOf(use: (scope: FileScope) => void, path = "shop.handler.ts"): readonly string[] {
  const scope = new FileScope(path, symbols);
  use(scope);
  return buildSource(scope, [])
    .split("\n")
    .filter((line) => line !== "");
}

test("what is printed is imported, packages first", () => {
  const sql: Expression = { kind: "sql", chunks: ["SELECT 1"], values: [] };
  const imports = importsOf((scope) => {
    printExpression({ kind: "schema", type: { kind: "named", name: "Order" } }, scope);
    printExpression({ kind: "catch", of: sql, errors: [declaredIn("messages.gen.ts", "Missing")] }, scope);
  });
  expect(imports).toEqual([
    'import { caught, sql } from "seqwright-runtime";',
    'import { Missing, Order } from "./messages.gen.ts";',
  ]);
});

test("a type alone is imported as one, and as a value where it is also one", () => {
  const asType = (scope: FileScope): string =>
    printTypeNode({ kind: "type", type: { kind: "named", name: "Order" } }, scope);
  expect(importsOf(asType)).toEqual(['import type { Order } from "./messages.gen.ts";']);
  const both = importsOf((scope) => {
    scope.value(order);
    asType(scope);
    scope.type(declaredIn("messages.gen.ts", "Other"));
  });
  expect(both).toEqual(['import { Order, type Other } from "./messages.gen.ts";']);
});

test("a file does not import what it declares", () => {
  expect(importsOf((scope) => scope.value(order), "messages.gen.ts")).toEqual([]);
});

test("names from different places do not share a line", () => {
  const imports = importsOf((scope) => {
    scope.value(fromRuntime("z"));
    scope.type(fromRuntime("SqlResult"));
    scope.type(declaredIn("ports.gen.ts", "ShopPort"));
  });
  expect(imports).toEqual([
    'import { type SqlResult, z } from "seqwright-runtime";',
    'import type { ShopPort } from "./ports.gen.ts";',
  ]);
});

test.each(runtimeNames)("the runtime exports %s", (name) => {
  const named = new RegExp(String.raw`[{,]\s*(?:type )?${name}\b`);
  const declared = new RegExp(String.raw`^export (?:interface|type) ${name}\b`, "m");
  // The entry names what it exports, and passes on all types of the model.
  expect(named.test(sourceOf("index.ts")) || declared.test(sourceOf("model/diagram-protocol.ts"))).toBe(true);
});

function sourceOf(path: string): string {
  return readFileSync(new URL(`../../../runtime/${path}`, import.meta.url), "utf8");
}
