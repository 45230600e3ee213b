import fc from "fast-check";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { arbitraryScenario } from "./arbitrary-scenario.ts";
import type { Scenario } from "./scenario.ts";

/** The same request, again and again, while what it is about may change: at least two. */
export type RepeatedScenarios = readonly [Scenario, ...Scenario[]];

/**
 * Up to `timesMax` scenarios in which the same comes in: what `incoming` calls the values of that. Of what the components
 * find when they ask, some is as it was the first time.
 */
export function arbitraryRepeated(
  protocol: DiagramProtocol,
  real: ReadonlySet<string>,
  { timesMax, incoming }: { readonly timesMax: number; readonly incoming: (key: string) => boolean },
): fc.Arbitrary<RepeatedScenarios> {
  const scenario = arbitraryScenario(protocol, real);
  const again = fc.record({ scenario, same: fc.nat(2 ** 10 - 1) });
  const few = fc.array(again, { minLength: 1, maxLength: Math.min(3, timesMax - 1) });
  const all = fc.array(again, { minLength: timesMax - 1, maxLength: timesMax - 1 });
  return fc
    .record({
      first: scenario,
      others: fc.oneof({ weight: 4, arbitrary: few }, { weight: 1, arbitrary: all }),
    })
    .map(({ first, others }): RepeatedScenarios => [
      first,
      ...others.map((other) => ({
        ...other.scenario,
        values: new Map(
          [...other.scenario.values].map(([key, values], index) => {
            const isSame = incoming(key) || (other.same >> index) % 2 === 1;
            return [key, isSame ? (first.values.get(key) ?? values) : values] as const;
          }),
        ),
      })),
    ]);
}
