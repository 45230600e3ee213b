import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { ts } from "ts-morph";
import { expect, test } from "vitest";
import { comment, propertyKey, stringLiteral, templateChunk } from "../../generator/emit/escape.ts";
import { render } from "../../generator/emit/render.ts";
import type { DiagramModel } from "../../generator/ir/model/diagram-model.ts";
import { plan } from "../../generator/plan/plan.ts";
import { eventModel, eventProtocols } from "../support/event-model.ts";
import { typeErrors } from "../support/type-check.ts";

const nasty = fc.constantFrom(
  "*/",
  "/*",
  "//",
  "`",
  "${",
  "}",
  '"',
  "'",
  "\\",
  "\n",
  "\r",
  "\u2028",
  "\u2029",
  "\u202E",
  "\0",
  "$",
  "{{",
  "@ts-ignore ",
  "__proto__",
  "이벤트",
);
const hostile = fc
  .array(fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 6 })), { maxLength: 8 })
  .map((parts) => parts.join(""));

/** What a piece of code evaluates to, as a compiler reads it. */
function evaluate(code: string): unknown {
  return runInThisContext(`"use strict"; (${code});`) as unknown;
}

test("a string literal evaluates to its text", () => {
  fc.assert(fc.property(hostile, (text) => evaluate(stringLiteral(text)) === text));
});

test("a template chunk evaluates to its text, whatever stands next to it", () => {
  fc.assert(
    fc.property(hostile, hostile, (before, after) => {
      const code = `\`${templateChunk(before)}\${"·"}${templateChunk(after)}\``;
      return evaluate(code) === `${before}·${after}`;
    }),
  );
});

test("a property key is an own field of its object, even __proto__", () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const object = evaluate(`{ ${propertyKey(name)}: 1 }`) as object;
      return Object.hasOwn(object, name) && Object.getPrototypeOf(object) === Object.prototype;
    }),
  );
});

test("a comment stays a comment on one line", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = comment(text);
      return (
        !shown.includes("*/") &&
        !/[\r\n\u2028\u2029\p{Cc}\p{Cf}]/u.test(shown) &&
        evaluate(`/** ${shown} */ 1`) === 1
      );
    }),
  );
});

/** The event diagram with hostile text wherever a diagram has text of its own. */
function withText(texts: readonly string[]): DiagramModel {
  let next = 0;
  const text = (): string => texts[next++ % texts.length] ?? "";
  return {
    ...eventModel,
    participants: eventModel.participants.map((one) => ({ ...one, label: text() })),
    steps: eventModel.steps.map((step) => {
      const said = { text: text(), brief: text(), sentence: text(), phase: text() };
      if (step.kind === "reply") return { ...step, ...said };
      const args = step.args.map((one) =>
        one.value.kind === "template"
          ? { ...one, value: { kind: "template" as const, parts: [text(), "event.eventDraftId", text()] } }
          : one,
      );
      return { ...step, ...said, args };
    }),
    types: eventModel.types.map((type) => ({ ...type, usage: text() })),
    errors: [{ name: "Broken", message: text() }],
    policies: [
      {
        kind: "idempotency",
        span: { start: 0, end: 0 },
        text: text(),
        at: { participants: [text()], steps: [text()], phase: text() },
        step: "validate",
        origin: "note",
        entries: [],
        keptBy: [],
      },
    ],
  };
}

test("generated files with hostile text everywhere parse and type-check", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: 3, maxLength: 9 }), async (texts) => {
      const files = await render(plan(withText(texts), eventProtocols).value);
      expect(typeErrors(files)).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

test("hostile text changes no code outside of literals and comments", async () => {
  const shape = async (texts: readonly string[]): Promise<readonly string[]> => {
    const files = await render(plan(withText(texts), eventProtocols).value);
    return files.filter(({ path }) => path.includes(".handler.")).map(({ content }) => shapeOf(content));
  };
  const plain = await shape(["plain", "text", "only"]);
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: 3, maxLength: 9 }), async (texts) => {
      expect(await shape(texts)).toEqual(plain);
    }),
    { numRuns: 25 },
  );
});

/** The kinds of all syntax nodes with the names among them: everything but the content of literals and comments. */
function shapeOf(code: string): string {
  const kinds: string[] = [];
  const visit = (node: ts.Node): void => {
    kinds.push(ts.isIdentifier(node) ? node.text : String(node.kind));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("handler.ts", code, ts.ScriptTarget.Latest));
  return kinds.join(" ");
}
