import type { Step, StepId } from "../../ir/model/diagram-model.ts";
import type { Behaviour } from "../../protocol/model.ts";
import { stepsIn } from "./steps-in.ts";

/** Which of the calls that a component receives each of its steps belongs to. */
export interface Owners {
  /** By place on the lifeline: what follows a choice may stand in several of its branches, each with a caller of its own. */
  readonly owners: Map<Behaviour, StepId>;
  /** Steps that come before anything called the component. */
  readonly uncalled: StepId[];
  /** Steps that come only after what the component does for another call; by that call. */
  readonly waits: Map<StepId, StepId>;
}

/** What a component is doing at one place of its lifeline. */
export interface Working {
  /** The calls that it is working on, innermost last. */
  readonly open: readonly StepId[];
  /** Those of them that go on whatever comes: a loop around the calls that come waits for them. */
  readonly held: readonly StepId[];
  /** The one that it answered or began last. */
  readonly last: StepId | undefined;
  /** Its own calls that are not answered yet, by the call that it makes them for. */
  readonly asked: ReadonlyMap<StepId, StepId>;
  /** By call: for which other one something has happened since its own last step. */
  readonly passed: ReadonlyMap<StepId, StepId>;
}

interface Assignment extends Owners {
  readonly steps: ReadonlyMap<StepId, Step>;
  /** The call for which each of the component's own calls was made last. */
  readonly askers: Map<StepId, StepId>;
  /** Whether a loop is gone through for the second time. */
  readonly again: boolean;
}

/** What a component works on before anything has called it. */
export const idle: Working = { open: [], held: [], last: undefined, asked: new Map(), passed: new Map() };

/** The call that a component goes on with, when its next step is one of its own. */
export function currentOwner({ open, last }: Working): StepId | undefined {
  return open.at(-1) ?? last;
}

/** Walks down a lifeline, and says for each step which call it is done for. */
export function assignOwners(behaviour: Behaviour, steps: ReadonlyMap<StepId, Step>): Owners {
  const assignment = newAssignment(steps);
  assign(behaviour, idle, assignment);
  return assignment;
}

/** What a component works on after a part of its lifeline, from what it works on before. */
export function workingAfter(
  behaviour: Behaviour,
  before: Working,
  steps: ReadonlyMap<StepId, Step>,
): Working {
  return assign(behaviour, before, newAssignment(steps));
}

function newAssignment(steps: ReadonlyMap<StepId, Step>): Assignment {
  return { steps, owners: new Map(), askers: new Map(), uncalled: [], waits: new Map(), again: false };
}

function assign(behaviour: Behaviour, working: Working, assignment: Assignment): Working {
  switch (behaviour.kind) {
    case "sequence":
      return behaviour.items.reduce((state, item) => assign(item, state, assignment), working);
    case "choice":
      return behaviour.branches
        .map((branch) => assign(branch, working, assignment))
        .reduce(joined, { ...working, open: [] });
    case "parallel":
      return assignBranches(behaviour.branches, working, assignment);
    case "loop":
      return assignRounds(behaviour.body, working, assignment);
    case "step":
      return assignStep(behaviour, working, assignment);
  }
}

/**
 * A second round tells what has to wait for the end of the one before. Where the component begins a round by itself, it
 * is the work that the loop stands in which goes on, whatever calls come in the meantime.
 */
function assignRounds(body: Behaviour, before: Working, assignment: Assignment): Working {
  const isBegunByItself = stepsIn(body)[0]?.side !== "receive-call";
  const working = isBegunByItself ? { ...before, held: [...before.held, ...before.open] } : before;
  const end = assign(body, working, assignment);
  const after = isBegunByItself ? outOfRounds(end, before, assignment) : end;
  const isDisturbed = working.open.some((id) => end.passed.has(id) && !working.passed.has(id));
  if (!isDisturbed || assignment.again) return after;
  const passed = new Map([...end.passed].filter(([id]) => working.open.includes(id)));
  assign(body, { ...working, passed }, { ...assignment, uncalled: [], again: true });
  return after;
}

/** Calls that came during the rounds and want no answer are over. */
function outOfRounds(end: Working, { open, held }: Working, { steps }: Assignment): Working {
  return { ...end, held, open: end.open.filter((id) => open.includes(id) || isAnswered(id, steps)) };
}

/** Branches begin with what is open before them; where nothing is, a branch goes on with what an earlier one got. */
function assignBranches(branches: readonly Behaviour[], working: Working, assignment: Assignment): Working {
  const ends: Working[] = [];
  for (const branch of branches) {
    const before = ends.at(-1);
    const isAdopted = working.open.length === 0 && working.last === undefined && before?.last !== undefined;
    const first = isAdopted ? stepsIn(branch)[0] : undefined;
    if (first !== undefined && first.side !== "receive-call") assignment.uncalled.push(first.step);
    ends.push(assign(branch, isAdopted ? { ...working, last: before.last } : working, assignment));
  }
  return ends.reduce(joined, { ...working, open: [] });
}

/** What is known after one of several ways; the one in which more is open stands for all. */
function joined(one: Working, other: Working): Working {
  const { open, last } = other.open.length >= one.open.length ? other : one;
  return {
    open,
    held: one.held,
    last,
    asked: new Map([...one.asked, ...other.asked]),
    passed: new Map([...one.passed, ...other.passed]),
  };
}

function assignStep(place: Behaviour & { kind: "step" }, working: Working, assignment: Assignment): Working {
  const { owners, askers, steps, uncalled } = assignment;
  const { step, side } = place;
  const drawn = steps.get(step);
  if (side === "receive-call") {
    // A call that is never answered has no drawn end: it ends when the next one comes, but for what it waits for.
    const waiting = new Set(working.asked.values());
    const open = working.open.filter(
      (id) => isAnswered(id, steps) || waiting.has(id) || working.held.includes(id),
    );
    return happened(step, { ...working, open: [...open, step], last: step });
  }
  if (side === "send-reply" && drawn?.kind === "reply") {
    owners.set(place, drawn.answers);
    noteWait(step, drawn.answers, working, assignment);
    const at = working.open.lastIndexOf(drawn.answers);
    const open = at < 0 ? working.open : working.open.slice(0, at);
    return happened(drawn.answers, { ...working, open, last: drawn.answers });
  }
  if (side === "receive-reply" && drawn?.kind === "reply")
    return assignAnswer(place, drawn.answers, working, assignment);
  const owner = currentOwner(working);
  if (owner === undefined) {
    uncalled.push(step);
    return working;
  }
  owners.set(place, owner);
  askers.set(step, owner);
  noteWait(step, owner, working, assignment);
  const isAsked = side === "send-call" && drawn !== undefined && isAnswered(step, steps);
  const asked = isAsked ? new Map([...working.asked, [step, owner]]) : working.asked;
  return happened(owner, { ...working, asked });
}

/** With the answer, the work goes on for which was asked; calls that came meanwhile and want no answer are over. */
function assignAnswer(
  place: Behaviour & { kind: "step" },
  call: StepId,
  working: Working,
  { owners, askers, uncalled, steps }: Assignment,
): Working {
  const owner = working.asked.get(call) ?? askers.get(call) ?? currentOwner(working);
  if (owner === undefined) {
    uncalled.push(place.step);
    return working;
  }
  owners.set(place, owner);
  const asked = new Map([...working.asked].filter(([id]) => id !== call));
  const at = working.open.lastIndexOf(owner);
  const above = at < 0 ? [] : working.open.slice(at + 1);
  const isOver = at >= 0 && !above.some((id) => isAnswered(id, steps));
  const open = isOver ? working.open.slice(0, at + 1) : working.open;
  return happened(owner, { ...working, asked, open });
}

/** Something has happened for this call; it passed all others that are open. */
function happened(owner: StepId, working: Working): Working {
  const passed = new Map(working.passed);
  for (const id of working.open) passed.set(id, owner);
  passed.delete(owner);
  return { ...working, passed };
}

function noteWait(step: StepId, owner: StepId, { passed }: Working, { waits }: Assignment): void {
  const other = passed.get(owner);
  if (other !== undefined) waits.set(step, other);
}

function isAnswered(id: StepId, steps: ReadonlyMap<StepId, Step>): boolean {
  const step = steps.get(id);
  return step !== undefined && step.kind !== "reply" && step.answers.length > 0;
}
