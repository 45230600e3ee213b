import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { addressesFrom } from "../connect/server-addresses.ts";
import type { PropertyName } from "../model/property-name.ts";
import type { Finding, Promised, Property } from "./check/property.ts";
import { type Beside, loadBeside, moduleBeside, withSamples } from "./beside/load-beside.ts";
import {
  type ConfiguredSettings,
  patienceFromEnvironment,
  settingsFor,
  isStrict,
  systemPatienceFromEnvironment,
} from "./check/settings.ts";
import type { SystemDefinition } from "../system/system-definition.ts";
import type { Remark } from "./report/remark.ts";
import type { Level } from "./report/level.ts";
import { properties } from "./properties/index.ts";
import {
  proofName,
  reportCut,
  reportRemarks,
  reportUncrossed,
  reportUnfilled,
  reportViolation,
  type ReportContext,
} from "./report/report.ts";
import { StubsTold } from "./report/stubs-told.ts";
import { prepareClasses } from "./instances/prepare-classes.ts";
import { findStubs } from "./instances/find-stubs.ts";
import { trialInstances } from "./instances/trial-instances.ts";
import { withoutUnseenSteps } from "./instances/without-unseen-steps.ts";
import type { KeptCases } from "./beside/kept-cases.ts";
import { keptFirst } from "./check/kept-first.ts";
import { loadStatements } from "./values/load-statements.ts";
import { Patience } from "./time/patience.ts";
import { VirtualTime } from "./time/virtual-time.ts";
import { type Cast, castOf, creatorOf } from "./state/subject.ts";

export interface ContractOptions {
  /** The diagram and its components, as `wiring.gen.ts` has them. */
  readonly system: Pick<SystemDefinition, "protocol" | "components"> & Partial<SystemDefinition>;
  /** `import.meta.url` of the contract test: the handlers lie next to it. */
  readonly handlers: string;
  /** Instead of the `setup` of `system.ts` and the `samples` of `samples.ts` that lie there. */
  readonly beside?: Partial<Beside>;
  /** What the project's configuration says of how tests run. */
  readonly settings?: ConfiguredSettings;
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
  /** What the diagram promises of them, property by property, as far as that can be proved at this level. */
  promises(component?: string, level?: Level): readonly PropertyPromise[];
  /**
   * Resolves when the property holds, with what could not be proved of it, and rejects with an error whose message is
   * the report when it does not. At the level `system`, the environment says where the servers are.
   */
  check(property: PropertyName, component?: string, level?: Level): Promise<readonly Remark[]>;
}

export interface PropertyPromise extends Promised {
  readonly property: PropertyName;
  readonly title: string;
}

export function contract(options: ContractOptions): Contract {
  return contractTelling(options, () => new StubsTold(options.system.protocol));
}

/** What came of the search for a case that breaks a property, or the error that ended it. */
export type Told = (tried: Tried, finding: Finding | undefined) => void;

export interface Tried {
  readonly property: PropertyName;
  readonly component: string | undefined;
  readonly level: Level;
}

/**
 * As `contract`; `stubsToldBefore` says which stubs other reports have named already, so that each is named once, and
 * `tell` gets to know what each check has found. `cases` holds those that broke a property before.
 */
export function contractTelling(
  {
    system,
    handlers,
    beside: given,
    patienceMs = patienceFromEnvironment(),
    settings: configured = {},
  }: ContractOptions,
  stubsToldBefore: () => StubsTold,
  tell: Told = () => undefined,
  cases?: KeptCases,
): Contract {
  const { protocol, components, entries = [], gateways = {} } = system;
  const patiences = new Map<string | undefined, Patience>();
  return {
    promises: (component, level = "protocol") =>
      properties.flatMap((property) =>
        property.proof[level] === undefined || (level === "system" && entries.length === 0)
          ? []
          : promiseOf(property, promisedAt(level, property, castOf(protocol, component, entries))),
      ),
    async check(name, component, level = "protocol") {
      const settings = settingsFor(name, component, level, configured);
      const property = propertyNamed(name);
      if (settings.skip) return [];
      const statements = await loadStatements(protocol);
      const beside = { ...(await loadBeside(handlers)), ...given };
      const cast = { ...castOf(withSamples(protocol, beside), component, entries), ...statements };
      const finding = await oneAtATime(async () => {
        if (level === "system") {
          const whole = { ...system, entries, gateways };
          const wiring = moduleBeside("wiring.gen", handlers)?.href;
          const subject = { ...cast, system: whole, beside, wiring, addresses: addressesFrom(process.env) };
          const found = { ...subject, patienceMs: systemPatienceFromEnvironment() };
          return searchAt(property, level)(found, settings);
        }
        using time = new VirtualTime();
        const further = beside.setup.collaborators ?? {};
        const create = creatorOf(cast, components);
        const patience = patiences.get(component) ?? new Patience(patienceMs);
        patiences.set(component, patience);
        const subject = { ...cast, create, further, time, patience };
        const trials = trialInstances(subject);
        const stubs = await findStubs(subject, trials);
        prepareClasses(protocol, trials);
        const seen = withoutUnseenSteps(subject, trials);
        const search = searchAt(property, level);
        const tried = `${name}${component === undefined ? "" : ` of ${component}`}`;
        const found = await keptFirst(tried, cases, settings, (given) => search(seen, given));
        return { ...found, unfilled: [...stubs, ...found.unfilled] };
      }).catch((error: unknown) => {
        tell({ property: name, component, level }, undefined);
        throw error;
      });
      tell({ property: name, component, level }, finding);
      const { title } = property;
      const { seed } = settings;
      const context = { protocol, property: name, title, component, level, seed };
      return conclude({ ...context, handlers: folderOf(handlers) }, finding, stubsToldBefore());
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

function promisedAt(
  level: Level,
  { promise, promiseOnServers = promise }: Property,
  cast: Cast,
): Promised | undefined {
  return level === "system" ? promiseOnServers(cast) : promise(cast);
}

function promiseOf({ name, title }: Property, promised: Promised | undefined): readonly PropertyPromise[] {
  return promised === undefined ? [] : [{ ...promised, property: name, title }];
}

function propertyNamed(name: PropertyName): Property {
  const property = properties.find((one) => one.name === name);
  if (property === undefined)
    throw new Error(`"${name}" is no property; there are ${properties.map((one) => one.name).join(", ")}`);
  return property;
}

function searchAt<At extends Level>(
  { name, proof }: Property,
  level: At,
): NonNullable<Property["proof"][At]> {
  const search = proof[level];
  if (search === undefined) throw new Error(`"${name}" is not proved at the level ${level}`);
  return search;
}

/** Relative to where the test was started, as the other tools print it. */
function folderOf(url: string): string {
  const folder = relative(process.cwd(), dirname(fileURLToPath(url))).replaceAll("\\", "/");
  return folder === "" ? "" : `${folder}/`;
}

function conclude(
  context: ReportContext,
  { counterexample, unfilled, uncrossed, cut, remarks = [] }: Finding,
  stubsTold: StubsTold,
): readonly Remark[] {
  if (counterexample !== undefined) {
    const { verdict, path, keptFrom } = counterexample;
    const where = { ...context, path, seed: keptFrom ?? context.seed, isKept: keptFrom !== undefined };
    throw reported(reportViolation(where, { ...verdict, unfilled }));
  }
  if (unfilled.length > 0)
    throw reported(reportUnfilled(context, stubsTold.tell(proofName(context), unfilled)));
  if (uncrossed !== undefined) throw reported(reportUncrossed(context, uncrossed));
  if (cut !== undefined) throw reported(reportCut(context, cut));
  if (isStrict() && remarks.some(({ kind }) => kind === "not-reached"))
    throw reported(reportRemarks(context, remarks));
  return remarks;
}

/** The report is all there is to say: a stack would only show the kit's own frames. */
function reported(message: string): Error {
  const error = new Error(message);
  error.name = "ContractError";
  error.stack = message;
  return error;
}
