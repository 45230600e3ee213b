import fc from "fast-check";
import { schemaOf, type CallStep } from "../../model/steps.ts";
import type { SystemEntry } from "../../system/system-definition.ts";
import { arbitraryScenario } from "../draw/arbitrary-scenario.ts";
import type { Scenario } from "../draw/scenario.ts";
import { initialReading } from "../monitor/reading.ts";
import { drawnArguments } from "../run/scripted-actions.ts";
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

/** The input of a drawn case, with names in it that no other input has; undefined where nothing comes in from outside. */
export function inputOf(subject: SystemSubject, drawn: DrawnCase): SystemInput | undefined {
  const { protocol, system, real } = subject;
  const outside = system.entries.filter(({ participant, kind }) => {
    const spec = protocol.participants[participant];
    return spec?.role === "initiator" || kind !== "kafka" || !isPublished(subject, participant);
  });
  const entry = outside[drawn.entry % Math.max(1, outside.length)];
  const step = entry === undefined ? undefined : protocol.steps[entry.step];
  if (entry === undefined || step === undefined || step.kind === "reply") return undefined;
  const watched = { subject, scenario: drawn.scenario };
  const values = drawnArguments(watched, entry.step, initialReading(real), () => undefined);
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

/** Whether the diagram's own components write to this topic: then its events follow from others. */
function isPublished({ protocol, real }: SystemSubject, participant: string): boolean {
  return Object.values(protocol.steps).some(
    (step) => step.kind === "call" && step.to === participant && real.includes(step.from),
  );
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
