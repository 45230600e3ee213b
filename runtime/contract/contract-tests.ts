import { contract, type Contract, type ContractOptions, type PropertyPromise } from "./contract.ts";
import { settingsFor, timeFromEnvironment } from "./check/settings.ts";
import { labelOfParticipant } from "./report/describe-step.ts";
import { componentsOf } from "./state/subject.ts";

/** What Vitest, Jest, `node:test` and others have in common; Vitest and Jest also heed the limit of time. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly test: TestFunction & { readonly skip: TestFunction };
}

type TestFunction = (name: string, body: () => Promise<void>, limitMs?: number) => unknown;

/** Registers a test for everything that the diagram promises: of each component alone, then of all of them together. */
export function contractTests({ describe, test }: TestRunner, options: ContractOptions): void {
  const { protocol } = options.system;
  const subject = contract(options);
  for (const component of [...componentsOf(protocol), undefined]) {
    const who = component === undefined ? "all components together" : labelOfParticipant(protocol, component);
    describe(`${protocol.name} › ${who}`, () => {
      for (const promise of subject.promises(component)) register(test, subject, promise, component);
    });
  }
}

// Beyond the time that a property takes itself: to start, and to write the report.
const graceMs = 30_000;

function register(
  test: TestRunner["test"],
  subject: Contract,
  { property, title, words }: PropertyPromise,
  component: string | undefined,
): void {
  const isAsked = !settingsFor(property, component).skip;
  const add: TestFunction = isAsked ? test : test.skip;
  // Jest would take a parameter of the body for a callback, and wait for it.
  add(`${title}: ${words}`, () => subject.check(property, component), timeFromEnvironment() + graceMs);
}
