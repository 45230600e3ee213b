import type { PropertyName } from "../../model/property-name.ts";

export interface Settings {
  readonly seed: number;
  readonly runs: number;
  /** Where in the drawn cases to start: just one case, as a report's replay command names it. */
  readonly path: string | undefined;
  /** When that much time has passed, the search ends, and says so. */
  readonly timeMs: number;
  /** Another property was asked for. */
  readonly skip: boolean;
}

// Always the same, so that a build fails only when the code or the diagram changed.
const defaultSeed = 1042;
const defaultRuns = 100;
// For a slow machine: on an idle one a property takes a second or less.
const defaultTimeMs = 60_000;

/** What the environment asks of this property: `SEQWRIGHT_SEED`, `_RUNS`, `_PATH`, `_TIME_MS`, `_PROPERTY`, `_COMPONENT`. */
export function settingsFor(property: PropertyName, component: string | undefined): Settings {
  const { env } = process;
  const wantedProperty = env["SEQWRIGHT_PROPERTY"];
  const wantedComponent = env["SEQWRIGHT_COMPONENT"];
  const path = env["SEQWRIGHT_PATH"];
  const otherProperty = isSet(wantedProperty) && wantedProperty !== property;
  const otherComponent = isSet(wantedComponent) && wantedComponent !== component;
  const isMeant = wantedProperty === property && (wantedComponent ?? "") === (component ?? "");
  return {
    // `random` goes looking for cases that no run has drawn yet; the report says which seed it was.
    seed: env["SEQWRIGHT_SEED"] === "random" ? randomSeed() : integer("SEQWRIGHT_SEED", defaultSeed),
    runs: integer("SEQWRIGHT_RUNS", defaultRuns),
    path: isSet(path) ? path : undefined,
    timeMs: timeFromEnvironment(),
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
export function timeFromEnvironment(): number {
  return Math.max(0, integer("SEQWRIGHT_TIME_MS", defaultTimeMs));
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
