import type {
  DiagramModel,
  Fragment,
  ModelPolicy,
  Participant,
  Step,
  Outcome,
  Operation,
} from "../../ir/model/diagram-model.ts";
import type { ComponentProtocol } from "../../protocol/model.ts";
import type { Span } from "../../source/source-file.ts";
import { positionAt } from "../../source/source-file.ts";
import { collaboratorsOf } from "../statements/collaborators.ts";
import { array, data, literal, object, present } from "../values/data.ts";
import type { Expression, ObjectEntry } from "../model/expression.ts";
import { stepsPath } from "../model/code-symbol.ts";
import type { ConstantFile } from "../model/emit-plan.ts";
import { errorSymbol, type DiagramNames } from "../model/names.ts";
import { fromRuntime } from "../model/runtime-symbols.ts";
import { commandArguments, type CommandArgument } from "../values/redis-commands.ts";
import { operationAsked } from "../context/step-index.ts";
import { orderingExpression } from "./ordering-expression.ts";
import { valueSpec } from "./value-spec.ts";

export interface StepsInput {
  readonly model: DiagramModel;
  readonly protocols: readonly ComponentProtocol[];
  readonly names: DiagramNames;
  /** Codes of the components that go on in the background. */
  readonly inBackground: ReadonlySet<string>;
}

/** The whole protocol of a diagram as one readable value. */
export function planStepsFile(input: StepsInput): ConstantFile {
  const { model, protocols, names } = input;
  const fragments = new Map(model.fragments.map((fragment) => [fragment.id, fragment]));
  const protocol = object({
    name: literal(names.folder),
    source: literal(model.source.path),
    participants: keyed(
      model.participants,
      ({ code }) => code,
      (participant) => participantSpec(participant, input),
    ),
    steps: keyed(
      model.steps.filter((step) => !isOwnAnswer(step)),
      ({ id }) => id,
      (step) => stepSpec(step, input),
    ),
    fragments: keyed(
      model.fragments,
      ({ id }) => id,
      (fragment) => fragmentSpec(fragment, input),
    ),
    orderings: keyed(
      protocols,
      ({ component }) => component,
      ({ behaviour }) => orderingExpression(behaviour, fragments),
    ),
    policies: array(model.policies.map((policy) => policySpec(policy, model))),
  });
  return {
    kind: "constant",
    path: stepsPath,
    name: "protocol",
    type: fromRuntime("DiagramProtocol"),
    docs: [`Every step of ${model.source.path}, and the order in which each component takes them.`],
    value: protocol,
  };
}

/** What a step of one's own yields stays inside the component, where no test sees it. */
function isOwnAnswer({ kind, from, to }: Step): boolean {
  return kind === "reply" && from === to;
}

function keyed<T>(items: readonly T[], key: (item: T) => string, value: (item: T) => Expression): Expression {
  return {
    kind: "object",
    entries: items.map((item): ObjectEntry => ({ key: key(item), value: value(item) })),
  };
}

function line(span: Span, model: DiagramModel): Expression {
  return literal(positionAt(model.source, span.start).line);
}

function participantSpec(participant: Participant, { model, names, inBackground }: StepsInput): Expression {
  const own = names.participants.get(participant.code);
  const base = {
    role: literal(participant.role),
    label: literal(participant.label),
    line: line(participant.span, model),
  };
  switch (participant.role) {
    case "initiator":
      return object(base);
    case "resource":
      return object({ ...base, kind: literal(participant.kind ?? "other") });
    case "component": {
      const background = inBackground.has(participant.code);
      const collaborators = collaboratorsOf(participant, names, false).flatMap(
        ({ name, participant: code }) => (code === undefined ? [] : [{ key: name, value: literal(code) }]),
      );
      return object({
        ...base,
        class: literal(own?.class.name ?? participant.typeName),
        handler: literal(own?.file ?? ""),
        collaborators: { kind: "object", entries: collaborators },
        background: literal(background),
      });
    }
  }
}

function stepSpec(step: Step, { model, names }: StepsInput): Expression {
  const place = {
    line: line(step.span, model),
    text: literal(step.text),
    from: literal(step.from),
    to: literal(step.to),
  };
  const within = branchPath(step.within);
  if (step.kind === "reply") {
    return object({
      kind: literal("reply"),
      ...place,
      within,
      answers: literal(step.answers),
      outcome: outcomeSpec(step.outcome, names),
      decides: decidesSpec(step.decides),
    });
  }
  const operation = operationAsked(step, model);
  const method = literal(names.participants.get(step.to)?.methods.get(step.method) ?? step.method);
  const args = array(commandArguments(step, operation).map((argument) => argumentSpec(argument, operation)));
  if (step.kind === "self") return object({ kind: literal("self"), ...place, within, method, args });
  return object({
    kind: literal("call"),
    ...place,
    within,
    method,
    ...present("receiver", step.receiver === undefined ? undefined : literal(step.receiver)),
    args,
    waits: literal(step.waits),
    readOnly: literal(step.readOnly),
    ...present("decides", step.decides.length === 0 ? undefined : decidesSpec(step.decides)),
  });
}

function argumentSpec(argument: CommandArgument, operation: Operation | undefined): Expression {
  // A pattern names its fields, so it says nothing of those whose names are computed.
  if ("entries" in argument) {
    const named = argument.entries.flatMap(({ key, value }) =>
      key.kind === "literal" ? [{ name: String(key.value), value }] : [],
    );
    return object({ name: literal(argument.name), value: valueSpec({ kind: "record", fields: named }) });
  }
  const { name, type, value } = argument;
  const base = { name: literal(name), value: valueSpec(value) };
  if (type.kind === "port") return object({ ...base, port: literal(type.participant) });
  if (operation?.command !== undefined) return object(base);
  return object({ ...base, schema: { kind: "schema", type } });
}

function outcomeSpec(outcome: Outcome, names: DiagramNames): Expression {
  switch (outcome.kind) {
    case "nothing":
      return object({ kind: literal("nothing") });
    case "returns":
      return object({
        kind: literal("returns"),
        value: valueSpec(outcome.value),
        as: literal(outcome.as),
        schema: { kind: "schema", type: outcome.type },
        encoding: literal(outcome.encoding),
      });
    case "throws":
      return object({
        kind: literal("throws"),
        error: { kind: "symbol", symbol: errorSymbol(outcome.error, names) },
        ...present("message", outcome.message === undefined ? undefined : literal(outcome.message)),
      });
  }
}

function decidesSpec(decides: Step["decides"]): Expression {
  return array(
    decides.map(({ fragment, field }) => object({ fragment: literal(fragment), field: literal(field) })),
  );
}

function branchPath(within: Step["within"]): Expression {
  return array(within.map(([fragment, branch]) => array([literal(fragment), literal(branch)])));
}

function fragmentSpec(fragment: Fragment, { model, protocols, names }: StepsInput): Expression {
  const { repetition } = fragment;
  const branches = fragment.branches.map(({ label, guard, span }, index) => {
    const decisions = protocols.flatMap(({ component, decisions }) =>
      decisions
        .filter((decision) => decision.fragment === fragment.id && decision.branch === index)
        .map(({ method, answers }) =>
          object({
            component: literal(component),
            method: literal(names.participants.get(component)?.methods.get(method) ?? method),
            answers: literal(answers),
            ...present("schema", answers === "items" ? itemSchema(fragment) : undefined),
          }),
        ),
    );
    const oneOf =
      guard.kind === "predicate" && guard.operator === "=" ? array(guard.values.map(literal)) : undefined;
    return object({
      guard: literal(label),
      line: line(span, model),
      ...present("oneOf", oneOf),
      decisions: array(decisions),
    });
  });
  const times =
    repetition?.kind === "times"
      ? object({ min: literal(repetition.min), max: literal(repetition.max) })
      : undefined;
  return object({
    operator: literal(fragment.operator),
    line: line(fragment.span, model),
    within: branchPath(fragment.within),
    branches: array(branches),
    ...present("times", times),
    ...present("item", fragment.items === undefined ? undefined : literal(fragment.items.name)),
  });
}

function itemSchema({ items }: Fragment): Expression | undefined {
  return items === undefined ? undefined : { kind: "schema", type: items.type };
}

function policySpec(policy: ModelPolicy, model: DiagramModel): Expression {
  const {
    span,
    step: _step,
    origin: _origin,
    entries: _entries,
    keptBy: _keptBy,
    text,
    at,
    ...content
  } = policy;
  return data({ ...content, line: positionAt(model.source, span.start).line, text, at });
}
