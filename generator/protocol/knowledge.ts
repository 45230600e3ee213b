import { decidingNames, isLeft, mayBreak, type Sequence } from "seqwright-runtime/model";
import type { Fragment, FragmentId, StepId } from "../ir/model/diagram-model.ts";
import { alwaysLeaves } from "./always-leaves.ts";
import type { DecisionNames } from "./decision-names.ts";
import { inAll, inAny, scopeBehind, withStep, withValues, type Scope } from "./deciding-values.ts";
import type { Drawing } from "./drawing.ts";
import {
  afterBranch,
  firstSteps,
  followedBy,
  followingEach,
  inPlace,
  isPassive,
  nothing,
  type FirstSteps,
  type Following,
} from "./first-steps.ts";
import { behaviourKey } from "./message-key.ts";
import type { Behaviour, DecisionMethod, Guidance } from "./model.ts";
import { reactions } from "./reactions.ts";
import { alikeIn, withoutCommonBeginning } from "./tell-apart.ts";

/** Where a component's knowledge may not suffice; whether it does depends on who else acts (`check-choices.ts`). */
export type Doubt =
  /** It decides by itself, and its first own step in that fragment is `acts`. */
  | { readonly kind: "decides"; readonly fragment: FragmentId; readonly acts: StepId }
  /** Two branches begin with messages that look the same to it. */
  | {
      readonly kind: "same-message";
      readonly fragment: FragmentId;
      readonly messages: readonly [StepId, StepId];
    }
  /** It is to do `acts` after a loop whose end it does not notice. */
  | { readonly kind: "loop-end"; readonly fragment: FragmentId; readonly acts: StepId };

export interface Knowing {
  readonly behaviour: Sequence;
  readonly decisions: readonly DecisionMethod[];
  readonly doubts: readonly Doubt[];
}

/** Finds out, for each choice and loop of a component, how it knows its way there. */
export function knowWays(drawing: Drawing, behaviour: Sequence, names: DecisionNames): Knowing {
  const learning: Learning = {
    drawing,
    names,
    reactions: reactions(drawing, behaviour),
    decisions: [],
    doubts: [],
  };
  const known = learnSequence(behaviour, new Map(), { after: nothing, exit: nothing }, learning);
  // Who only listens may not know where it is, but does nothing that depends on it.
  const doubts = acts(behaviour) ? learning.doubts : [];
  return { behaviour: known.behaviour, decisions: learning.decisions, doubts };
}

function acts(behaviour: Behaviour): boolean {
  switch (behaviour.kind) {
    case "step":
      return !isPassive(behaviour.side);
    case "sequence":
      return behaviour.items.some(acts);
    case "choice":
    case "parallel":
      return behaviour.branches.some(acts);
    case "loop":
      return acts(behaviour.body);
  }
}

interface Learning {
  readonly drawing: Drawing;
  readonly names: DecisionNames;
  readonly reactions: ReadonlyMap<StepId, string>;
  readonly decisions: DecisionMethod[];
  readonly doubts: Doubt[];
}

interface Learnt<B extends Behaviour> {
  readonly behaviour: B;
  readonly scope: Scope;
}

type Choice = Extract<Behaviour, { kind: "choice" }>;
type Loop = Extract<Behaviour, { kind: "loop" }>;

function learnSequence(
  sequence: Sequence,
  scope: Scope,
  following: Following,
  learning: Learning,
): Learnt<Sequence> {
  const afters = followingEach(sequence.items, following);
  let here = scope;
  const items = sequence.items.map((item, index) => {
    const learnt = learn(item, here, { after: afters[index] ?? nothing, exit: following.exit }, learning);
    here = learnt.scope;
    return learnt.behaviour;
  });
  return { behaviour: { kind: "sequence", items }, scope: here };
}

function learn(
  behaviour: Behaviour,
  scope: Scope,
  following: Following,
  learning: Learning,
): Learnt<Behaviour> {
  switch (behaviour.kind) {
    case "step": {
      const step = learning.drawing.steps.get(behaviour.step);
      return { behaviour, scope: step === undefined ? scope : withStep(scope, step, behaviour.side) };
    }
    case "sequence":
      return learnSequence(behaviour, scope, following, learning);
    case "choice": {
      const knowledge = knowChoice(behaviour, scope, following, learning);
      const learnt = behaviour.branches.map((branch, index) => {
        const over = afterBranch(behaviour, index, following);
        return learn(branch, scope, { after: over, exit: following.exit }, learning);
      });
      // What is known after it is what is known wherever it does not leave.
      const goingOn = learnt.filter(
        (each, index) => !isLeft(behaviour, index) && !alwaysLeaves(each.behaviour),
      );
      return {
        behaviour: { ...behaviour, knowledge, branches: learnt.map((each) => each.behaviour) },
        scope: inAll(goingOn.map((each) => each.scope)),
      };
    }
    case "loop": {
      const end = scopeBehind(behaviour.body, scope, learning.drawing);
      const knowledge = knowLoop(behaviour, { before: scope, end }, following, learning);
      const again = inPlace(firstSteps(behaviour.body), following.after, following.after);
      const after = followedBy({ ...again, passes: true }, following.after);
      const body = learn(
        behaviour.body,
        inRound(behaviour, knowledge, scope, learning),
        { after, exit: following.after },
        learning,
      ).behaviour;
      // There may be no round at all, so nothing of the body is in scope after it.
      const isOver =
        learning.drawing.fragments.get(behaviour.fragment)?.atLeastOnce === true && !mayBreak(body);
      return { behaviour: { ...behaviour, knowledge, body }, scope: isOver ? end : scope };
    }
    case "parallel": {
      const { after } = following;
      const learnt = behaviour.branches.map((branch) =>
        learn(branch, scope, { after, exit: after }, learning),
      );
      return {
        behaviour: { ...behaviour, branches: learnt.map((each) => each.behaviour) },
        scope: inAny(learnt.map((each) => each.scope)),
      };
    }
  }
}

function knowChoice(choice: Choice, scope: Scope, following: Following, learning: Learning): Guidance {
  const { drawing, names, doubts, decisions } = learning;
  const fragment = drawing.fragments.get(choice.fragment);
  if (fragment === undefined || allSame(choice, drawing)) return { kind: "irrelevant" };

  const { branches, stripped, received: common } = withoutCommonBeginning(choice.branches, drawing);
  const ways = branches.map((branch, index) => {
    return inPlace(firstSteps(branch), afterBranch(choice, index, following), following.exit);
  });
  const alike = alikeIn(ways, drawing);
  const passive = ways.every((way) => [...way.steps.values()].every(isPassive));
  // What tells comes later than the choice, but before anything depends on it.
  if (passive && alike.length === 0) return stripped ? { kind: "irrelevant" } : received(ways, drawing);
  const confusing = alike.find(
    ([one, other]) => learning.reactions.get(one) !== learning.reactions.get(other),
  );
  if (passive && confusing === undefined) return { kind: "irrelevant" };
  const paths = pathsOf(fragment, scope);
  const answered = alike.length === 0 && !stripped ? answeredOrNot(ways, drawing) : undefined;
  if (answered !== undefined) return answered;
  if (paths !== undefined) return { kind: "value", paths };

  const first = firstActive(ways);
  const messages = passive ? confusing : common;
  if (messages !== undefined) {
    doubts.push({ kind: "same-message", fragment: fragment.id, messages });
  } else if (first !== undefined) {
    doubts.push({ kind: "decides", fragment: fragment.id, acts: first });
  }
  const methods = choice.branches.slice(0, -1).map((_, branch) => {
    const method = names.takes(fragment, branch);
    decisions.push({
      method,
      fragment: fragment.id,
      branch,
      answers: "yes-no",
      guard: guardOf(fragment, branch),
    });
    return method;
  });
  return { kind: "decision", methods, answers: "yes-no" };
}

/** In each round of a loop over items that the component goes through itself, one of them is known. */
function inRound(loop: Loop, knowledge: Guidance, scope: Scope, { drawing }: Learning): Scope {
  const fragment = drawing.fragments.get(loop.fragment);
  const item = fragment?.items?.name;
  if (item === undefined || knowledge.kind !== "decision" || knowledge.answers !== "items") return scope;
  return withValues(scope, fragment?.decides ?? [], (field) => (field === "" ? item : `${item}.${field}`));
}

/** What is known before a loop, and at the end of a round. */
interface Around {
  readonly before: Scope;
  readonly end: Scope;
}

function knowLoop(loop: Loop, around: Around, following: Following, learning: Learning): Guidance {
  const { drawing, names, doubts, decisions } = learning;
  const fragment = drawing.fragments.get(loop.fragment);
  if (fragment === undefined) return { kind: "irrelevant" };
  const round = firstSteps(loop.body);
  const begins = firstActive([round]);
  if (begins === undefined) {
    const next = firstActive([following.after]);
    if (next === undefined) return received([round], drawing);
    if (hasFixedRounds(fragment)) return received([round], drawing);
    doubts.push({ kind: "loop-end", fragment: fragment.id, acts: next });
    return received([round], drawing);
  }
  // Whoever takes part can count the rounds.
  if (hasFixedRounds(fragment)) return { kind: "irrelevant" };
  const paths = roundPaths(fragment, around);
  if (paths !== undefined) return { kind: "value", paths };
  doubts.push({ kind: "decides", fragment: fragment.id, acts: begins });
  const answers = fragment.repetition?.kind === "each" ? "items" : "yes-no";
  const method = names.goesOn(fragment);
  decisions.push({ method, fragment: fragment.id, branch: 0, answers, guard: guardOf(fragment, 0) });
  return { kind: "decision", methods: [method], answers };
}

/** Where each value is that the guards of a fragment name, in their order; `undefined` where one of them is not known. */
function pathsOf({ id, branches }: Fragment, scope: Scope): readonly string[] | undefined {
  const names = decidingNames(branches.map(({ predicate }) => predicate));
  const paths = names.map((name) => scope.get(id)?.get(name));
  return paths.length > 0 && paths.every((path) => path !== undefined) ? paths : undefined;
}

/** Where the values are that a loop looks at before each round, or after each where only a round brings them. */
function roundPaths(fragment: Fragment, { before, end }: Around): readonly string[] | undefined {
  const after = pathsOf(fragment, end);
  if (fragment.atLeastOnce) return after;
  const first = pathsOf(fragment, before);
  return after?.every((path, index) => path === first?.[index]) === true ? after : undefined;
}

function hasFixedRounds({ repetition }: Fragment): boolean {
  return repetition?.kind === "times" && repetition.min === repetition.max;
}

function guardOf(fragment: Fragment, branch: number): string {
  return fragment.branches[branch]?.label ?? "";
}

/** Nothing in the branches depends on which it is; except that one of them skips what follows. */
function allSame(choice: Choice, drawing: Drawing): boolean {
  const isSkipping = choice.exits || choice.skips !== undefined;
  return !isSkipping && new Set(choice.branches.map((branch) => behaviourKey(drawing, branch))).size === 1;
}

/** By what it receives: an answer to one call of its own, or else one call or another. */
function received(ways: readonly FirstSteps[], drawing: Drawing): Guidance {
  const calls = new Set(ways.flatMap((way) => [...way.steps.keys()]).map((id) => answeredCall(id, drawing)));
  const [call] = calls;
  if (calls.size === 0) return { kind: "irrelevant" };
  return call !== undefined && calls.size === 1 ? { kind: "reply", call } : { kind: "call" };
}

function answeredCall(id: StepId, drawing: Drawing): StepId | undefined {
  const step = drawing.steps.get(id);
  return step?.kind === "reply" ? step.answers : undefined;
}

/**
 * A call that waits comes back in every branch, even where no answer is drawn. So an answer in some branches tells
 * those apart from the ones where the component simply goes on.
 */
function answeredOrNot(ways: readonly FirstSteps[], drawing: Drawing): Guidance | undefined {
  let told: StepId | undefined;
  let silent = 0;
  for (const way of ways) {
    // What the component answers itself tells it nothing.
    const heard = [...way.steps].map(([id, side]) =>
      side === "receive-reply" ? answeredCall(id, drawing) : undefined,
    );
    const [call, ...others] = new Set(heard);
    if (others.length > 0 || (call !== undefined && told !== undefined && call !== told)) return undefined;
    if (call === undefined) silent += 1;
    else told = call;
  }
  const step = told === undefined ? undefined : drawing.steps.get(told);
  const waits = step !== undefined && step.kind !== "reply" && step.waits;
  // Nothing tells two silent branches apart.
  return waits && silent <= 1 ? { kind: "reply", call: step.id } : undefined;
}

function firstActive(ways: readonly FirstSteps[]): StepId | undefined {
  for (const way of ways) for (const [id, side] of way.steps) if (!isPassive(side)) return id;
  return undefined;
}
