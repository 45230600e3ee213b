import type { Transition } from "../../model/automaton.ts";
import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { FragmentId } from "../../model/steps.ts";
import { bind, unbind, type Knowledge } from "../values/knowledge.ts";
import { branchKnown, roundKnown, withFacts } from "./facts.ts";
import { knownItems, operationAround } from "./known-items.ts";
import {
  fragmentVisit,
  placeOf,
  restrictBranches,
  restrictRounds,
  scopeOf,
  withPlace,
  type Place,
  type Reading,
} from "./reading.ts";

/** Takes a transition that is not a step; undefined when what has been decided forbids it. */
export function decide(
  protocol: DiagramProtocol,
  reading: Reading,
  component: string,
  transition: Exclude<Transition, { readonly step: string }>,
): Reading | undefined {
  const place = placeOf(reading, component);
  if ("choose" in transition) {
    const { key } = fragmentVisit(protocol, transition.choose, place);
    const known = branchKnown(protocol, reading, transition.choose, place);
    if (typeof known === "number" && known !== transition.branch) return undefined;
    const chosen = restrictBranches(reading, key, [transition.branch]);
    return chosen && withPlace(chosen, component, { ...place, state: transition.to });
  }
  const loop = "repeat" in transition ? transition.repeat : transition.leave;
  const { key } = fragmentVisit(protocol, loop, place);
  const known = roundKnown(protocol, reading, loop, place);
  if (known !== undefined && known !== "repeat" in transition) return undefined;
  const times = protocol.fragments[loop]?.times;
  const done = place.loops.get(loop) ?? 0;
  const items = knownItems(protocol, reading, component, loop);
  const isSaid = items === undefined || items === reading.rounds.get(key)?.items;
  const before = isSaid ? reading : restrictRounds(reading, key, items.length, items);
  if (before === undefined) return undefined;
  if ("leave" in transition) {
    const left = done < (times?.min ?? 0) ? undefined : restrictRounds(before, key, done);
    return left && withPlace(left, component, { ...place, state: transition.to });
  }
  const limits = before.rounds.get(key) ?? { atLeast: 0 };
  if (done + 1 > (limits.exactly ?? times?.max ?? Number.POSITIVE_INFINITY)) return undefined;
  const begun = { ...limits, atLeast: Math.max(limits.atLeast, done + 1) };
  const inner = Object.entries(protocol.fragments).filter(([, { within }]) =>
    within.some(([outer]) => outer === loop),
  );
  const loops = new Map(place.loops).set(loop, done + 1);
  for (const [fragment] of inner) loops.delete(fragment);
  const entered: Place = { ...place, loops, state: transition.to };
  const knowledge = withItem(protocol, component, loop, entered, limits.items);
  const inside = withPlace({ ...before, rounds: new Map(before.rounds).set(key, begun) }, component, {
    ...entered,
    knowledge,
  });
  return withItemFacts(protocol, inside, component, loop, limits.items?.[done]);
}

/** What the round is about, under the name that the loop gives it; the last round's is forgotten. */
function withItem(
  protocol: DiagramProtocol,
  component: string,
  loop: FragmentId,
  place: Place,
  items: readonly unknown[] | undefined,
): Knowledge {
  const fragment = protocol.fragments[loop];
  if (fragment?.item === undefined) return place.knowledge;
  const round = (place.loops.get(loop) ?? 1) - 1;
  if (items === undefined || round >= items.length) return unbind(place.knowledge, fragment.item);
  return bind(
    place.knowledge,
    fragment.item,
    items[round],
    scopeOf(protocol, operationAround(protocol, component, loop), [...fragment.within, [loop, 0]], place),
  );
}

/** What branches of the round depend on, if it is about an item. */
function withItemFacts(
  protocol: DiagramProtocol,
  reading: Reading,
  component: string,
  loop: FragmentId,
  item: unknown,
): Reading {
  const fragment = protocol.fragments[loop];
  if (fragment?.decides === undefined || item === undefined) return reading;
  return withFacts(protocol, reading, fragment.decides, [...fragment.within, [loop, 0]], component, item);
}
