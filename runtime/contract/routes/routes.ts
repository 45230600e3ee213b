import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { StepId } from "../../model/steps.ts";
import { withoutSteps } from "../state/without-steps.ts";
import { withFollowUps } from "./follow-ups.ts";
import { entrancesOf, originsOf } from "./origins.ts";
import { isPublished, publishedInLoops, type Routed } from "./publications.ts";

/**
 * The diagram as one run of the running system can follow it. Once for each of the requests that lead to the same event:
 * `POST /orders` and `POST /orders/{id}/again` may both be drawn before the one `OrderPlaced` that follows either of them, and
 * what the others do is left out. In each, what an event of the diagram's own sets off is owed only once it is published.
 * What a loop publishes is followed apart: one run sends such an event itself, and the one with the loop does not look at
 * what becomes of its events.
 */
export function routesOf<Of extends Routed>(subject: Of): readonly Of[] {
  const looped = publishedInLoops(subject);
  const cut = looped.length === 0 ? subject : { ...subject, apart: new Set(looped) };
  const beginnings = [
    (origin: StepId) => cut.apart?.has(origin) !== true,
    ...looped.map((one) => (origin: StepId) => origin === one),
  ];
  return beginnings.flatMap((isFollowed) => routesAmong(startingFrom(cut, isFollowed)));
}

/** With the steps that these arrows from outside lead to, and no others. */
function startingFrom<Of extends Routed>(subject: Of, isFollowed: (origin: StepId) => boolean): Of {
  const origins = originsOf(subject);
  const leftOut = [...new Set([...entrancesOf(subject).values()].flatMap((one) => [...origins(one)]))].filter(
    (origin) => !isFollowed(origin),
  );
  return leftOut.length === 0 ? subject : { ...subject, protocol: withoutOrigins(subject, leftOut) };
}

function routesAmong<Of extends Routed>(subject: Of): readonly Of[] {
  const groups = rivalsIn(subject);
  const count = Math.max(1, ...groups.map(({ length }) => length));
  const routes = Array.from({ length: count }, (_, at) => {
    const leftOut = groups.flatMap((rivals) => rivals.filter((_one, index) => index !== at % rivals.length));
    return leftOut.length === 0 ? subject : { ...subject, protocol: withoutOrigins(subject, leftOut) };
  });
  return routes.map(withFollowUps);
}

/** Arrows from outside that lead to the same event, in groups: one run follows one of each group. */
function rivalsIn(subject: Routed): readonly (readonly StepId[])[] {
  const origins = originsOf(subject);
  const all = subject.system.entries
    .filter((entry) => isPublished(subject, entry))
    .map(({ step }) => [...origins(step)]);
  return all.reduce<readonly (readonly StepId[])[]>((groups, more) => {
    const touched = groups.filter((group) => group.some((step) => more.includes(step)));
    const joined = [...new Set([...touched.flat(), ...more])];
    return [...groups.filter((group) => !touched.includes(group)), joined];
  }, []);
}

/** Without the steps that nothing leads to but these arrows from outside. */
function withoutOrigins(subject: Routed, leftOut: readonly StepId[]): DiagramProtocol {
  const entrances = entrancesOf(subject);
  const origins = originsOf(subject);
  return without(subject.protocol, (step) => {
    const entrance = entrances.get(step);
    return entrance !== undefined && [...origins(entrance)].every((origin) => leftOut.includes(origin));
  });
}

/** A fragment goes with the last step in it; what is promised of steps alone, with the last of them. */
function without(protocol: DiagramProtocol, isLeftOut: (step: StepId) => boolean): DiagramProtocol {
  const isLeft = (step: StepId): boolean => !isLeftOut(step);
  const inUse = new Set(
    Object.entries(protocol.steps).flatMap(([id, { within }]) =>
      isLeft(id) ? within.map(([fragment]) => fragment) : [],
    ),
  );
  return {
    ...withoutSteps(protocol, { step: isLeft, fragment: (fragment) => inUse.has(fragment) }),
    policies: protocol.policies.filter(({ at }) => at.steps?.some(isLeft) !== false),
  };
}
