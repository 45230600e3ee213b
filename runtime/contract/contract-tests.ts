import type { DiagramProtocol } from "../model/diagram-protocol.ts";
import { contractTelling, type ContractOptions } from "./contract.ts";
import { type AskedProof, Proofs } from "./proofs.ts";
import { isAsked } from "./check/is-asked.ts";
import { levelsFromEnvironment, timeFromEnvironment } from "./check/settings.ts";
import type { Level } from "./report/level.ts";
import { KeptCases } from "./beside/kept-cases.ts";
import { StubsTold } from "./report/stubs-told.ts";
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
 * `SEQWRIGHT_LEVELS` asks for the level `system`, of the running system. After the last of them it is said what was proved.
 */
export function contractTests({ describe, test }: TestRunner, options: ContractOptions): void {
  const { protocol } = options.system;
  const stubsTold = new StubsTold(protocol);
  const subject = contractTelling(
    options,
    () => stubsTold,
    (tried, finding) => proofs.note(tried, finding),
    new KeptCases(protocol.name),
  );
  const asked = castsOf(protocol).flatMap((cast) =>
    subject.promises(cast.component, cast.level).map((promise) => ({ ...cast, ...promise })),
  );
  const chosen = levelsFromEnvironment(options.settings);
  const limitMs = timeFromEnvironment(options.settings) + graceMs;
  const isChosen = (one: AskedProof): boolean => chosen.includes(one.level) && isAsked(protocol, one);
  const proofs = new Proofs(protocol, asked, asked.filter(isChosen));
  for (const { level, component, who } of castsOf(protocol).filter((cast) => chosen.includes(cast.level))) {
    describe(`${protocol.name} › ${who}`, () => {
      for (const one of asked.filter((other) => other.level === level && other.component === component)) {
        const { property, title, words } = one;
        // Jest would take a parameter of the body for a callback, and wait for it.
        const body = async (): Promise<void> => {
          await subject.check(property, component, level);
        };
        (isChosen(one) ? test : test.skip)(`${title}: ${words}`, body, limitMs);
      }
    });
  }
}

// Beyond the time that a property takes itself: to start, and to write the report.
const graceMs = 30_000;

interface NamedCast {
  readonly level: Level;
  readonly component: string | undefined;
  readonly who: string;
}

function castsOf(protocol: DiagramProtocol): readonly NamedCast[] {
  const alone = componentsOf(protocol).map((component): NamedCast => ({
    level: "protocol",
    component,
    who: labelOfParticipant(protocol, component),
  }));
  return [
    ...alone,
    { level: "protocol", component: undefined, who: "all components together" },
    { level: "system", component: undefined, who: "the running system" },
  ];
}
