import fc from "fast-check";
import { expect, test } from "vitest";
import type { DiagramModel, Step } from "../../generator/ir/model/diagram-model.ts";
import { planStepsFile } from "../../generator/plan/steps/steps-file.ts";
import { nameEverything } from "../../generator/plan/model/names.ts";
import { deriveProtocols } from "../../generator/protocol/derive-protocols.ts";
import type { ComponentProtocol } from "../../generator/protocol/model.ts";
import { positionAt } from "../../generator/source/source-file.ts";
import { automatonOf, type DiagramProtocol } from "../../runtime/model/index.ts";
import { drawnLines } from "../support/drawn-text.ts";
import { evaluated } from "../support/evaluated.ts";
import { linked } from "../support/linked.ts";

interface Compiled {
  readonly model: DiagramModel;
  readonly protocols: readonly ComponentProtocol[];
  /** What the runtime makes of the generated steps. */
  readonly protocol: DiagramProtocol;
}

function compiled(lines: readonly string[]): Compiled {
  const { model } = linked(["participant A", ...lines].join("\n"));
  const { value: protocols, diagnostics } = deriveProtocols(model);
  fc.pre(diagnostics.every(({ severity }) => severity !== "error"));
  const names = nameEverything(model, protocols);
  const file = planStepsFile({ model, protocols, names, inBackground: new Set(), cases: new Map() });
  return { model, protocols, protocol: evaluated(file.value) as DiagramProtocol };
}

function isSeen({ kind, from, to }: Step): boolean {
  return kind !== "reply" || from !== to;
}

test("the runtime reads every step and fragment as the compiler meant it", () => {
  fc.assert(
    fc.property(drawnLines, (lines) => {
      const { model, protocol } = compiled(lines);
      const seen = model.steps.filter(isSeen);
      expect(Object.keys(protocol.steps)).toEqual(seen.map(({ id }) => id));
      for (const step of seen) {
        const { line, from, to, text, within, kind } = protocol.steps[step.id] ?? {};
        const meant = { from: step.from, to: step.to, text: step.text, within: step.within, kind: step.kind };
        expect({ from, to, text, within, kind }).toEqual(meant);
        expect(line).toBe(positionAt(model.source, step.span.start).line);
      }
      expect(seen.flatMap((step) => (step.kind === "reply" ? [step.answers] : []))).toEqual(
        Object.values(protocol.steps).flatMap((step) => (step.kind === "reply" ? [step.answers] : [])),
      );
      expect(
        Object.entries(protocol.fragments).map(([id, { operator, within }]) => [id, operator, within]),
      ).toEqual(model.fragments.map(({ id, operator, within }) => [id, operator, within]));
    }),
    { numRuns: 1500 },
  );
});

test("the runtime derives the same orderings and automata as the compiler", () => {
  fc.assert(
    fc.property(drawnLines, (lines) => {
      const { protocols, protocol } = compiled(lines);
      for (const { component, behaviour, automaton } of protocols) {
        const ordering = protocol.orderings[component];
        expect(ordering).toEqual(behaviour);
        expect(ordering && automatonOf(ordering)).toEqual(automaton);
      }
    }),
    { numRuns: 1500 },
  );
});
