import { isLeft, type Sequence } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ReplyStep, StepId } from "../ir/model/diagram-model.ts";
import { alwaysLeaves } from "./always-leaves.ts";
import type { Drawing } from "./drawing.ts";
import {
  afterBranch,
  followingEach,
  isPassive,
  nothing,
  type FirstSteps,
  type Following,
} from "./first-steps.ts";
import type { Behaviour } from "./model.ts";
import { participantName } from "./participant-name.ts";
import { branchText, shortText } from "./short-text.ts";

type Choice = Extract<Behaviour, { kind: "choice" }>;

/**
 * Finds answers that stand in one branch only, with work after the fragment that the component then does in any case.
 * Mostly the author meant the answer to end it. In a diagram that speaks of the background, it is what is meant.
 */
export function checkAnswers(
  drawing: Drawing,
  component: string,
  behaviour: Sequence,
): readonly Diagnostic[] {
  if (worksInBackground(drawing, component)) return [];
  const diagnostics: Diagnostic[] = [];
  const reported = new Set<StepId>();

  const checkChoice = (choice: Choice, after: FirstSteps): void => {
    const goesOn = [...after.steps].find(([, side]) => !isPassive(side))?.[0];
    const next = goesOn === undefined ? undefined : drawing.steps.get(goesOn);
    const fragment = drawing.fragments.get(choice.fragment);
    if (next === undefined || fragment === undefined || choice.exits) return;
    const going = goingOn(choice);
    for (const [branch, body] of choice.branches.entries()) {
      if (!going.includes(body)) continue;
      for (const reply of repliesIn(body, drawing)) {
        if (reported.has(reply.id) || going.every((each) => alwaysAnswers(each, reply.answers, drawing)))
          continue;
        reported.add(reply.id);
        const params = {
          component: participantName(drawing.model, component),
          answer: shortText(reply),
          branch: branchText(fragment, branch),
          step: shortText(next),
        };
        const { source } = drawing.model;
        const related = [{ message: "it goes on here", source, span: next.span }];
        diagnostics.push(
          diagnostic("protocol/steps-after-answer", params, { source, span: reply.span }, { related }),
        );
      }
    }
  };

  const check = (each: Behaviour, following: Following): void => {
    switch (each.kind) {
      case "step":
        return;
      case "sequence": {
        const afters = followingEach(each.items, following);
        for (const [index, item] of each.items.entries()) {
          check(item, { after: afters[index] ?? nothing, exit: following.exit });
        }
        return;
      }
      case "choice":
        for (const [index, branch] of each.branches.entries()) {
          const over = afterBranch(each, index, following);
          check(branch, { after: over, exit: following.exit });
        }
        return checkChoice(each, following.after);
      case "loop":
        return check(each.body, { after: following.after, exit: following.after });
      case "parallel":
        for (const branch of each.branches) check(branch, { after: following.after, exit: following.after });
        return;
    }
  };
  check(behaviour, { after: nothing, exit: nothing });
  return diagnostics;
}

function worksInBackground({ model }: Drawing, component: string): boolean {
  const noted = model.policies.some(
    ({ kind, at }) =>
      (kind === "background" || kind === "immediate-return") && at.participants?.includes(component) === true,
  );
  return (
    noted || model.steps.some((step) => step.kind === "self" && step.from === component && step.background)
  );
}

/** The branches that what follows the choice comes after. */
function goingOn(choice: Choice): readonly Behaviour[] {
  return choice.branches.filter((branch, index) => !isLeft(choice, index) && !alwaysLeaves(branch));
}

function repliesIn(behaviour: Behaviour, drawing: Drawing): readonly ReplyStep[] {
  switch (behaviour.kind) {
    case "step": {
      const step = drawing.steps.get(behaviour.step);
      // What is thrown ends the work wherever it stands.
      const isAnswer = step?.kind === "reply" && behaviour.side === "send-reply";
      return isAnswer && step.outcome.kind !== "throws" ? [step] : [];
    }
    case "sequence":
      return behaviour.items.flatMap((item) => repliesIn(item, drawing));
    case "choice":
      return goingOn(behaviour).flatMap((branch) => repliesIn(branch, drawing));
    case "parallel":
      return behaviour.branches.flatMap((branch) => repliesIn(branch, drawing));
    case "loop":
      return repliesIn(behaviour.body, drawing);
  }
}

/** Whichever way the behaviour goes, it answers the call. */
function alwaysAnswers(behaviour: Behaviour, call: StepId, drawing: Drawing): boolean {
  switch (behaviour.kind) {
    case "step": {
      const step = drawing.steps.get(behaviour.step);
      return step?.kind === "reply" && behaviour.side === "send-reply" && step.answers === call;
    }
    case "sequence":
      return behaviour.items.some((item) => alwaysAnswers(item, call, drawing));
    case "choice":
      return behaviour.branches.every((branch) => alwaysAnswers(branch, call, drawing));
    case "parallel":
      return behaviour.branches.some((branch) => alwaysAnswers(branch, call, drawing));
    case "loop":
      return false;
  }
}
