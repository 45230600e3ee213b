import { typeText } from "../../generator/ir/model/type-text.ts";
import { valueText } from "../../generator/explain/sections/value-text.ts";
import type { Interaction } from "../../generator/interaction/model.ts";
import type {
  CallStep,
  DiagramModel,
  Fragment,
  Participant,
  ReplyStep,
} from "../../generator/ir/model/diagram-model.ts";
import { outline } from "../../generator/ir/drawing/outline.ts";
import { pairMessages } from "../../generator/ir/drawing/pairing.ts";
import { readArrows } from "../../generator/ir/drawing/read-arrows.ts";
import { positionAt, type Span } from "../../generator/source/source-file.ts";
import type { Policy } from "../../runtime/model/policies/policy.ts";
import { loadSqlParser } from "../../generator/text/sql/load-sql-parser.ts";
import type { Meaning } from "../../generator/text/model.ts";
import { projectDiagram } from "./project-diagram.ts";

/** A diagram's model, asked by the lines of the diagram, as a person would point at it. */
export interface Reading {
  readonly model: DiagramModel;
  readonly interaction: Interaction;
  /** `policy/nobody-keeps 17`: code and line. */
  readonly diagnostics: readonly string[];
  participant(code: string): Participant;
  call(line: number): CallStep;
  reply(line: number): ReplyStep;
  meaning(line: number): Meaning;
  /** Line, sender, receiver, what is drawn: `answers 20` for the reply to line 20. */
  arrows(): readonly (readonly [line: number, from: string, to: string, what: string])[];
  /** The arguments of a call, or the value of an answer: `key = "job:{jobId}"`. */
  carries(line: number): string;
  /** The form of a named type. */
  type(name: string): string;
  fragment(line: number): Fragment;
  /** The labels of the branches around an arrow, outermost first. */
  branches(line: number): readonly string[];
  policies(line: number): readonly Policy[];
  remarks(): readonly (readonly [line: number, kind: string, text: string])[];
}

/** Compiles one of the project's diagrams and looks things up in it. */
export async function readDiagram(name: string): Promise<Reading> {
  const { model, interaction, diagnostics } = await projectDiagram(name);
  if (model === undefined || interaction === undefined) throw new Error(`${name} has no model`);
  const lineOf = (span: Span): number => positionAt(model.source, span.start).line;
  const step = (line: number) =>
    present(
      model.steps.find((candidate) => lineOf(candidate.span) === line),
      line,
    );
  const lineOfStep = (id: string) =>
    lineOf(
      present(
        model.steps.find((candidate) => candidate.id === id),
        id,
      ).span,
    );
  const { body } = outline(interaction);
  const arrows = readArrows(body, pairMessages(body), await loadSqlParser());
  const reading: Reading = {
    model,
    interaction,
    diagnostics: diagnostics.map(({ code, span }) => `${code} ${lineOf(span)}`),
    participant: (code) =>
      present(
        model.participants.find((one) => one.code === code),
        code,
      ),
    call(line) {
      const found = step(line);
      if (found.kind === "reply") throw new Error(`line ${line} is a reply`);
      return found;
    },
    reply(line) {
      const found = step(line);
      if (found.kind !== "reply") throw new Error(`line ${line} is no reply`);
      return found;
    },
    meaning: (line) =>
      present(
        arrows.find((arrow) => lineOf(arrow.span) === line),
        line,
      ).meaning,
    arrows: () =>
      model.steps.map((one) => [
        lineOf(one.span),
        one.from,
        one.to,
        one.kind === "reply" ? `answers ${lineOfStep(one.answers)}` : one.kind,
      ]),
    carries(line) {
      const found = step(line);
      if (found.kind !== "reply")
        return found.args.map((argument) => `${argument.name} = ${valueText(argument.value)}`).join(", ");
      if (found.outcome.kind === "returns") return `${found.outcome.as} = ${valueText(found.outcome.value)}`;
      return found.outcome.kind === "throws" ? `throws ${found.outcome.error}` : "nothing";
    },
    type: (name) =>
      typeText(
        present(
          model.types.find((one) => one.name === name),
          name,
        ).type,
      ),
    fragment: (line) =>
      present(
        model.fragments.find((one) => lineOf(one.span) === line),
        line,
      ),
    branches: (line) =>
      step(line).within.map(([id, branch]) => {
        const fragment = present(
          model.fragments.find((one) => one.id === id),
          id,
        );
        return present(fragment.branches[branch], `${id} ${branch}`).label;
      }),
    policies: (line) =>
      model.policies
        .filter(({ span }) => lineOf(span) === line)
        .map(
          ({
            span: _span,
            text: _text,
            at: _at,
            step: _step,
            origin: _origin,
            entries: _entries,
            keptBy: _keptBy,
            whyNot: _whyNot,
            ...content
          }) => content as Policy,
        ),
    remarks: () => model.remarks.map((remark) => [lineOf(remark.span), remark.kind, remark.text]),
  };
  return reading;
}

function present<T>(value: T | undefined, what: string | number): T {
  if (value === undefined) throw new Error(`there is nothing at ${what}`);
  return value;
}
