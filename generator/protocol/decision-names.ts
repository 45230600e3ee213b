import type { Fragment, Participant } from "../ir/model/diagram-model.ts";
import { camelCase } from "../text/lexical/make-identifier.ts";
import type { Guard, Repetition } from "../text/model.ts";
import type { Drawing } from "./drawing.ts";

/** Names for the methods by which a component decides, unique within its class. */
export interface DecisionNames {
  readonly takes: (fragment: Fragment, branch: number) => string;
  readonly goesOn: (fragment: Fragment) => string;
}

export function decisionNames(drawing: Drawing, participant: Participant): DecisionNames {
  const taken = new Set(["constructor", ...participant.operations.map((operation) => operation.method)]);
  for (const step of drawing.steps.values()) {
    if (step.kind !== "reply" && step.from === participant.code && step.to === participant.code) {
      taken.add(step.method);
    }
  }
  const unique = (text: string): string => {
    const plain = camelCase(text, "decides");
    let name = plain;
    for (let number = 2; taken.has(name); number += 1) name = `${plain}${number}`;
    taken.add(name);
    return name;
  };
  return {
    takes: (fragment, branch) => unique(branchWords(drawing, fragment, branch)),
    goesOn: (fragment) => unique(loopWords(fragment)),
  };
}

function branchWords(drawing: Drawing, fragment: Fragment, branch: number): string {
  const drawn = fragment.branches[branch];
  if (drawn === undefined) return "";
  const said = guardWords(drawn.guard);
  if (said !== "") return said;
  const first = drawn.body.find((element) => element.kind === "step");
  const text = first === undefined ? undefined : drawing.steps.get(first.step)?.text;
  return text === undefined ? `chooses ${fragment.operator}` : `chooses ${text}`;
}

function loopWords(fragment: Fragment): string {
  const label = fragment.branches[0]?.label ?? "";
  const repetition: Repetition | undefined = fragment.repetition;
  switch (repetition?.kind) {
    case "each":
      return `each ${repetition.item ?? repetition.subject}`;
    case "times":
      return `repeat ${label}`;
    case "while":
      return guardWords(repetition.guard) || `repeat ${label}`;
    case undefined:
      return `repeat ${label}`;
  }
}

function guardWords(guard: Guard): string {
  switch (guard.kind) {
    case "none":
      return "";
    case "condition":
      return guard.text;
    case "predicate":
      return `${guard.field} ${comparisons[guard.operator]} ${guard.values.map(String).join(" or ")}`;
  }
}

const comparisons = {
  "=": "is",
  "!=": "is not",
  "<": "is below",
  "<=": "is at most",
  ">": "is above",
  ">=": "is at least",
} as const;
