import fc from "fast-check";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { schemaOf, type CallStep, type Schema, type StepId } from "../../model/steps.ts";
import { deepEqual, own } from "../values/deep-equal.ts";
import { arbitraryScenario } from "./arbitrary-scenario.ts";
import { argumentKey, type Scenario } from "./scenario.ts";
import { samplesOfSchema } from "./steer.ts";

/** Several events or requests for the same components. */
export interface SeveralScenarios {
  readonly scenarios: readonly [Scenario, Scenario, ...Scenario[]];
  /** Which of them does something next, by its number; undefined where one comes after the other. */
  readonly turns: readonly number[] | undefined;
  /** Two of them are one event that is delivered twice: whoever gets it may leave the second out. */
  readonly isOneEvent: boolean;
}

/**
 * Two or three scenarios. What comes in may share parts with the first: the same order with another status. Where they
 * are delivered as messages, no two are equal, since those are one event, and none that may be about the same thing
 * come at the same time: a topic keeps their order.
 */
export function arbitrarySeveral(
  protocol: DiagramProtocol,
  real: ReadonlySet<string>,
  delivered: boolean,
): fc.Arbitrary<SeveralScenarios> {
  const scenario = arbitraryScenario(protocol, real);
  const another = fc.record({ scenario, shared: fc.nat(sharedMax) });
  const incoming = incomingArguments(protocol, real);
  return fc
    .record({
      first: scenario,
      others: fc.tuple(another, fc.option(another, { freq: 2 })),
      turns: fc.option(fc.array(fc.nat(2), { minLength: 1, maxLength: 8 }), { freq: 3 }),
    })
    .map(({ first, others: [next, last], turns }): SeveralScenarios => {
      const second = sharing(first, next, incoming);
      const further = last === null ? [] : [sharing(first, last, incoming)];
      const scenarios = [first, second, ...further] as const;
      const pairs = pairsOf(scenarios);
      const isApart =
        !delivered || !pairs.some((pair) => incoming.some((argument) => meets(argument, ...pair)));
      return {
        scenarios,
        turns: turns !== null && isApart ? turns : undefined,
        isOneEvent: delivered && pairs.some((pair) => areEqual(incoming, ...pair)),
      };
    });
}

function pairsOf(scenarios: readonly Scenario[]): readonly (readonly [Scenario, Scenario])[] {
  return scenarios.flatMap((one, at) => scenarios.slice(0, at).map((other) => [one, other] as const));
}

/** A bit for each part: which of them are those of the first scenario. None is the most likely single choice. */
const sharedMax = 2 ** 10 - 1;

interface Incoming {
  readonly step: StepId;
  readonly key: string;
  readonly schema: Schema;
}

/** What scripted participants send to the components, argument by argument. */
function incomingArguments({ steps }: DiagramProtocol, real: ReadonlySet<string>): readonly Incoming[] {
  return Object.entries(steps).flatMap(([id, step]) =>
    step.kind === "call" && real.has(step.to) && !real.has(step.from) ? argumentsOf(id, step) : [],
  );
}

function argumentsOf(id: StepId, { args }: CallStep): readonly Incoming[] {
  return args.flatMap((argument) => {
    const schema = schemaOf(argument);
    return schema === undefined ? [] : [{ step: id, key: argumentKey(id, argument.name), schema }];
  });
}

interface Related {
  readonly scenario: Scenario;
  readonly shared: number;
}

/** The other scenario, with some parts of what comes in from the first. */
function sharing(first: Scenario, { scenario, shared }: Related, incoming: readonly Incoming[]): Scenario {
  const values = new Map(scenario.values);
  for (const [index, { key, schema }] of incoming.entries()) {
    const theirs = first.values.get(key) ?? [];
    const mixed = (scenario.values.get(key) ?? []).map((value, at) =>
      mix(theirs[at % theirs.length], value, schema, shared >> index),
    );
    values.set(key, mixed);
  }
  return { ...scenario, values };
}

/** Whether a call comes in by which both say the same. */
function areEqual(incoming: readonly Incoming[], one: Scenario, other: Scenario): boolean {
  return incoming.some(({ step }) =>
    incoming
      .filter((argument) => argument.step === step)
      .every(({ key }) => deepEqual(one.values.get(key), other.values.get(key))),
  );
}

function mix(theirs: unknown, value: unknown, schema: Schema, shared: number): unknown {
  if (theirs === undefined) return value;
  if (!isPlain(theirs) || !isPlain(value)) return shared % 2 === 1 ? structuredClone(theirs) : value;
  const names = Object.keys(value).filter((name) => Object.hasOwn(theirs, name) && name !== eventId);
  const taken = names.filter((_, index) => (shared >> index) % 2 === 1);
  const mixed = {
    ...value,
    ...Object.fromEntries(taken.map((name) => [name, structuredClone(own(theirs, name))])),
  };
  return schema.safeParse(mixed).success ? mixed : value;
}

/** What the runtime tells events apart by. */
const eventId = "eventId";

/** Whether both speak of the same thing, as far as can be told: they have a value in common of which there are many. */
function meets({ key, schema }: Incoming, one: Scenario, other: Scenario): boolean {
  const theirs = other.values.get(key) ?? [];
  return (one.values.get(key) ?? []).some((value) =>
    theirs.some((their) => {
      if (!isPlain(value) || !isPlain(their)) return deepEqual(value, their);
      return Object.keys(value).some(
        (name) => deepEqual(own(value, name), own(their, name)) && hasMany(schema, name),
      );
    }),
  );
}

const few = 6;

function hasMany(schema: Schema, name: string): boolean {
  const values = samplesOfSchema(schema).flatMap((sample) =>
    isPlain(sample) ? [JSON.stringify(own(sample, name)) ?? ""] : [],
  );
  return new Set(values).size > few;
}

function isPlain(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
