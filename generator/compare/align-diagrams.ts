import type { DiagramModel, ReplyStep, Step, StepId } from "../ir/model/diagram-model.ts";
import { matchArrows } from "../merge/recognise/match-arrows.ts";
import { type Branches, matchBranches } from "./match-branches.ts";

/** Two versions of a diagram, and what of the one is what of the other. */
export interface Alignment extends Branches {
  readonly before: DiagramModel;
  readonly now: DiagramModel;
  /** From the old code to the new one. */
  readonly participants: ReadonlyMap<string, string>;
  /** From the old arrow to the new one, in the order of the old diagram. */
  readonly pairs: readonly ArrowPair[];
  readonly removed: readonly Step[];
  readonly added: readonly Step[];
}

export interface ArrowPair {
  readonly before: Step;
  readonly now: Step;
}

/** Recognises arrows, participants and branches again, as `generate` does; here, what is only likely counts, too. */
export function alignDiagrams(before: DiagramModel, now: DiagramModel): Alignment {
  const { participants, arrows, asked } = matchArrows(before.steps, now.steps);
  const found = new Map<StepId, StepId>(arrows);
  const taken = new Set(found.values());
  for (const [one, other] of asked) {
    if (found.has(one) || taken.has(other)) continue;
    found.set(one, other);
    taken.add(other);
  }
  pairAnswers(before, now, found);
  const paired = new Set(found.values());
  const fresh = new Map(now.steps.map((step) => [step.id, step]));
  const pairs = before.steps.flatMap((step): readonly ArrowPair[] => {
    const other = fresh.get(found.get(step.id) ?? "");
    return other === undefined ? [] : [{ before: step, now: other }];
  });
  const codes = new Map(participants);
  // Those that have no arrows.
  const known = new Set(now.participants.map(({ code }) => code));
  for (const { code } of before.participants) if (known.has(code)) codes.set(code, code);
  return {
    before,
    now,
    participants: codes,
    pairs,
    ...matchBranches(before, now, pairs),
    removed: before.steps.filter(({ id }) => !found.has(id)),
    added: now.steps.filter(({ id }) => !paired.has(id)),
  };
}

/** Answers go with their calls: an "ok" looks like any other. */
function pairAnswers(before: DiagramModel, now: DiagramModel, found: Map<StepId, StepId>): void {
  const isReply = (step: Step): step is ReplyStep => step.kind === "reply";
  const old = Map.groupBy(before.steps.filter(isReply), ({ answers }) => answers);
  const fresh = Map.groupBy(now.steps.filter(isReply), ({ answers }) => answers);
  const byId = new Map(now.steps.map((step) => [step.id, step]));
  for (const [call, answers] of old) {
    const others = fresh.get(found.get(call) ?? "") ?? [];
    for (const { id } of answers) {
      const other = byId.get(found.get(id) ?? "");
      if (other === undefined || !isReply(other) || !others.includes(other)) found.delete(id);
    }
    const free = (): readonly ReplyStep[] => {
      const taken = new Set(answers.map(({ id }) => found.get(id)));
      return others.filter(({ id }) => !taken.has(id));
    };
    const open = (): readonly ReplyStep[] => answers.filter(({ id }) => !found.has(id));
    for (const answer of open()) {
      const same = free().find(({ text }) => text === answer.text);
      if (same !== undefined) found.set(answer.id, same.id);
    }
    const [one, another] = open();
    const [other, more] = free();
    if (one !== undefined && other !== undefined && another === undefined && more === undefined)
      found.set(one.id, other.id);
  }
}
