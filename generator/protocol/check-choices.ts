import { diagnostic, type Diagnostic, type Related } from "../diagnostics/diagnostic.ts";
import type { Fragment, FragmentId, StepId } from "../ir/model/diagram-model.ts";
import type { Drawing, Drawn } from "./drawing.ts";
import type { Doubt } from "./knowledge.ts";
import type { Behaviour, Guidance } from "./model.ts";
import { participantName } from "./participant-name.ts";
import { fragmentText, shortText } from "./short-text.ts";

/** What is known of one component when the choices of the whole diagram are looked at. */
export interface Informed {
  readonly component: string;
  readonly behaviour: Behaviour;
  readonly doubts: readonly Doubt[];
}

/** Whether everyone can know which branches and how many rounds are taken: one chooses, the others are told. */
export function checkChoices(drawing: Drawing, components: readonly Informed[]): readonly Diagnostic[] {
  const knowledge = new Map(components.map((each) => [each.component, knowledgeByFragment(each.behaviour)]));
  const diagnostics: Diagnostic[] = [];
  const rivals = new Map<FragmentId, ReadonlySet<string>>();
  const beginnings = new Map<FragmentId, readonly ReadonlySet<string>[]>();
  for (const element of everyFragment(drawing.body)) {
    const { fragment } = element;
    const begun = element.branches.filter(hasStep).map((branch) => beginners(branch).codes);
    beginnings.set(fragment.id, begun);
    if (!isChoice(fragment)) continue;
    const choosers = new Set(
      begun.flatMap((codes) => [...codes]).filter((code) => !isTold(knowledge.get(code), fragment)),
    );
    if (begun.length < 2 || choosers.size < 2) continue;
    rivals.set(fragment.id, choosers);
    diagnostics.push(severalChoosers(drawing, element, choosers));
  }
  for (const { component, doubts } of components) {
    for (const doubt of doubts) {
      const begun = beginnings.get(doubt.fragment) ?? [];
      const chooses = begun.every((codes) => codes.has(component));
      if (doubt.kind === "decides" && (chooses || rivals.get(doubt.fragment)?.has(component) === true))
        continue;
      const found = doubted(drawing, component, doubt);
      if (found !== undefined) diagnostics.push(found);
    }
  }
  return diagnostics;
}

function doubted(drawing: Drawing, component: string, doubt: Doubt): Diagnostic | undefined {
  const fragment = drawing.fragments.get(doubt.fragment);
  const step = drawing.steps.get(doubt.kind === "same-message" ? doubt.messages[1] : doubt.acts);
  if (fragment === undefined || step === undefined) return undefined;
  const { source } = drawing.model;
  const params = {
    component: participantName(drawing.model, component),
    fragment: fragmentText(fragment),
    step: shortText(step),
  };
  const at = { source, span: step.span };
  const related: Related[] = [{ message: "the fragment", source, span: fragment.span }];
  switch (doubt.kind) {
    case "decides":
      return fragment.operator === "loop"
        ? diagnostic("protocol/unknown-round", params, at, { related })
        : diagnostic("protocol/unknown-branch", params, at, { related });
    case "loop-end":
      return diagnostic("protocol/unknown-loop-end", params, at, { related });
    case "same-message": {
      const other = drawing.steps.get(doubt.messages[0]);
      if (other !== undefined) related.unshift({ message: "the other message", source, span: other.span });
      const inBoth = doubt.messages.every((id) =>
        drawing.steps.get(id)?.within.some(([around]) => around === fragment.id),
      );
      return inBoth
        ? diagnostic("protocol/same-first-message", params, at, { related })
        : diagnostic("protocol/same-message-after", params, at, { related });
    }
  }
}

type DrawnFragment = Extract<Drawn, { kind: "fragment" }>;

function severalChoosers(
  drawing: Drawing,
  element: DrawnFragment,
  choosers: ReadonlySet<string>,
): Diagnostic {
  const { source } = drawing.model;
  const related = element.branches.flatMap((branch): readonly Related[] => {
    const { codes, first } = beginners(branch);
    const step = first === undefined ? undefined : drawing.steps.get(first);
    if (step === undefined) return [];
    const names = [...codes].map((code) => participantName(drawing.model, code)).join(" or ");
    return [{ message: `begun by ${names}`, source, span: step.span }];
  });
  return diagnostic(
    "protocol/several-choosers",
    {
      fragment: fragmentText(element.fragment),
      choosers: [...choosers].map((code) => participantName(drawing.model, code)),
    },
    { source, span: element.fragment.span },
    { related },
  );
}

function isChoice(fragment: Fragment): boolean {
  return fragment.operator === "alt" || fragment.operator === "opt" || fragment.operator === "break";
}

/** Something tells the participant where to go at this fragment, so it chooses nothing. */
function isTold(known: ReadonlyMap<FragmentId, Guidance> | undefined, fragment: Fragment): boolean {
  const knowledge = known?.get(fragment.id);
  return knowledge !== undefined && knowledge.kind !== "decision";
}

function knowledgeByFragment(behaviour: Behaviour): ReadonlyMap<FragmentId, Guidance> {
  const found = new Map<FragmentId, Guidance>();
  const visit = (each: Behaviour): void => {
    switch (each.kind) {
      case "step":
        return;
      case "sequence":
        return each.items.forEach(visit);
      case "choice":
        found.set(each.fragment, each.knowledge);
        return each.branches.forEach(visit);
      case "loop":
        found.set(each.fragment, each.knowledge);
        return visit(each.body);
      case "parallel":
        return each.branches.forEach(visit);
    }
  };
  visit(behaviour);
  return found;
}

function* everyFragment(elements: readonly Drawn[]): Generator<DrawnFragment> {
  for (const element of elements) {
    if (element.kind === "step") continue;
    yield element;
    for (const branch of element.branches) yield* everyFragment(branch);
  }
}

function hasStep(elements: readonly Drawn[]): boolean {
  return elements.some((element) => element.kind === "step" || element.branches.some(hasStep));
}

/** Who can send the first message of some elements, and that message as drawn first. */
function beginners(elements: readonly Drawn[]): {
  readonly codes: ReadonlySet<string>;
  readonly first: StepId | undefined;
} {
  const codes = new Set<string>();
  let first: StepId | undefined;
  /** Returns whether the elements can be over without a message. */
  const begin = (each: readonly Drawn[]): boolean => {
    for (const element of each) {
      if (element.kind === "step") {
        codes.add(element.step.from);
        first ??= element.step.id;
        return false;
      }
      const { operator } = element.fragment;
      const passes = element.branches.map(begin);
      const mayPass =
        operator === "par" || operator === "critical" || operator === "group"
          ? passes.every(Boolean)
          : passes.some(Boolean);
      if (!mayPass && operator !== "loop") return false;
    }
    return true;
  };
  begin(elements);
  return { codes, first };
}
