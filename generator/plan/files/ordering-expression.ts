import { branchPath, relativeTo, type Ordering, type Side } from "seqwright-runtime/model";
import type { Fragment, FragmentId, FragmentOperator } from "../../ir/model/diagram-model.ts";
import type { Expression } from "../model/expression.ts";
import { builder, literal } from "../values/data.ts";

/** An ordering as the calls that build it: they read like the diagram, and a changed arrow is a changed line. */
export function orderingExpression(
  ordering: Ordering,
  fragments: ReadonlyMap<FragmentId, Fragment>,
): Expression {
  return builder("sequence", ...partsOf(ordering, { fragments, path: undefined }));
}

/** The branch that a part is written in. */
interface Place {
  readonly fragments: ReadonlyMap<FragmentId, Fragment>;
  readonly path: string | undefined;
}

type Part = Exclude<Ordering, { kind: "sequence" }>;

function partsOf(ordering: Ordering, place: Place): readonly Expression[] {
  if (ordering.kind === "sequence") return ordering.items.flatMap((item) => partsOf(item, place));
  return [partOf(ordering, place)];
}

function partOf(part: Part, place: Place): Expression {
  if (part.kind === "step") return builder(verbs[part.side], identity(part.step, place));
  const fragment = identity(part.fragment, place);
  const bodies = part.kind === "loop" ? [part.body] : part.branches;
  const branches = bodies.map((body, branch) => branchOf(part.fragment, branch, body, place));
  switch (part.kind) {
    case "loop":
      return builder("loop", fragment, ...(branches[0]?.parts ?? []));
    case "parallel":
      return builder("parallel", fragment, ...branches.map(guarded));
    case "choice": {
      const operator = place.fragments.get(part.fragment)?.operator;
      const [taken] = branches;
      return operator === undefined || !(operator in passedBy)
        ? builder("alternative", fragment, ...branches.map(guarded))
        : builder(passedBy[operator] ?? "option", fragment, ...(taken?.parts ?? []));
    }
  }
}

interface Branch {
  readonly guard: string;
  readonly parts: readonly Expression[];
}

function branchOf(id: FragmentId, branch: number, body: Ordering, place: Place): Branch {
  const guard = place.fragments.get(id)?.branches[branch]?.label ?? "";
  return { guard, parts: partsOf(body, { ...place, path: branchPath(id, branch, guard) }) };
}

function guarded({ guard, parts }: Branch): Expression {
  return builder("when", literal(guard), ...parts);
}

function identity(id: string, { path }: Place): Expression {
  return literal(path === undefined ? id : relativeTo(path, id));
}

const verbs: Readonly<Record<Side, "receives" | "asks" | "does" | "answers" | "gets">> = {
  "receive-call": "receives",
  "send-call": "asks",
  self: "does",
  "send-reply": "answers",
  "receive-reply": "gets",
};

/** Fragments with one drawn branch, which may be passed by. */
const passedBy: Readonly<Partial<Record<FragmentOperator, "option" | "breaks">>> = {
  opt: "option",
  break: "breaks",
};
