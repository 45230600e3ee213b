import { branchPrefix, isFrame } from "seqwright-runtime/model";
import type {
  Element,
  Fragment,
  FragmentBranch,
  LoopItems,
  Step,
  StepId,
} from "../../ir/model/diagram-model.ts";
import type { Expression } from "../model/expression.ts";
import { array, literal, object, present } from "../values/data.ts";
import { arrowData, decidesList } from "./arrow-data.ts";
import { elementsOf, isOwnAnswer, type Elements } from "./elements.ts";
import { fragmentData, type PrintedBranch } from "./fragment-data.ts";
import { predicateData } from "./predicate-data.ts";
import type { StepsInput } from "./steps-input.ts";

/** The diagram as a tree: its arrows in drawing order, inside the fragments around them. */
export function drawingData(input: StepsInput): readonly Expression[] {
  const printing: Printing = { input, elements: elementsOf(input.model), earlier: [] };
  return elementsData(input.model.body, "", printing);
}

interface Printing {
  readonly input: StepsInput;
  readonly elements: Elements;
  /** The steps printed so far. */
  readonly earlier: (readonly [StepId, Step])[];
}

function elementsData(body: readonly Element[], prefix: string, printing: Printing): readonly Expression[] {
  const { elements, earlier, input } = printing;
  return body.flatMap((element): readonly Expression[] => {
    if (element.kind === "reference") return [];
    if (element.kind === "fragment") {
      const fragment = elements.fragments.get(element.fragment);
      return fragment === undefined ? [] : [drawnFragment(fragment, prefix, printing)];
    }
    const step = elements.steps.get(element.step);
    if (step === undefined || isOwnAnswer(step)) return [];
    const printed = arrowData(step, prefix, earlier, input);
    earlier.push([step.id, step]);
    return [printed];
  });
}

function drawnFragment(fragment: Fragment, prefix: string, printing: Printing): Expression {
  const branches = fragment.branches.map((branch, index): PrintedBranch => {
    const inside = isFrame(fragment.operator) ? prefix : branchPrefix(fragment.id, index, branch.label);
    return { heading: heading(fragment, branch), items: elementsData(branch.body, inside, printing) };
  });
  return fragmentData(fragment, prefix, branches, undefined);
}

/** The guard, with the values that lead to the branch, and what is known of a loop's rounds. */
function heading(fragment: Fragment, { label, predicate }: FragmentBranch): Expression {
  const { items, decides, atLeastOnce } = fragment;
  const times = timesOf(fragment);
  if (predicate === undefined && times === undefined && items === undefined) return literal(label);
  return object({
    guard: literal(label),
    ...present("if", predicate && predicateData(predicate)),
    ...present("atLeastOnce", atLeastOnce ? literal(true) : undefined),
    ...present("times", times && array(times.map(literal))),
    ...present("item", items && literal(items.name)),
    ...present("itemType", items && { kind: "schema", type: items.type }),
    ...present("lists", items && listsData(items)),
    ...present("decides", decides.length === 0 ? undefined : decidesList(decides)),
  });
}

function listsData({ from }: LoopItems): Expression | undefined {
  if (from.length === 0) return undefined;
  return object(Object.fromEntries(from.map(({ component, path }) => [component, literal(path)])));
}

function timesOf({ repetition }: Fragment): readonly [min: number, max: number] | undefined {
  if (repetition?.kind === "times") return [repetition.min, repetition.max];
  return repetition?.kind === "while" && repetition.max !== undefined ? [0, repetition.max] : undefined;
}
