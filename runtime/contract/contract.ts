import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import type { PropertyName } from "../model/property-name.ts";
import type { Finding, Promised, Property } from "./check/property.ts";
import { patienceFromEnvironment, settingsFor } from "./check/settings.ts";
import { properties } from "./properties/index.ts";
import { reportCut, reportUnfilled, reportViolation, type ReportContext } from "./report/report.ts";
import { findStubs } from "./run/find-stubs.ts";
import { loadStatements } from "./values/load-statements.ts";
import { VirtualTime } from "./time/virtual-time.ts";
import { castOf, creatorOf, type ComponentFactories, type EntryArrow } from "./state/subject.ts";

export interface ContractOptions {
  /** The diagram and its components, as `wiring.gen.ts` has them. */
  readonly system: {
    readonly protocol: DiagramProtocol;
    readonly components: ComponentFactories;
    readonly entries?: readonly EntryArrow[];
  };
  /** `import.meta.url` of the contract test: the handlers lie next to it. */
  readonly handlers: string;
  /**
   * How long a run waits, in real time, for a component that does not end although nothing shows what it waits for:
   * hashing, for one. `SEQWRIGHT_PATIENCE_MS` when that is set, 3,000 otherwise. Timers take no time.
   */
  readonly patienceMs?: number;
}

/**
 * What holds the components to their diagram. With a component's code that component alone is real and all others
 * follow the script; without, all components are real and wired to each other.
 */
export interface Contract {
  /** What the diagram promises of them, property by property. */
  promises(component?: string): readonly PropertyPromise[];
  /** Resolves when the property holds, and rejects with an error whose message is the report when it does not. */
  check(property: PropertyName, component?: string): Promise<void>;
}

export interface PropertyPromise extends Promised {
  readonly property: PropertyName;
  readonly title: string;
}

export function contract({
  system: { protocol, components, entries },
  handlers,
  patienceMs = patienceFromEnvironment(),
}: ContractOptions): Contract {
  return {
    promises: (component) =>
      properties.flatMap((property) =>
        promiseOf(property, property.promise(castOf(protocol, component, entries))),
      ),
    async check(name, component) {
      const settings = settingsFor(name, component);
      const { title, search } = searchFor(name);
      if (settings.skip) return;
      const statements = await loadStatements(protocol);
      const finding = await oneAtATime(async () => {
        using time = new VirtualTime();
        const cast = castOf(protocol, component, entries);
        const subject = { ...cast, create: creatorOf(cast, components), time, patienceMs, ...statements };
        const stubs = await findStubs(subject);
        const found = await search(subject, settings);
        return { ...found, unfilled: [...stubs, ...found.unfilled] };
      });
      conclude(
        { protocol, property: name, title, component, seed: settings.seed, handlers: folderOf(handlers) },
        finding,
      );
    },
  };
}

let latest: Promise<unknown> = Promise.resolve();

/** Virtual time is one for the whole process, so tests that a runner starts side by side take turns. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = latest.then(work);
  latest = mine.catch(() => undefined);
  return mine;
}

function promiseOf({ name, title }: Property, promised: Promised | undefined): readonly PropertyPromise[] {
  return promised === undefined ? [] : [{ ...promised, property: name, title }];
}

function searchFor(name: PropertyName): {
  readonly title: string;
  readonly search: NonNullable<Property["proof"]["protocol"]>;
} {
  const property = properties.find((one) => one.name === name);
  if (property?.proof.protocol === undefined) {
    throw new Error(`"${name}" is no property; there are ${properties.map((one) => one.name).join(", ")}`);
  }
  return { title: property.title, search: property.proof.protocol };
}

/** Relative to where the test was started, as the other tools print it. */
function folderOf(url: string): string {
  const folder = relative(process.cwd(), dirname(fileURLToPath(url))).replaceAll("\\", "/");
  return folder === "" ? "" : `${folder}/`;
}

function conclude(context: ReportContext, { counterexample, unfilled, cut }: Finding): void {
  if (counterexample !== undefined) {
    const { verdict, path } = counterexample;
    throw reported(reportViolation({ ...context, path }, { ...verdict, unfilled }));
  }
  if (unfilled.length > 0) throw reported(reportUnfilled(context, unfilled));
  if (cut !== undefined) throw reported(reportCut(context, cut));
}

/** The report is all there is to say: a stack would only show the kit's own frames. */
function reported(message: string): Error {
  const error = new Error(message);
  error.name = "ContractError";
  error.stack = message;
  return error;
}
