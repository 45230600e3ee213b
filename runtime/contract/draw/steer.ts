import fc from "fast-check";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { combinationsOf, decidingCandidates } from "../../model/guards/deciding-candidates.ts";
import type { BranchPath, Deciding, FragmentId, Schema } from "../../model/steps.ts";
import { branchKnown, factOf, roundKnown, withFacts } from "../monitor/facts.ts";
import { fragmentVisit, placeOf, type Reading } from "../monitor/reading.ts";
import { valueAt, withValueAt } from "../values/knowledge.ts";
import { arbitraryValue } from "./arbitrary-value.ts";
import { branchFor, roundsFor, type Scenario } from "./scenario.ts";

/** A message that a scripted participant is about to send, or an item that a loop is about to go through. */
export interface Sending {
  readonly decides: readonly Deciding[];
  readonly within: BranchPath;
  /** Who gets it: the branches are its branches. */
  readonly participant: string;
  /** Whether the message is still one that may be sent. */
  readonly fits: (message: unknown) => boolean;
  /** More messages of the kind, for parts of which others may be tried. */
  readonly others: () => readonly unknown[];
}

const combinationsMax = 400;

/**
 * The message with the parts changed on which branches depend, so that the ones are taken that the scenario wants. Of the
 * values that lead there, those next to where a predicate changes are as likely as any other.
 */
export function steered(
  protocol: DiagramProtocol,
  scenario: Scenario,
  reading: Reading,
  message: unknown,
  sending: Sending,
): unknown {
  const isLoop = (fragment: FragmentId): boolean => protocol.fragments[fragment]?.operator === "loop";
  // A loop has to end, whatever its rounds would rather do.
  const fragments = [...new Set(sending.decides.map(({ fragment }) => fragment))].toSorted(
    (one, other) => Number(isLoop(other)) - Number(isLoop(one)),
  );
  const settled: FragmentId[] = [];
  let now = message;
  for (const fragment of fragments) {
    now = steeredAt(fragment, settled, { protocol, scenario, reading, sending }, now);
    settled.push(fragment);
  }
  return now;
}

/** The branch, or whether there is another round. */
type Led = number | "none" | boolean | undefined;

interface Steering {
  readonly protocol: DiagramProtocol;
  readonly scenario: Scenario;
  readonly reading: Reading;
  readonly sending: Sending;
}

function steeredAt(
  fragment: FragmentId,
  settled: readonly FragmentId[],
  { protocol, scenario, reading, sending }: Steering,
  message: unknown,
): unknown {
  const { decides, within, participant, fits, others } = sending;
  const led = (changed: unknown, of: FragmentId): Led => {
    const known = withFacts(protocol, reading, decides, within, participant, changed);
    const here = placeOf(known, participant);
    return protocol.fragments[of]?.operator === "loop"
      ? roundKnown(protocol, known, of, here)
      : branchKnown(protocol, known, of, here);
  };
  const place = placeOf(reading, participant);
  const { key, ordinal } = fragmentVisit(protocol, fragment, place);
  const isLoop = protocol.fragments[fragment]?.operator === "loop";
  const wanted: Led = isLoop
    ? (place.loops.get(fragment) ?? 0) < roundsFor(scenario, fragment, ordinal, reading.rounds.get(key))
    : branchFor(scenario, fragment, ordinal);
  const before = settled.map((one) => led(message, one));
  // What a later message settles can still go either way.
  const isOpen = (way: Led): boolean => way === wanted || way === undefined;
  const isRight = (changed: unknown): boolean =>
    isOpen(led(changed, fragment)) &&
    settled.every((one, index) => led(changed, one) === before[index]) &&
    fits(changed);
  const parts = decides.filter((one) => one.fragment === fragment);
  const predicates = (protocol.fragments[fragment]?.branches ?? []).flatMap((branch) => branch.if ?? []);
  const known = withFacts(protocol, reading, decides, within, participant, message);
  const near = parts.map(({ name, field }) => [
    valueAt(message, field),
    ...decidingCandidates(name, predicates, (other) => factOf(protocol, known, fragment, other, place)),
  ]);
  const changes = (lists: readonly (readonly unknown[])[]): readonly unknown[] =>
    combinationsOf(lists, combinationsMax)
      .map((values) =>
        values.reduce((whole, value, index) => withValueAt(whole, parts[index]?.field ?? "", value), message),
      )
      .filter(isRight);
  const right = changes(near);
  const found =
    right.length > 0
      ? right
      : changes(
          parts.map(({ field }, index) => [
            ...(near[index] ?? []),
            ...others().map((one) => valueAt(one, field)),
          ]),
        );
  const chance = hashOf([message, ordinal, scenario.order, [...scenario.branches.values()]]);
  return found.length === 0 ? message : found[chance % found.length];
}

/** A number that depends on what was drawn, so that a case is the same whenever it is run. */
function hashOf(drawn: unknown): number {
  const text = JSON.stringify(drawn, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  let hash = 7;
  for (const character of text.slice(0, 2_000))
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return hash;
}

const samples = new WeakMap<Schema, readonly unknown[]>();
const samplesMax = 40;

/** Some values of a schema, always the same ones. */
export function samplesOfSchema(schema: Schema): readonly unknown[] {
  const known = samples.get(schema);
  if (known !== undefined) return known;
  const drawn = fc.sample(arbitraryValue(schema), { seed: 1, numRuns: samplesMax });
  samples.set(schema, drawn);
  return drawn;
}

/** Some messages of several named parts; a part without a schema is left out. */
export function samplesOfSchemas(
  parts: readonly (readonly [name: string, schema: Schema | undefined])[],
): readonly unknown[] {
  const drawn = parts.flatMap(([name, schema]) =>
    schema === undefined ? [] : [[name, samplesOfSchema(schema)] as const],
  );
  return Array.from({ length: samplesMax }, (_, index) =>
    Object.fromEntries(drawn.map(([name, values]) => [name, values[index]])),
  );
}
