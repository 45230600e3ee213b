import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { PropertyName } from "../../model/property-name.ts";
import type { Level } from "../report/level.ts";
import { arrowFromEnvironment, settingsFor } from "./settings.ts";

/** Whether the environment asks for this property of this component: all are asked for where it names none, and no arrow. */
export function isAsked(
  protocol: DiagramProtocol,
  {
    property,
    component,
    level,
  }: { readonly property: PropertyName; readonly component: string | undefined; readonly level: Level },
): boolean {
  if (settingsFor(property, component, level).skip) return false;
  const arrow = arrowFromEnvironment();
  if (arrow === undefined) return true;
  const there = Object.values(protocol.steps).filter(({ line }) => line === arrow);
  if (there.length === 0)
    throw new Error(
      `SEQWRIGHT_ARROW: line ${arrow} of ${protocol.source} has no arrow; lines ${linesWithArrows(protocol)} have`,
    );
  // That everything happens is not about one arrow.
  if (property === "coverage") return false;
  return component === undefined || there.some(({ from, to }) => from === component || to === component);
}

function linesWithArrows({ steps }: DiagramProtocol): string {
  const lines = new Set(Object.values(steps).map(({ line }) => line));
  return [...lines].sort((one, other) => one - other).join(", ");
}
