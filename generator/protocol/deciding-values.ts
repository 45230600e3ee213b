import { isLeft, type Side } from "seqwright-runtime/model";
import { alwaysLeaves } from "./always-leaves.ts";
import type { Drawing } from "./drawing.ts";
import type { Behaviour } from "./model.ts";
import type { Deciding, FragmentId, Step, Value } from "../ir/model/diagram-model.ts";

/** For fragments that values in a component's scope decide: where in its scope each of them is, by its name in the guards. */
export type Scope = ReadonlyMap<FragmentId, ReadonlyMap<string, string>>;

/** The scope after a step. */
export function withStep(scope: Scope, step: Step, side: Side): Scope {
  return withValues(scope, step.decides, (field) => pathInScope(step, side, field));
}

/** The scope behind a behaviour, whichever way it takes. */
export function scopeBehind(behaviour: Behaviour, scope: Scope, drawing: Drawing): Scope {
  const behind = (inner: Behaviour): Scope => scopeBehind(inner, scope, drawing);
  switch (behaviour.kind) {
    case "step": {
      const step = drawing.steps.get(behaviour.step);
      return step === undefined ? scope : withStep(scope, step, behaviour.side);
    }
    case "sequence":
      return behaviour.items.reduce((before, item) => scopeBehind(item, before, drawing), scope);
    case "choice": {
      const goingOn = behaviour.branches.filter(
        (branch, index) => !isLeft(behaviour, index) && !alwaysLeaves(branch),
      );
      return inAll(goingOn.map(behind));
    }
    case "loop":
      return scope;
    case "parallel":
      return inAny(behaviour.branches.map(behind));
  }
}

/** The scope with what decides in one more value; `pathOf` says where a field of it is. */
export function withValues(
  scope: Scope,
  decides: readonly Deciding[],
  pathOf: (field: string) => string | undefined,
): Scope {
  if (decides.length === 0) return scope;
  const found = new Map(scope);
  for (const { fragment, name, field } of decides) {
    const path = pathOf(field);
    if (path !== undefined) found.set(fragment, new Map(found.get(fragment)).set(name, path));
  }
  return found;
}

/** What is in scope whichever of several ways was taken. */
export function inAll(scopes: readonly Scope[]): Scope {
  const [first, ...others] = scopes;
  if (first === undefined) return new Map();
  return new Map(
    [...first].map(([fragment, paths]) => [
      fragment,
      new Map(
        [...paths].filter(([name, path]) => others.every((scope) => scope.get(fragment)?.get(name) === path)),
      ),
    ]),
  );
}

export function inAny(scopes: readonly Scope[]): Scope {
  const all = new Map<FragmentId, ReadonlyMap<string, string>>();
  for (const scope of scopes)
    for (const [fragment, paths] of scope)
      all.set(fragment, new Map([...(all.get(fragment) ?? []), ...paths]));
  return all;
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
