import fc from "fast-check";
import { schemaOf, type CallStep } from "../../model/steps.ts";
import type { SystemEntry } from "../../system/system-definition.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import type { Scenario } from "../draw/scenario.ts";
import { advance } from "../monitor/next-steps.ts";
import type { Reading } from "../monitor/reading.ts";
import { isPublished } from "../routes/publications.ts";
import { drawnArguments } from "../run/scripted-actions.ts";
import type { WatchedRun } from "../state/run-state.ts";
import type { SystemSubject } from "./system-subject.ts";
import { tamed, type Taming } from "./tame-value.ts";

/** Something that the world sends to the running system. */
export interface SystemInput {
  readonly entry: SystemEntry;
  readonly step: CallStep;
  /** What its method is called with, in the order of its parameters; `undefined` for what acknowledges it. */
  readonly values: readonly unknown[];
}

/** One input as it is drawn: by which arrow it comes, and the scenario that it is to lead to. */
export interface DrawnCase {
  readonly scenario: Scenario;
  /** Any whole number: it picks the entry. */
  readonly entry: number;
}

/** What the world may send: a payload for an entry of the diagram, and what the resources are to hold by then. */
export function arbitraryInput({ protocol, real }: SystemSubject): fc.Arbitrary<DrawnCase> {
  return fc.record({ scenario: arbitraryScenario(protocol, new Set(real)), entry: fc.nat(999) });
}

/**
 * What the world may send next in this run, in the diagram's order: an input for each entry whose turn it is, with names
 * in it that no other input has.
 */
export function inputsFor(state: WatchedRun, subject: SystemSubject): readonly SystemInput[] {
  const { protocol, system } = subject;
  return system.entries
    .filter((entry) => !isPublished(subject, entry))
    .flatMap((entry) => {
      const at = state.monitor.readings.find(
        (reading) => advance(protocol, reading, [entry.component], entry.step).length > 0,
      );
      return at === undefined ? [] : (inputOf(state, subject, entry, at) ?? []);
    });
}

function inputOf(
  state: WatchedRun,
  subject: SystemSubject,
  entry: SystemEntry,
  at: Reading,
): SystemInput | undefined {
  const step = subject.protocol.steps[entry.step];
  if (step === undefined || step.kind === "reply") return undefined;
  const values = drawnArguments(state, entry.step, at, () => undefined);
  const taming = tamingFor(subject, step);
  return {
    entry,
    step,
    values: step.args.map((argument, index) =>
      schemaOf(argument) === undefined
        ? undefined
        : tamed(values[index], schemaOf(argument), argument.name, taming),
    ),
  };
}

function tamingFor({ protocol }: SystemSubject, { decides }: CallStep): Taming {
  const inKeys = new Set(
    Object.values(protocol.steps).flatMap((step) =>
      step.kind === "reply"
        ? []
        : step.args.flatMap(({ value }) =>
            value.kind === "template" ? value.parts.filter((_, index) => index % 2 === 1).map(lastName) : [],
          ),
    ),
  );
  return {
    isName: (field) =>
      inKeys.has(field) || /(?:id|key|uuid|email|phone|login|account|username)$/i.test(field),
    decides: (path) => decides.some(({ field }) => field === path),
  };
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
