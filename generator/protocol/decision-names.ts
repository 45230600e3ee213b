import type { Fragment, Literal, Participant } from "../ir/model/diagram-model.ts";
import { camelCase } from "../text/lexical/make-identifier.ts";
import type { Predicate } from "seqwright-runtime/model";
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
  // What is written in words is a better name than what was read from it.
  const said =
    drawn.guard.kind === "predicate" && !/[=<>!≠≤≥&|]/u.test(drawn.label)
      ? drawn.label
      : guardWords(drawn.guard);
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

/** Signs are put into words; what is written in words stands as it is. */
function guardWords(guard: Guard): string {
  switch (guard.kind) {
    case "none":
      return "";
    case "condition":
      return guard.text;
    case "predicate":
      return predicateWords(guard.predicate);
  }
}

function predicateWords(predicate: Predicate): string {
  switch (predicate.kind) {
    case "one-of":
      return oneOfWords(predicate.name, predicate.values);
    case "empty":
      return `${predicate.name} is empty`;
    case "compares": {
      const other = typeof predicate.with === "number" ? String(predicate.with) : predicate.with.path;
      return `${predicate.name} ${comparisons[predicate.operator]} ${other}`;
    }
    case "not":
      return deniedWords(predicate.of);
    case "all":
      return predicate.of.map(predicateWords).join(" and ");
    case "any":
      return predicate.of.map(predicateWords).join(" or ");
  }
}

function oneOfWords(name: string, values: readonly Literal[]): string {
  return values.length === 1 && values[0] === true ? name : `${name} is ${values.map(String).join(" or ")}`;
}

function deniedWords(of: Predicate): string {
  switch (of.kind) {
    case "one-of":
      return of.values[0] === true
        ? `not ${of.name}`
        : `${of.name} is not ${of.values.map(String).join(" or ")}`;
    case "empty":
      return `${of.name} is not empty`;
    case "compares":
    case "not":
    case "all":
    case "any":
      return `not ${predicateWords(of)}`;
  }
}

const comparisons = {
  "=": "is",
  "<": "is below",
  "<=": "is at most",
  ">": "is above",
  ">=": "is at least",
} as const;
