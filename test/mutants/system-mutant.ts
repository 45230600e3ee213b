import { expect, test } from "vitest";
import { contract, type ComponentFactories, type ContractOptions } from "../../runtime/contract/index.ts";
import type { PropertyName } from "../../runtime/model/property-name.ts";

/** A handler of a system with one mistake, and the property that is meant for it. */
export interface SystemMutant {
  readonly name: string;
  /** The component that has it, by its code in the diagram. */
  readonly wrong: ComponentFactories;
  readonly by: PropertyName;
  /** Of the arrow that the report names, by its text there. */
  readonly at: string;
}

/** One test for each wrong handler of a diagram in `generated/`, and one that there are enough of them. */
export function catchesEachOf(
  diagram: string,
  system: ContractOptions["system"],
  mutants: readonly SystemMutant[],
): void {
  const path = `../../generated/${encodeURIComponent(diagram)}/contract.gen.test.ts`;
  const handlers = new URL(path, import.meta.url).href;
  test.each(mutants)("$by catches it: $name", async ({ wrong, by, at }) => {
    const components = { ...system.components, ...wrong };
    const subject = contract({ system: { ...system, components }, handlers });
    // Bad input comes in at the border, and is refused by whoever stands there.
    const component = by === "bad-input" ? undefined : Object.keys(wrong)[0];
    const failed = await subject.check(by, component).then(
      () => "it holds",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const named = failed.split("\n").find((line) => line.includes(".puml:"));
    expect(named ?? failed).toContain(at);
  });

  test("at least fifteen wrong handlers, and every component has one", () => {
    expect(mutants.length).toBeGreaterThanOrEqual(15);
    const wrong = new Set(mutants.flatMap((mutant) => Object.keys(mutant.wrong)));
    expect([...wrong].toSorted()).toEqual(Object.keys(system.components).toSorted());
  });
}
