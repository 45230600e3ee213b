import type { DiagramProtocol, DrawnStep } from "../../model/diagram-protocol.ts";
import type { Value } from "../../model/values.ts";
import { clean, titleOf } from "./describe-step.ts";

/** A value that a component makes, and of which the diagram says no more than its type: anything of that type passes. */
export interface FreeValue {
  readonly line: number;
  readonly name: string;
  /** What carries it: `persistUser`. */
  readonly carriedBy: string;
  /** A name that the component knows by then: the value may be a part of that. */
  readonly beside: string | undefined;
}

/** All values that components make, in the order of the diagram, each once. */
export function freeValues(protocol: DiagramProtocol): readonly FreeValue[] {
  const known = new Map<string, Set<string>>();
  const namesOf = (code: string): Set<string> => {
    const names = known.get(code) ?? itemsIn(protocol);
    known.set(code, names);
    return names;
  };
  return Object.entries(protocol.steps).flatMap(([id, step]) => {
    const sender = namesOf(step.from);
    const isComponent = protocol.participants[step.from]?.role === "component";
    const fresh = [...new Set(valuesOf(step).flatMap(namesIn))].filter((name) => !isKnown(name, sender));
    const beside = [...sender].at(0);
    for (const name of fresh) sender.add(name);
    for (const name of learntFrom(step)) namesOf(step.to).add(name);
    return isComponent
      ? fresh.map((name) => ({ line: step.line, name, carriedBy: titleOf(protocol, id), beside }))
      : [];
  });
}

/** `line 13  entity of persistUser: any value of its type passes; to hold it, draw what it is: event, or event.<part>` */
export function freeValueLine({ line, name, carriedBy, beside }: FreeValue): string {
  const what = carriedBy === name ? clean(name, 40) : `${clean(name, 40)} of ${carriedBy}`;
  const known = beside === undefined ? "" : `: ${clean(beside, 40)}, or ${clean(beside, 40)}.<part>`;
  return `line ${line}  ${what}: any value of its type passes; to hold it, draw what it is${known}`;
}

function valuesOf(step: DrawnStep): readonly Value[] {
  if (step.kind !== "reply") return step.args.map(({ value }) => value);
  return step.outcome.kind === "returns" ? [step.outcome.value] : [];
}

function learntFrom(step: DrawnStep): readonly string[] {
  if (step.kind !== "reply") return step.args.map(({ name }) => name);
  return step.outcome.kind === "returns" ? [step.outcome.as] : [];
}

function namesIn(value: Value): readonly string[] {
  switch (value.kind) {
    case "free":
      return [value.name];
    case "from":
      return [value.path];
    case "record":
      return value.fields.flatMap((field) => namesIn(field.value));
    case "sql":
      return value.values.flatMap(namesIn);
    case "literal":
    case "template":
      return [];
  }
}

/** By its own name, or as a part of what is known. */
function isKnown(path: string, names: ReadonlySet<string>): boolean {
  const keys = path.split(".");
  return keys.some((_, index) => names.has(keys.slice(0, index + 1).join(".")));
}

/** What loops go through is known by a name of its own. */
function itemsIn({ fragments }: DiagramProtocol): Set<string> {
  return new Set(Object.values(fragments).flatMap(({ item }) => item ?? []));
}
