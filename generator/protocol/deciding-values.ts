import type { Side } from "seqwright-runtime/model";
import type { FragmentId, Step, Value } from "../ir/model/diagram-model.ts";

/** For fragments that a value in a component's scope decides: where in its scope that value is. */
export type Scope = ReadonlyMap<FragmentId, string>;

/** The scope after a step. */
export function withStep(scope: Scope, step: Step, side: Side): Scope {
  if (step.decides.length === 0) return scope;
  const found = new Map(scope);
  for (const { fragment, field } of step.decides) {
    const path = pathInScope(step, side, field);
    if (path !== undefined) found.set(fragment, path);
  }
  return found;
}

/** What is in scope whichever of several ways was taken. */
export function inAll(scopes: readonly Scope[]): Scope {
  const [first, ...others] = scopes;
  if (first === undefined) return new Map();
  return new Map(
    [...first].filter(([fragment, path]) => others.every((scope) => scope.get(fragment) === path)),
  );
}

export function inAny(scopes: readonly Scope[]): Scope {
  return new Map(scopes.flatMap((scope) => [...scope]));
}

/** Where a component that sends or receives a step has the field of it that decides. */
function pathInScope(step: Step, side: Side, field: string): string | undefined {
  if (step.kind === "reply") {
    if (step.outcome.kind !== "returns") return undefined;
    return side === "receive-reply" ? dotted(step.outcome.as, field) : located(step.outcome.value, field);
  }
  if (side === "receive-call") return field === "" ? step.args[0]?.name : field;
  // The field begins with the receiver's parameter name; the sender knows that value by what it passes.
  const [parameter = "", ...rest] = field.split(".");
  const argument = step.args.find((candidate) => candidate.name === parameter);
  return argument === undefined ? undefined : located(argument.value, rest.join("."));
}

function located(value: Value, field: string): string | undefined {
  switch (value.kind) {
    case "from":
      return dotted(value.path, field);
    case "free":
      return dotted(value.name, field);
    case "record": {
      const [name = "", ...rest] = field.split(".");
      const found = value.fields.find((candidate) => candidate.name === name);
      return found === undefined ? undefined : located(found.value, rest.join("."));
    }
    case "literal":
    case "template":
    case "sql":
      return undefined;
  }
}

function dotted(path: string, field: string): string {
  return field === "" ? path : `${path}.${field}`;
}
