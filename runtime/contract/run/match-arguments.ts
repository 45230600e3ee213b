import type { ArgumentSpec, CallStep, SelfStep, StepId } from "../../model/diagram-protocol.ts";
import { placeOf, roundOf, withPlace, type Reading } from "../monitor/reading.ts";
import { matchValue } from "../values/match-value.ts";
import { isReal, knowledgeOf, type RunState } from "./run-state.ts";
import { bind } from "../values/knowledge.ts";
import { showValue } from "../report/show-value.ts";

type Tried =
  | { readonly kind: "fits"; readonly reading: Reading }
  | {
      readonly kind: "differs";
      readonly where: string;
      readonly expected: string;
      readonly received: string;
    };

/** Whether a call carries what the diagram says it does; its receiver knows that from then on. */
export function matchArguments(
  state: RunState,
  reading: Reading,
  step: CallStep | SelfStep,
  args: readonly unknown[],
): Tried {
  const { protocol } = state.subject;
  let configuration = reading;
  for (const [index, spec] of step.args.entries()) {
    const value = args[index];
    const round = roundOf(protocol, step.within, placeOf(configuration, step.from));
    const match = matchValue(spec.value, value, knowledgeOf(state, configuration, step.from), round);
    if (!match.ok) {
      const where = match.at === "" ? spec.name : `${spec.name} (${match.at})`;
      return {
        kind: "differs",
        where,
        expected: showValue(match.expected),
        received: showValue(match.received),
      };
    }
    if (isUnfit(spec, value)) {
      return {
        kind: "differs",
        where: spec.name,
        expected: "a value that fits its schema",
        received: showValue(value),
      };
    }
    const sender = placeOf(configuration, step.from);
    configuration = withPlace(configuration, step.from, { ...sender, scope: match.scope });
    configuration = learnArgument(state, configuration, step, spec.name, value);
  }
  const extra = args.slice(step.args.length).find((arg) => arg !== undefined);
  if (extra !== undefined) {
    return {
      kind: "differs",
      where: `argument ${step.args.length + 1}`,
      expected: "nothing",
      received: showValue(extra),
    };
  }
  return { kind: "fits", reading: configuration };
}

/**
 * Several steps may call the same method: what it is called with tells them apart. Best are those that it fits with all
 * names known; a name that nothing is known of yet would fit anything.
 */
export function fittingSteps<S extends CallStep | SelfStep>(
  state: RunState,
  args: readonly unknown[],
  drawn: readonly (readonly [StepId, S])[],
  how: "exactly" | "at all" = "at all",
): readonly (readonly [StepId, S])[] {
  const fits = drawn.flatMap((one) =>
    state.readings.flatMap((reading) => {
      const result = matchArguments(state, reading, one[1], args);
      const { from } = one[1];
      return result.kind === "fits"
        ? [{ one, exactly: placeOf(result.reading, from).scope === placeOf(reading, from).scope }]
        : [];
    }),
  );
  const exact = fits.filter(({ exactly }) => exactly);
  const best = exact.length > 0 || how === "exactly" ? exact : fits;
  return [...new Set(best.map(({ one }) => one))];
}

function isUnfit({ value, schema }: ArgumentSpec, received: unknown): boolean {
  return value.kind === "free" && schema !== undefined && !schema.safeParse(received).success;
}

/** The receiver knows the argument by its parameter's name; a component talking to itself keeps what it knows. */
function learnArgument(
  state: RunState,
  configuration: Reading,
  step: CallStep | SelfStep,
  name: string,
  value: unknown,
): Reading {
  const scope = knowledgeOf(state, configuration, step.to);
  if (step.kind === "self" && scope.has(name)) return configuration;
  const round = roundOf(state.subject.protocol, step.within, placeOf(configuration, step.to));
  const learnt = bind(scope, name, value, round);
  if (!isReal(state, step.to)) {
    state.scopes.set(step.to, learnt);
    return configuration;
  }
  return withPlace(configuration, step.to, { ...placeOf(configuration, step.to), scope: learnt });
}
