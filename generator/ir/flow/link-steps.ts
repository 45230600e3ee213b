import type { Step } from "../model/diagram-model.ts";
import { markAfterAnswers } from "./after-answers.ts";
import { linkCall } from "./link-call.ts";
import { linkReference } from "./link-reference.ts";
import { linkReply } from "./link-reply.ts";
import {
  beginLinkState,
  carriersBehind,
  type Carrier,
  type LinkInput,
  type LinkState,
  type PathState,
} from "./link-state.ts";
import { loopItems } from "./loop-items.ts";
import { arrowsIn, type OutlineElement, type OutlineFragment } from "../drawing/outline.ts";
import { decideBranches } from "./decide-branches.ts";
import { conditionNames, decideLoop, mayBreakOff } from "./decide-loops.ts";

import { idle, joinScopes, learnValue, topFrame, withTopFrame, type Scopes } from "./scope.ts";

/** The arrows as steps: what each asks for or answers, and where every value comes from. */
export type LinkedSteps = Readonly<
  Pick<
    LinkState,
    | "results"
    | "holes"
    | "starts"
    | "items"
    | "references"
    | "decides"
    | "decided"
    | "atLeastOnce"
    | "undecided"
    | "neverTaken"
    | "askedApart"
  >
> & {
  readonly steps: readonly Step[];
};

/** Follows the diagram along every path, with what each participant knows at every moment. */
export function linkSteps(input: LinkInput): LinkedSteps {
  const linking = beginLinkState(input);
  linkBody(input.body, { scopes: new Map(), carriers: [], given: [] }, linking);
  return { ...linking, steps: markAfterAnswers(linking.steps) };
}

function linkBody(elements: readonly OutlineElement[], before: PathState, linking: LinkState): PathState {
  let state = before;
  for (const element of elements) {
    if (element.kind === "fragment") state = linkFragment(element.fragment, state, linking);
    else if (element.kind === "reference") state = linkReference(element, state, linking);
    else if (element.kind === "arrow") {
      const arrow = linking.byIndex.get(element.arrow.index);
      if (arrow === undefined) continue;
      state =
        arrow.paired.kind === "reply"
          ? linkReply(arrow, arrow.paired.call, state, linking)
          : linkCall(arrow, state, linking);
    }
  }
  return state;
}

function linkFragment(fragment: OutlineFragment, state: PathState, linking: LinkState): PathState {
  const decided = decideBranches(fragment, state.carriers, state.given, linking);
  if (beginsAnew(fragment, state.scopes, linking)) return linkRounds(fragment, state, linking);
  switch (fragment.operator) {
    case "par":
    case "group":
    case "critical":
      return fragment.branches.reduce((reached, branch) => linkBody(branch.body, reached, linking), state);
    case "alt":
    case "opt":
    case "loop":
    case "break": {
      const inside = withItems(fragment, state, linking);
      linking.conditions.set(fragment.id, conditionNames(fragment));
      const ends = fragment.branches.map((branch, index) =>
        linkBody(branch.body, { ...inside, given: decided?.inside[index] ?? state.given }, linking),
      );
      const passable = fragment.operator !== "alt" || fragment.branches.length === 1;
      const [body] = fragment.branches;
      const [end] = ends;
      if (fragment.operator === "loop" && end !== undefined)
        decideLoop(fragment, { before: inside, after: end }, linking);
      const isOver = !linking.atLeastOnce.has(fragment.id) || mayBreakOff(body?.body ?? []);
      const all = passable && isOver ? [...ends, state] : ends;
      const scopes = joinScopes(
        state.scopes,
        all.map((end) => end.scopes),
      );
      const carriers = carriersBehind(state, all, linking);
      return { ...state, scopes, carriers, given: decided?.behind ?? state.given };
    }
  }
}

/**
 * Whether the rounds of a loop begin by themselves: it has a rhythm, stands in no branch, and whoever acts first in it
 * works on nothing that is still to be answered, and goes on with nothing after it.
 */
function beginsAnew(fragment: OutlineFragment, scopes: Scopes, linking: LinkState): boolean {
  const code = linking.rhythms.loops.get(fragment.id);
  if (code === undefined || linking.participants.get(code)?.role !== "component") return false;
  const { call, started } = topFrame(scopes, code);
  if (!started || fragment.within.length > 0) return false;
  const working = call === undefined ? undefined : linking.stepsById.get(call);
  if (working?.kind === "call" && (working.waits || working.answers.length > 0)) return false;
  const last = arrowsIn(fragment.branches.flatMap(({ body }) => body)).at(-1)?.index ?? 0;
  return !linking.arrows.some(({ from, to, index }) => index > last && from === code && to !== code);
}

/** What its rounds know is not what the work before them knew. */
function linkRounds(fragment: OutlineFragment, state: PathState, linking: LinkState): PathState {
  const code = linking.rhythms.loops.get(fragment.id) ?? "";
  const fresh = { ...state, scopes: withTopFrame(state.scopes, code, idle) };
  for (const { body } of fragment.branches) linkBody(body, withItems(fragment, fresh, linking), linking);
  return state;
}

/** Inside a loop, one of what it goes through is known by its name to whoever is at work when it begins. */
function withItems(fragment: OutlineFragment, state: PathState, linking: LinkState): PathState {
  const { participants, types, items } = linking;
  const atWork = [...state.scopes.keys()].filter(
    (code) => participants.get(code)?.role === "component" && topFrame(state.scopes, code).started,
  );
  const found = loopItems(fragment.repetition, atWork, state.scopes, types);
  if (found === undefined) return state;
  items.set(fragment.id, found);
  const { name, type } = found;
  linking.decides.set(fragment.id, []);
  const carrier: Carrier = { from: fragment.id, prefix: "", name, type };
  const scopes = atWork.reduce((known, code) => learnValue(known, code, { name, type }), state.scopes);
  return { ...state, scopes, carriers: [...state.carriers, carrier] };
}
