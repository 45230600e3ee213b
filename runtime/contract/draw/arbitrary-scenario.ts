import fc from "fast-check";
import type { DiagramProtocol, Fragment } from "../../model/diagram-protocol.ts";
import { schemaOf, type CallStep, type ReplyStep } from "../../model/steps.ts";
import { arbitraryValue, filtered } from "./arbitrary-value.ts";
import { withSpec } from "../values/filled-value.ts";
import { argumentKey, itemKey, replyKey, type Scenario } from "./scenario.ts";
import { withExamples } from "./with-examples.ts";
import { nothingKnown } from "../values/knowledge.ts";

const visitsMax = 3;

/** Scenarios for runs in which these components are real: only what scripted participants send is drawn. */
export function arbitraryScenario(
  protocol: DiagramProtocol,
  real: ReadonlySet<string>,
): fc.Arbitrary<Scenario> {
  const fragments = Object.entries(protocol.fragments);
  const choices = fragments
    .filter(([, { operator }]) => operator === "alt" || operator === "opt" || operator === "break")
    .map(([id, fragment]) => entry(id, perVisit(fragment, fc.nat(fragment.branches.length - 1))));
  const rounds = fragments
    .filter(([, { operator }]) => operator === "loop")
    .map(([id, fragment]) => entry(id, perVisit(fragment, arbitraryRounds(fragment))));
  return fc
    .record({
      branches: entries(choices),
      rounds: entries(rounds),
      values: entries(arbitraryValues(protocol, real)),
      order: fc.array(fc.nat(7), { maxLength: 8 }),
    })
    .map((scenario): Scenario => scenario);
}

/** How often a loop may be tried: never, once, many times, as far as the diagram allows. */
export function roundsToTry({ times }: Fragment): readonly number[] {
  const min = times?.min ?? 0;
  const max = times?.max ?? Math.max(min, 2);
  const wanted = [0, 1, 2].filter((count) => count >= min && count <= max);
  return [...new Set(wanted.length === 0 ? [min, Math.min(max, min + 1)] : wanted)];
}

function arbitraryRounds(fragment: Fragment): fc.Arbitrary<number> {
  const { min = 0, max = 4 } = fragment.times ?? {};
  const counts = roundsToTry(fragment);
  // By index, since a `constantFrom` shrinks to its first value only, and two rounds would never become one.
  const few = fc.nat(counts.length - 1).map((index) => counts[index] ?? min);
  return fc.oneof(
    { weight: 3, arbitrary: few },
    { weight: 1, arbitrary: fc.integer({ min, max: Math.max(min, Math.min(max, min + 15)) }) },
  );
}

type Entry<T> = fc.Arbitrary<readonly [string, T]>;

function arbitraryValues(
  protocol: DiagramProtocol,
  real: ReadonlySet<string>,
): readonly Entry<readonly unknown[]>[] {
  const sent = Object.entries(protocol.steps).flatMap(([id, step]) => {
    if (real.has(step.from) || !real.has(step.to) || step.kind === "self") return [];
    return step.kind === "reply" ? replyValues(protocol, id, step) : argumentValues(protocol, id, step);
  });
  const items = Object.entries(protocol.fragments).flatMap(([id, fragment]) =>
    fragment.branches.flatMap(({ decisions }) =>
      decisions.flatMap(({ component, method, type }) =>
        type !== undefined && real.has(component)
          ? [
              entry(
                itemKey(id, component, method),
                fc.array(arbitraryValue(type), { minLength: 1, maxLength: visitsMax }),
              ),
            ]
          : [],
      ),
    ),
  );
  return [...sent, ...items];
}

function argumentValues(
  protocol: DiagramProtocol,
  id: string,
  step: CallStep,
): readonly Entry<readonly unknown[]>[] {
  return step.args.flatMap((argument) => {
    const { name, value } = argument;
    const schema = schemaOf(argument);
    if (schema === undefined) return [];
    const whole = withExamples(arbitraryValue(schema), name, schema, protocol.examples);
    const specific = filtered(
      whole.map((drawn) => withSpec(drawn, value, nothingKnown)),
      (drawn) => schema.safeParse(drawn).success,
    );
    return [entry(argumentKey(id, name), perVisit({ within: step.within }, specific ?? whole, protocol))];
  });
}

function replyValues(
  protocol: DiagramProtocol,
  id: string,
  step: ReplyStep,
): readonly Entry<readonly unknown[]>[] {
  const { outcome } = step;
  if (outcome.kind !== "returns") return [];
  const plain = withExamples(arbitraryValue(outcome.type), outcome.as, outcome.type, protocol.examples);
  const drawn = plain.map((whole) => withSpec(whole, outcome.value, nothingKnown));
  const fitting = filtered(drawn, (value) => outcome.type.safeParse(value).success);
  return fitting === undefined ? [] : [entry(replyKey(id), perVisit(step, fitting, protocol))];
}

function perVisit<T>(
  place: Pick<Fragment, "within">,
  arbitrary: fc.Arbitrary<T>,
  protocol?: DiagramProtocol,
): fc.Arbitrary<readonly T[]> {
  const repeats = place.within.some(
    ([id]) => protocol === undefined || protocol.fragments[id]?.operator === "loop",
  );
  return fc.array(arbitrary, { minLength: 1, maxLength: repeats ? visitsMax : 1 });
}

function entry<T>(key: string, value: fc.Arbitrary<T>): Entry<T> {
  return value.map((drawn) => [key, drawn] as const);
}

function entries<T>(list: readonly Entry<T>[]): fc.Arbitrary<ReadonlyMap<string, T>> {
  return fc.tuple(...list).map((pairs) => new Map(pairs));
}
