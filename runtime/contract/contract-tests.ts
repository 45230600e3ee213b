import { contract, type Contract, type ContractOptions, type PropertyPromise } from "./contract.ts";
import { levelsFromEnvironment, settingsFor, timeFromEnvironment } from "./check/settings.ts";
import type { Level } from "./report/level.ts";
import { labelOfParticipant } from "./report/describe-step.ts";
import { componentsOf } from "./state/subject.ts";

/** What Vitest, Jest, `node:test` and others have in common; Vitest and Jest also heed the limit of time. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly test: TestFunction & { readonly skip: TestFunction };
}

type TestFunction = (name: string, body: () => Promise<void>, limitMs?: number) => unknown;

/**
 * Registers a test for everything that the diagram promises: of each component alone, of all of them together, and, where
 * `SEQWRIGHT_LEVELS` asks for the level `system`, of the running system.
 */
export function contractTests({ describe, test }: TestRunner, options: ContractOptions): void {
  const { protocol } = options.system;
  const subject = contract(options);
  const casts = levelsFromEnvironment().flatMap((level): readonly (Tried & { readonly who: string })[] =>
    level === "system"
      ? [{ level, component: undefined, who: "the running system" }]
      : [...componentsOf(protocol), undefined].map((component) => ({
          level,
          component,
          who: component === undefined ? "all components together" : labelOfParticipant(protocol, component),
        })),
  );
  for (const { who, ...cast } of casts) {
    describe(`${protocol.name} › ${who}`, () => {
      for (const promise of subject.promises(cast.component, cast.level))
        register(test, subject, promise, cast);
    });
  }
}

interface Tried {
  readonly component: string | undefined;
  readonly level: Level;
}

// Beyond the time that a property takes itself: to start, and to write the report.
const graceMs = 30_000;

function register(
  test: TestRunner["test"],
  subject: Contract,
  { property, title, words }: PropertyPromise,
  { component, level }: Tried,
): void {
  const isAsked = !settingsFor(property, component, level).skip;
  const add: TestFunction = isAsked ? test : test.skip;
  // Jest would take a parameter of the body for a callback, and wait for it.
  const body = async (): Promise<void> => {
    const remarks = await subject.check(property, component, level);
    for (const { line, sentence } of remarks) process.stdout.write(`line ${line}: ${sentence}\n`);
  };
  add(`${title}: ${words}`, body, timeFromEnvironment() + graceMs);
}
