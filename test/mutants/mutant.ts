import { expect, test } from "vitest";
import type { ComponentFactories } from "../../runtime/contract/index.ts";
import type { ViolationKind } from "../../runtime/contract/report/violation.ts";
import type { DiagramProtocol } from "../../runtime/index.ts";
import type { PropertyName } from "../../runtime/model/property-name.ts";
import { reportOf, reports } from "./reports.ts";
import type { Fulfilled } from "./right.ts";

/** A handler with one mistake that a person might make, and how the contract tests should find it. */
export interface Mutant {
  /** The mistake, in words. */
  readonly name: string;
  /** The component that has it, by its code in the diagram. */
  readonly wrong: ComponentFactories;
  readonly caught: Caught;
  /** Where it shows at another place when all components are real, or makes no difference then. */
  readonly together?: Partial<Caught> | "right";
}

interface Caught {
  readonly by: PropertyName;
  readonly kind: ViolationKind;
  /** Of the arrow that the report names. */
  readonly line: number;
  /** All other properties hold. */
  readonly only?: true;
  /** These find it, too, and all others hold. */
  readonly also?: readonly PropertyName[];
}

/** One test for each mutant: the component alone, then all components together. */
export function catchesEach({ protocol, right, handlers }: Fulfilled, mutants: readonly Mutant[]): void {
  test.each(mutants)("$caught.by catches it: $name", async ({ wrong, caught, together }) => {
    const [component = ""] = Object.keys(wrong);
    const diagram = { protocol, right: { ...right, ...wrong }, handlers };
    await expectCaught(diagram, component, component, caught);
    await (together === "right"
      ? expectRight(diagram)
      : expectCaught(diagram, undefined, component, { ...caught, ...together }));
  });
}

async function expectCaught(
  diagram: Fulfilled,
  component: string | undefined,
  wrong: string,
  { by, kind, line, only, also }: Caught,
): Promise<void> {
  const { protocol, right, handlers } = diagram;
  const report =
    only === undefined && also === undefined
      ? await reportOf(protocol, right, by, component, handlers)
      : await onlyReport(diagram, { by, also: also ?? [] }, component);
  expect(report).toMatch(words[kind]);
  expect(report).toContain(`\n  ${protocol.source}:${line}  `);
  expect(report).toContain(`/${handlerOf(protocol, wrong)}\n`);
}

async function expectRight({ protocol, right, handlers }: Fulfilled): Promise<void> {
  expect(await reports(protocol, right, undefined, handlers)).toEqual({});
}

function handlerOf({ participants }: DiagramProtocol, component: string): string {
  const spec = participants[component];
  return spec?.role === "component" ? spec.handler : "";
}

async function onlyReport(
  { protocol, right, handlers }: Fulfilled,
  { by, also }: { readonly by: PropertyName; readonly also: readonly PropertyName[] },
  component: string | undefined,
): Promise<string | undefined> {
  const found = await reports(protocol, right, component, handlers);
  expect(new Set(Object.keys(found))).toEqual(new Set([by, ...also]));
  return found[by];
}

/** What a report says of each kind of violation. */
const words: Readonly<Record<ViolationKind, RegExp>> = {
  "not-in-diagram": /, which is not in the diagram\.$/m,
  "out-of-order":
    / was (?:called|answered) although (?:line \d+ .* had not happened|nothing more is drawn here)\.$/m,
  repeated: / again, (?:although the diagram has it only once here|after the last round of its loop)\.$/m,
  "wrong-branch": / belongs to a branch that this run did not take\.$/m,
  "outside-transaction": / was called (?:outside of|in a transaction of its own, apart from) /,
  "wrong-argument":
    / was called with another .* than the diagram says\.\n(?: {2}given .*\n)?.*\n {4}expected {2}/,
  "wrong-answer": / was answered otherwise than the diagram says\.\n(?: {2}given .*\n)?.*\n {4}expected {2}/,
  missing: /expected next line \d+ .*, but nothing more happened\.$/m,
  failed: / failed with .*, which the diagram does not draw here\.$/m,
  stalled: / never ended/,
  "went-on-after-fault":
    / was called although .* had failed with (?:a fatal error|an error that may pass)\.$/m,
  "repeated-after-fault":
    / was tried again, (?:although its error was fatal|although no retry is drawn there|after the \d+ tries that are drawn)\.$/m,
  "swallowed-error": / failed with (?:a fatal error|an error that may pass), but /,
  "not-undone": / had been done, and was not undone by /,
  "wrongly-undone": / was called to undo what /,
  "not-tried-again": / and was not tried again, although it is drawn to be, up to \d+ times\.$/m,
  "wrong-pause": / was tried again after \d+ ms, and not after the \d+ ms that are drawn\.$/m,
  "too-slow": / took \d+(?:ms|s|m|h), although nobody it asked was slow/,
  "accepted-bad-input": / came with a payload that is not valid, and was (?:accepted|never answered)/,
  "wrote-bad-input": / was called with a payload that should have been refused at line \d+ /,
  "crashed-on-bad-input": / the component (?:stumbled over it|threw )| has no message\.$/m,
  "not-atomic": /inside of a transaction/,
  "committed-early": / was committed while the server was still at work for /,
  "not-resumed": / became a dead letter, although only its process died| was gone on with, and left /,
  "wrong-time-to-live": / is kept for .*, but it (?:is kept for ever|has \d+ s left)\.$/m,
  "wrong-tries": /tried|dead letter|was answered/,
  "no-effect": /asked no server anything|did not write the table/,
  "never-exercised": / of the diagram did not happen in any run\./,
  "wrong-decision": /\(\) of .* (?:failed with|answers|changes what|says) /,
  "idle-decision": /\(\) of .* (?:was never asked in|has found nothing in) \d+ /,
};
