/** Where a promise stands, and so what it binds. Nothing said means the whole diagram. */
export interface PolicyPlace {
  /** Codes of the participants that the note stands at. */
  readonly participants?: readonly string[];
  /** The arrows that it stands at; without them, all arrows of its participants. */
  readonly steps?: readonly string[];
  /** The divider that makes the promise: it holds for what stands below. */
  readonly phase?: string;
  /** The branch that the note stands in. */
  readonly branch?: readonly [fragment: string, branch: number];
}

interface PlacedStep {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly phase?: string | undefined;
  readonly within: readonly (readonly [fragment: string, branch: number])[];
}

/** Whether a step is one of those that a promise at this place binds. */
export function binds({ participants, steps, phase, branch }: PolicyPlace, step: PlacedStep): boolean {
  if (steps !== undefined) return steps.includes(step.id);
  if (phase !== undefined && step.phase !== phase) return false;
  if (branch !== undefined && !step.within.some(([id, index]) => id === branch[0] && index === branch[1]))
    return false;
  return participants === undefined || standsAt(participants, step);
}

/** A note over one lifeline is about all of its arrows; one over several is about those between them. */
function standsAt(participants: readonly string[], { from, to }: PlacedStep): boolean {
  return participants.length === 1
    ? participants.includes(from) || participants.includes(to)
    : participants.includes(from) && participants.includes(to);
}

/** Whether the promise is one of the whole diagram. */
export function isEverywhere(place: PolicyPlace): boolean {
  return Object.values(place).every((part) => part === undefined);
}
