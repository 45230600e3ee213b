import fc from "fast-check";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { portOf, schemaOf, type CallStep, type Schema, type StepId } from "../../model/steps.ts";
import { deepEqual, own } from "../values/deep-equal.ts";
import { arbitraryScenario } from "./arbitrary-scenario.ts";
import { argumentKey, type Scenario } from "./scenario.ts";
import { samplesOfSchema } from "./steer.ts";

/** Several events or requests for the same components. */
export interface SeveralScenarios {
  readonly scenarios: readonly [Scenario, Scenario, ...Scenario[]];
  /** Which of them does something next, by its number; undefined where one comes after the other. */
  readonly turns: readonly number[] | undefined;
}

/**
 * Two or three scenarios. What comes in may share parts with the first: the same order with another status. In a diagram
 * of messages no two are one event, which whoever delivers it may leave out, and none that may be about the same thing
 * come at the same time: a topic keeps their order.
 */
export function arbitrarySeveral(
  protocol: DiagramProtocol,
  real: ReadonlySet<string>,
): fc.Arbitrary<SeveralScenarios> {
  const scenario = arbitraryScenario(protocol, real);
  const another = fc.record({ scenario, shared: fc.nat(sharedMax) });
  const incoming = incomingArguments(protocol, real);
  const delivered = isDelivered(protocol);
  return fc
    .record({
      first: scenario,
      others: fc.tuple(another, fc.option(another, { freq: 2 })),
      turns: fc.option(fc.array(fc.nat(2), { minLength: 1, maxLength: 8 }), { freq: 3 }),
    })
    .map(({ first, others: [next, last], turns }): SeveralScenarios => {
      const related = (one: { readonly scenario: Scenario; readonly shared: number }): Scenario =>
        sharing(first, one.scenario, { incoming, shared: one.shared, neverAll: delivered });
      const scenarios = [first, related(next), ...(last === null ? [] : [related(last)])] as const;
      const apart =
        !delivered || !scenarios.some((one, at) => meetsAny(incoming, one, scenarios.slice(0, at)));
      return { scenarios, turns: turns !== null && apart ? turns : undefined };
    });
}

/** A bit for each part: which of them are those of the first scenario. None is the most likely single choice. */
const sharedMax = 2 ** 10 - 1;

interface Incoming {
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
    return schema === undefined ? [] : [{ key: argumentKey(id, argument.name), schema }];
  });
}

/** Whether messages come in that are delivered at least once, so that whoever gets them may take equal ones for one. */
function isDelivered({ steps, participants }: DiagramProtocol): boolean {
  return Object.values(steps).some((step) => {
    if (step.kind !== "call" || participants[step.to]?.role !== "component") return false;
    const sender = participants[step.from];
    return step.args.some((argument) => portOf(argument) !== undefined)
      ? sender?.role !== "component"
      : sender?.role === "resource" && sender.kind === "kafka";
  });
}

interface Shared {
  readonly incoming: readonly Incoming[];
  readonly shared: number;
  readonly neverAll: boolean;
}

/** The other scenario, with some parts of what comes in from the first. */
function sharing(first: Scenario, other: Scenario, { incoming, shared, neverAll }: Shared): Scenario {
  const values = new Map(other.values);
  let differs = false;
  for (const [index, { key, schema }] of incoming.entries()) {
    const theirs = first.values.get(key) ?? [];
    const own = other.values.get(key) ?? [];
    const mixed = own.map((value, at) => mix(theirs[at % theirs.length], value, schema, shared >> index));
    values.set(key, mixed);
    differs ||= !mixed.every((value, at) => deepEqual(value, theirs[at % theirs.length]));
  }
  return differs || !neverAll ? { ...other, values } : other;
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

function meetsAny(incoming: readonly Incoming[], one: Scenario, others: readonly Scenario[]): boolean {
  return others.some((other) => incoming.some((argument) => meets(argument, one, other)));
}

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
