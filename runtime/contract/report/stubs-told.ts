import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { Unfilled } from "./violation.ts";

/** Stubs of a report: those that no report has named before, and where the others are. */
export interface StubsToTell {
  /** In the order in which the diagram comes to them. */
  readonly fresh: readonly Unfilled[];
  readonly known: number;
  /** The heading of the report that names the first of the others. */
  readonly knownFrom: string | undefined;
}

/** Each stub is named once, by the first property that meets it: the others only say so. */
export class StubsTold {
  readonly #protocol: DiagramProtocol;
  readonly #told = new Map<string, string>();

  constructor(protocol: DiagramProtocol) {
    this.#protocol = protocol;
  }

  /** What a report under this heading has to say of these stubs; they are told from now on. */
  tell(heading: string, stubs: readonly Unfilled[]): StubsToTell {
    const distinct = new Map(stubs.map((stub) => [keyOf(stub), stub]));
    const isKnown = (key: string): boolean => (this.#told.get(key) ?? heading) !== heading;
    const known = [...distinct.keys()].filter(isKnown);
    const fresh = [...distinct].filter(([key]) => !isKnown(key));
    const [first] = known;
    for (const [key] of fresh) this.#told.set(key, heading);
    return {
      fresh: inDiagramOrder(
        this.#protocol,
        fresh.map(([, stub]) => stub),
      ),
      known: known.length,
      knownFrom: first === undefined ? undefined : this.#told.get(first),
    };
  }
}

function keyOf({ what, location }: Unfilled): string {
  return `${what} ${location ?? ""}`;
}

/** By component, from the one that the diagram asks first; then as they stand in the handler, which is in diagram order. */
export function inDiagramOrder(protocol: DiagramProtocol, stubs: readonly Unfilled[]): readonly Unfilled[] {
  const places = new Map(stubs.map((stub) => [stub, [turnOf(protocol, stub), lineIn(stub)] as const]));
  const placeOf = (stub: Unfilled): readonly [number, number] => places.get(stub) ?? [0, 0];
  return [...stubs].sort((left, right) => {
    const [[turn, line], [otherTurn, otherLine]] = [placeOf(left), placeOf(right)];
    return turn - otherTurn || line - otherLine;
  });
}

/** The line of the first arrow at the component whose stub it is; the end of the diagram where that is not known. */
function turnOf({ participants, steps }: DiagramProtocol, { what }: Unfilled): number {
  const [className] = what.split(".");
  const codes = Object.keys(participants).filter((code) => {
    const spec = participants[code];
    return spec?.role === "component" && spec.class === className;
  });
  const lines = Object.values(steps).flatMap(({ from, to, line }) =>
    codes.includes(from) || codes.includes(to) ? [line] : [],
  );
  return Math.min(...lines, Number.MAX_SAFE_INTEGER);
}

function lineIn({ location }: Unfilled): number {
  const line = Number(location?.slice(location.lastIndexOf(":") + 1));
  return Number.isSafeInteger(line) ? line : 0;
}
