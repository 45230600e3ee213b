import type { PropertyName } from "../../model/property-name.ts";
import { levels, type Level } from "../report/level.ts";

export interface Settings {
  readonly seed: number;
  readonly runs: number;
  /** Where in the drawn cases to start: just one case, as a report's replay command names it. */
  readonly path: string | undefined;
  /** When that much time has passed, the search ends, and says so. */
  readonly timeMs: number;
  /** Only cases that cross an arrow on this line of the diagram count, and only faults there. */
  readonly arrow: number | undefined;
  /** Another property was asked for. */
  readonly skip: boolean;
}

// Always the same, so that a build fails only when the code or the diagram changed.
const defaultSeed = 1042;
// On real servers a run takes a hundred times as long.
const defaultRuns: Readonly<Record<Level, number>> = { protocol: 100, system: 12 };
// For a slow machine: on an idle one a property takes a second or less.
const defaultTimeMs = 60_000;

/** What a project's configuration says; the environment wins over it. */
export interface ConfiguredSettings {
  readonly runs?: number;
  readonly seed?: number;
  readonly timeMs?: number;
  readonly levels?: readonly Level[];
}

/**
 * What the environment asks of this property: `SEQWRIGHT_SEED`, `_RUNS`, `_PATH`, `_TIME_MS`, `_ARROW`, `_PROPERTY`,
 * `_COMPONENT`.
 */
export function settingsFor(
  property: PropertyName,
  component: string | undefined,
  level: Level = "protocol",
  configured: ConfiguredSettings = {},
): Settings {
  const { env } = process;
  const wantedProperty = env["SEQWRIGHT_PROPERTY"];
  const wantedComponent = env["SEQWRIGHT_COMPONENT"];
  const path = env["SEQWRIGHT_PATH"];
  const otherProperty = isSet(wantedProperty) && wantedProperty !== property;
  const otherComponent = isSet(wantedComponent) && wantedComponent !== component;
  const isMeant = wantedProperty === property && (wantedComponent ?? "") === (component ?? "");
  return {
    // `random` goes looking for cases that no run has drawn yet; the report says which seed it was.
    seed:
      env["SEQWRIGHT_SEED"] === "random"
        ? randomSeed()
        : integer("SEQWRIGHT_SEED", configured.seed ?? defaultSeed),
    runs: integer("SEQWRIGHT_RUNS", configured.runs ?? defaultRuns[level]),
    path: isSet(path) ? path : undefined,
    timeMs: timeFromEnvironment(configured),
    arrow: arrowFromEnvironment(),
    // A path leads to one case of one property: that case alone is to be seen again.
    skip: otherProperty || otherComponent || (isSet(path) && !isMeant),
  };
}

// Long for anything that a component waits for in a test, short enough that a test of it still ends in time.
const defaultPatienceMs = 3_000;

/** How long runs wait for a component that waits for something of its own: `SEQWRIGHT_PATIENCE_MS`. */
export function patienceFromEnvironment(): number {
  return Math.max(0, integer("SEQWRIGHT_PATIENCE_MS", defaultPatienceMs));
}

/** How long a property may take, all its cases together: `SEQWRIGHT_TIME_MS`. */
export function timeFromEnvironment({ timeMs = defaultTimeMs }: ConfiguredSettings = {}): number {
  return Math.max(0, integer("SEQWRIGHT_TIME_MS", timeMs));
}

/** The line of the arrow that all cases are to cross: `SEQWRIGHT_ARROW`. */
export function arrowFromEnvironment(): number | undefined {
  return isSet(process.env["SEQWRIGHT_ARROW"]) ? integer("SEQWRIGHT_ARROW", 0) : undefined;
}

/** The levels at which properties are tried: `SEQWRIGHT_LEVELS`, with commas between them; `protocol` where nobody says. */
export function levelsFromEnvironment({
  levels: configured = ["protocol"],
}: ConfiguredSettings = {}): readonly Level[] {
  const asked = (process.env["SEQWRIGHT_LEVELS"] ?? "").split(",").map((word) => word.trim());
  const unknown = asked.find((word) => word !== "" && !levels.some((level) => level === word));
  if (unknown !== undefined)
    throw new Error(`SEQWRIGHT_LEVELS must name ${levels.join(" or ")}, or both, not "${unknown}"`);
  const known = levels.filter((level) => asked.includes(level));
  return known.length === 0 ? configured : known;
}

/** Whether what is only told elsewhere is to fail: `SEQWRIGHT_STRICT=1`. */
export function isStrict(): boolean {
  return process.env["SEQWRIGHT_STRICT"] === "1";
}

// What a server takes when eight others use it, too.
const systemPatienceMs = 20_000;

/** How long a run on real servers waits for what the diagram says comes next: `SEQWRIGHT_SYSTEM_PATIENCE_MS`. */
export function systemPatienceFromEnvironment(): number {
  return Math.max(0, integer("SEQWRIGHT_SYSTEM_PATIENCE_MS", systemPatienceMs));
}

function randomSeed(): number {
  return Math.floor(Math.random() * 0x7fffffff);
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}

function integer(name: string, otherwise: number): number {
  const text = process.env[name];
  if (!isSet(text)) return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} must be a whole number, not "${text}"`);
  return value;
}
