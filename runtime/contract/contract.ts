import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type fc from "fast-check";
import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import { badInputProperty } from "./properties/bad-input.ts";
import { checkProperty } from "./check-property.ts";
import { judgeCoverage } from "./properties/coverage.ts";
import { fatalFaultProperty } from "./properties/fatal-fault.ts";
import type { Verdict } from "./report/verdict.ts";
import { orderProperty } from "./properties/order.ts";
import { findStubs } from "./run/find-stubs.ts";
import type { PropertyName } from "../model/property-name.ts";
import { reportUnfilled, reportViolation, type ReportContext } from "./report/report.ts";
import type { Subject } from "./run/run-state.ts";
import { patienceFromEnvironment, settingsFor } from "./settings.ts";
import type { Unfilled } from "./report/violation.ts";

/** Builds each component from its collaborators; by component code. */
export type ComponentFactories = Readonly<Record<string, (collaborators: never) => object>>;

export interface ContractOptions {
  /** `import.meta.url` of the contract test: the handlers lie next to it. */
  readonly handlers: string;
  /**
   * How long a run waits for a component that neither ends nor does anything the diagram knows of, because it waits
   * for something of its own; `SEQWRIGHT_PATIENCE_MS` when that is set, 3,000 otherwise.
   */
  readonly patienceMs?: number;
}

/**
 * The properties that hold the components to their diagram. Each resolves when it holds, and rejects with an error
 * whose message is the report when it does not. With a component's code that component alone is real and all others
 * follow the script; without, all components are real and wired to each other.
 */
export interface Contract {
  order(component?: string): Promise<void>;
  coverage(component?: string): Promise<void>;
  badInput(component?: string): Promise<void>;
  fatalFault(component?: string): Promise<void>;
}

export function contract(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  { handlers, patienceMs = patienceFromEnvironment() }: ContractOptions,
): Contract {
  const check = async <Case>(
    name: PropertyName,
    component: string | undefined,
    property: {
      readonly cases: (subject: Subject) => fc.Arbitrary<Case>;
      readonly judge: (subject: Subject, one: Case) => Promise<Verdict>;
    },
  ): Promise<void> => {
    const settings = settingsFor(name, component);
    if (settings.skip) return;
    const subject = subjectOf(protocol, factories, component, patienceMs);
    const unfilled: Unfilled[] = [...(await findStubs(subject))];
    const counterexample = await checkProperty(
      property.cases(subject),
      (one) => property.judge(subject, one),
      settings,
      (judged) => unfilled.push(...judged.unfilled),
    );
    const context = {
      protocol,
      property: name,
      component,
      seed: settings.seed,
      handlers: folderOf(handlers),
    };
    conclude({ ...context, path: counterexample?.path }, counterexample?.judged, unfilled);
  };
  return {
    order: (component) => check("order", component, orderProperty),
    badInput: (component) => check("bad-input", component, badInputProperty),
    fatalFault: (component) => check("fatal-fault", component, fatalFaultProperty),
    async coverage(component) {
      const settings = settingsFor("coverage", component);
      if (settings.skip) return;
      const subject = subjectOf(protocol, factories, component, patienceMs);
      const unfilled = await findStubs(subject);
      const judged = await judgeCoverage(subject, settings.seed);
      const context = {
        protocol,
        component,
        seed: settings.seed,
        path: undefined,
        handlers: folderOf(handlers),
      };
      conclude({ ...context, property: "coverage" }, judged, [...unfilled, ...judged.unfilled]);
    },
  };
}

function subjectOf(
  protocol: DiagramProtocol,
  factories: ComponentFactories,
  component: string | undefined,
  patienceMs: number,
): Subject {
  const components = Object.keys(protocol.participants).filter(
    (code) => protocol.participants[code]?.role === "component",
  );
  if (component !== undefined && !components.includes(component)) {
    throw new Error(
      `"${component}" is no component of ${protocol.source}; its components are ${components.join(", ")}`,
    );
  }
  const real = component === undefined ? components : [component];
  for (const code of real) {
    if (!Object.hasOwn(factories, code))
      throw new Error(`no factory was given for component "${code}" of ${protocol.source}`);
  }
  const create: Subject["create"] = (code, collaborators) => {
    const factory = factories[code] as ((given: unknown) => object) | undefined;
    if (factory === undefined) throw new Error(`no factory was given for component "${code}"`);
    return factory(collaborators);
  };
  return { protocol, real, create, patienceMs };
}

/** Relative to where the test was started, as the other tools print it. */
function folderOf(url: string): string {
  const folder = relative(process.cwd(), dirname(fileURLToPath(url))).replaceAll("\\", "/");
  return folder === "" ? "" : `${folder}/`;
}

function conclude(context: ReportContext, judged: Verdict | undefined, unfilled: readonly Unfilled[]): void {
  if (judged?.violation !== undefined) throw reported(reportViolation(context, { ...judged, unfilled }));
  if (unfilled.length > 0) throw reported(reportUnfilled(context, unfilled));
}

/** The report is all there is to say: a stack would only show the kit's own frames. */
function reported(message: string): Error {
  const error = new Error(message);
  error.name = "ContractError";
  error.stack = message;
  return error;
}
