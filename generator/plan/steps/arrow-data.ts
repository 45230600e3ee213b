import { nearestOpenCall, stepName } from "seqwright-runtime/model";
import type {
  CallStep,
  Operation,
  ReplyOutcome,
  ReplyStep,
  Step,
  StepId,
} from "../../ir/model/diagram-model.ts";
import { operationAsked } from "../context/step-index.ts";
import type { Expression } from "../model/expression.ts";
import { errorSymbol } from "../model/names.ts";
import { array, data, literal, object, present } from "../values/data.ts";
import { drawn } from "./drawn.ts";
import { commandArguments, type CommandArgument } from "../values/redis-commands.ts";
import type { StepsInput } from "./steps-input.ts";
import { givenValue, valueData } from "./value-data.ts";

/** The last part of a step's identity: what its place and its ends do not say. */
export function lastName({ id, from, to }: Step, prefix: string): string {
  return id.slice(prefix.length + stepName(from, to, "").length);
}

/** An arrow: `earlier` are those drawn before it. */
export function arrowData(
  step: Step,
  prefix: string,
  earlier: readonly (readonly [StepId, Step])[],
  input: StepsInput,
): Expression {
  const name = lastName(step, prefix);
  const ends = [literal(step.from), literal(step.to), literal(name)];
  const text = present("text", step.text === name ? undefined : literal(step.text));
  if (step.kind !== "reply") return drawn("call", ...ends, object({ ...text, ...callDetails(step, input) }));
  const details = { ...text, ...replyDetails(step, earlier, input) };
  return drawn("reply", ...ends, ...(Object.keys(details).length === 0 ? [] : [object(details)]));
}

type Details = Readonly<Record<string, Expression>>;

function callDetails(step: CallStep, { model, names }: StepsInput): Details {
  const operation = operationAsked(step, model);
  const args = commandArguments(step, operation);
  return {
    ...present("receiver", step.receiver === undefined ? undefined : literal(step.receiver)),
    method: literal(names.participants.get(step.to)?.methods.get(step.method) ?? step.method),
    ...present(
      "args",
      args.length === 0 ? undefined : array(args.map((one) => argumentData(one, operation))),
    ),
    ...present("waits", step.waits ? undefined : literal(false)),
    ...present("readOnly", step.readOnly ? literal(true) : undefined),
    ...present("retry", retryData(step, model)),
    ...decidesData(step),
  };
}

function retryData({ id }: CallStep, { retries }: StepsInput["model"]): Expression | undefined {
  const retry = retries.find(({ step }) => step === id);
  if (retry === undefined) return undefined;
  const { step: _step, ...terms } = retry;
  return data(terms);
}

function argumentData(argument: CommandArgument, operation: Operation | undefined): Expression {
  const name = literal(argument.name);
  // A pattern names its fields, so it says nothing of those whose names are computed.
  if ("entries" in argument) {
    const named = argument.entries.flatMap(({ key, value }) =>
      key.kind === "literal" ? [{ name: String(key.value), value }] : [],
    );
    return drawn("argument", name, valueData({ kind: "record", fields: named }));
  }
  const { type, value } = argument;
  if (type.kind === "port")
    return drawn("argument", name, givenValue(value), drawn("port", literal(type.participant)));
  // The runtime knows the arguments of its own commands.
  if (operation?.command !== undefined) return drawn("argument", name, givenValue(value));
  return drawn("argument", name, givenValue(value), { kind: "schema", type });
}

function replyDetails(
  step: ReplyStep,
  earlier: readonly (readonly [StepId, Step])[],
  { names }: StepsInput,
): Details {
  const expected = nearestOpenCall(earlier, step);
  return {
    ...present("answers", step.answers === expected ? undefined : literal(step.answers)),
    ...outcomeData(step.outcome, names),
    ...decidesData(step),
  };
}

function outcomeData(outcome: ReplyOutcome, names: StepsInput["names"]): Details {
  switch (outcome.kind) {
    case "nothing":
      return {};
    case "returns": {
      const { value, as, type, encoding, column } = outcome;
      const isFree = value.kind === "free" && value.name === as;
      return {
        as: literal(as),
        ...present("value", isFree ? undefined : givenValue(value)),
        type: { kind: "schema", type },
        ...present("encoding", encoding === "value" ? undefined : literal(encoding)),
        ...present("column", column === undefined ? undefined : literal(column)),
      };
    }
    case "throws":
      return {
        throws: { kind: "symbol", symbol: errorSymbol(outcome.error, names) },
        ...present("message", outcome.message === undefined ? undefined : literal(outcome.message)),
      };
  }
}

/** The fragments whose branches depend on a value, with what in it their guards speak of. */
export function decidesList(decides: Step["decides"]): Expression {
  return array(
    decides.map(({ fragment, name, field }) =>
      object({ fragment: literal(fragment), name: literal(name), field: literal(field) }),
    ),
  );
}

function decidesData({ decides }: Step): Details {
  if (decides.length === 0) return {};
  return { decides: decidesList(decides) };
}
