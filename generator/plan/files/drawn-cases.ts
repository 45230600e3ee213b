import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { CallStep, Element } from "../../ir/model/diagram-model.ts";
import { positionAt } from "../../source/source-file.ts";
import { type DrawnOperation } from "../context/drawn-operations.ts";
import { stepsIn } from "../context/steps-in.ts";
import type { ClassContext } from "../context/method-context.ts";
import type { Statement } from "../model/statement.ts";

/** Drawings of one operation for which a component does the same. */
export interface DrawnCase {
  readonly drawings: readonly [DrawnOperation, ...DrawnOperation[]];
  /** What tells it from the other cases, in the diagram's words. */
  readonly label: string;
}

/** Sorts the drawings of an operation by the code that they ask for; in drawing order. */
export function drawnCases(
  drawings: readonly DrawnOperation[],
  codeFor: (drawing: DrawnOperation) => readonly Statement[],
  owner: ClassContext,
): readonly DrawnCase[] {
  const groups = [...Map.groupBy(drawings, (drawing) => essence(codeFor(drawing))).values()];
  return groups.flatMap((group, index): readonly DrawnCase[] => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const elsewhere = groups.filter((one) => one !== group).flat();
    return [{ drawings: [first, ...others], label: labelOf(first, elsewhere, index, owner) }];
  });
}

/** The statements as text, without comments: what a component does is the same where this is. */
function essence(statements: readonly Statement[]): string {
  const relevant = statements.filter(({ kind }) => kind !== "comment");
  return JSON.stringify(relevant, (key, value: unknown) => (key === "text" ? "" : value));
}

/** The divider above the call, or the branch or the frame around it, or else the first thing that is drawn for no other case. */
function labelOf(
  drawing: DrawnOperation,
  others: readonly DrawnOperation[],
  index: number,
  owner: ClassContext,
): string {
  const texts = [
    ({ call }: DrawnOperation) => (call.phase === undefined ? [] : [call.phase]),
    ({ call }: DrawnOperation) => guardsAround(call, owner),
    ({ call }: DrawnOperation) => framesAround(call, owner),
    ({ items }: DrawnOperation) =>
      items.flatMap(stepsIn).map(({ step }) => owner.steps.get(step)?.text ?? ""),
  ];
  for (const textsOf of texts) {
    const used = new Set(others.flatMap(textsOf));
    const own = textsOf(drawing).find((text) => text.trim() !== "" && !used.has(text));
    if (own !== undefined) return own;
  }
  return `case ${index + 1}`;
}

/** The innermost first; `else` says nothing. */
function guardsAround({ within }: CallStep, { model }: ClassContext): readonly string[] {
  return within.toReversed().flatMap(([id, branch]) => {
    const label = model.fragments.find((fragment) => fragment.id === id)?.branches[branch]?.label;
    return label === undefined || label === "else" ? [] : [label];
  });
}

/** `group 로그인 실패`: what frames around a call are called. */
function framesAround({ id }: CallStep, { model: { fragments } }: ClassContext): readonly string[] {
  const has = (elements: readonly Element[]): boolean =>
    elements.some((element) =>
      element.kind === "step"
        ? element.step === id
        : element.kind === "fragment" &&
          fragments.some(
            (inner) => inner.id === element.fragment && inner.branches.some(({ body }) => has(body)),
          ),
    );
  return fragments
    .filter(({ operator }) => operator === "group" || operator === "critical")
    .flatMap(({ branches }) => branches.flatMap(({ label, body }) => (has(body) ? [label] : [])))
    .toReversed();
}

/** A component does different things for one call, and so asks which of them is meant. */
export function drawnDifferently(
  usual: DrawnCase,
  other: DrawnCase,
  method: string,
  owner: ClassContext,
): Diagnostic {
  const { source } = owner.model;
  const [{ call: first }, { call }] = [usual.drawings[0], other.drawings[0]];
  return diagnostic(
    "plan/operation-drawn-differently",
    {
      component: owner.participant.label,
      operation: call.brief,
      method,
      first: positionAt(source, first.span.start).line,
      other: positionAt(source, call.span.start).line,
    },
    { source, span: call.span },
    { related: [{ message: "the other drawing", source, span: first.span }] },
  );
}
