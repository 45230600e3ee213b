import type { Predicate } from "seqwright-runtime/model";
import type {
  CallStep,
  Deciding,
  FragmentId,
  Hole,
  LoopItems,
  ReplyStep,
  Step,
  StepId,
  TypeExpr,
} from "../model/diagram-model.ts";
import type { OutlineElement, OutlineReference } from "../drawing/outline.ts";
import type { Overrides } from "../model/overrides.ts";
import { briefly, inASentence } from "../drawing/labels.ts";
import type { DescribedParticipant } from "../participants/describe-participant.ts";
import type { Pairing } from "../drawing/pairing.ts";
import type { Rhythms } from "../drawing/rhythms.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import { learnValue, topFrame, type Scopes } from "./scope.ts";
import type { Given } from "./decide-branches.ts";
import { payloadNames, type PayloadNames } from "../types/payload-names.ts";
import type { Signature } from "./signatures.ts";
import type { TypeKnowledge } from "../types/type-knowledge.ts";
import { uniteTypes } from "../types/unite-types.ts";
import type { Sourced } from "./values.ts";

/** Branches of a fragment to which no values lead; one more than are drawn is the way past. */
export interface NeverTaken {
  readonly fragment: FragmentId;
  readonly branches: readonly number[];
}

export interface LinkInput {
  readonly body: readonly OutlineElement[];
  readonly arrows: readonly ReadArrow[];
  readonly pairing: Pairing;
  readonly participants: ReadonlyMap<string, DescribedParticipant>;
  readonly overrides: Overrides;
  readonly types: TypeKnowledge;
  readonly rhythms: Rhythms;
  /** Indexes of self-calls that a note lets go on in the background. */
  readonly background: ReadonlySet<number>;
  /** Indexes of answers that may be `null`, as guards after them ask. */
  readonly maybeMissing: ReadonlySet<number>;
}

/** Something on the path that carries a value from which a later guard may be decided. */
export interface Carrier {
  /** An arrow, or a loop that goes through items. */
  readonly from: StepId;
  /** The answers of other branches to the same call: one of all these has carried it. */
  readonly others?: readonly StepId[];
  readonly prefix: string;
  /** How the value as a whole is called, where no prefix says so. */
  readonly name?: string;
  readonly type: TypeExpr;
}

/** What is known at one moment of one path through the diagram. Never changed in place. */
export interface PathState {
  readonly scopes: Scopes;
  readonly carriers: readonly Carrier[];
  /** What the branches around say of carried values. */
  readonly given: Given;
}

/** What linking finds out arrow by arrow, whichever path it is on. */
export interface LinkState extends LinkInput {
  readonly byIndex: ReadonlyMap<number, ReadArrow>;
  readonly steps: Step[];
  readonly stepsById: Map<StepId, Step>;
  readonly signatures: Map<StepId, Signature>;
  /** By arrow, or by loop for one of its items. */
  readonly decides: Map<StepId, Deciding[]>;
  /** Fragments that known values decide, with the predicates of their branches. */
  readonly decided: Map<FragmentId, readonly (Predicate | undefined)[]>;
  /** By loop whose condition is a predicate: the last names in it, as `keyOf` has them. */
  readonly conditions: Map<FragmentId, readonly string[]>;
  /** Loops whose condition decides nothing, and why. */
  readonly undecided: Map<FragmentId, string>;
  /** Loops that look at their condition after each round. */
  readonly atLeastOnce: Set<FragmentId>;
  /** Branches to which no values lead. */
  readonly neverTaken: NeverTaken[];
  /** By where an `alt` begins: how many of its first branches are asked for in another way than the next. */
  readonly askedApart: Map<number, number>;
  readonly holes: Hole[];
  /** By call: the name under which its answers are known at the caller. */
  readonly answerNames: Map<number, string>;
  /** By reply: the type that all answers of its kind have together. */
  readonly results: Map<StepId, TypeExpr>;
  /** By receiver and method: how many arguments it takes. */
  readonly arities: Map<string, number>;
  /** By arrow: the call from outside that lets a component act which nobody in the diagram has called. */
  readonly starts: Map<number, StepId>;
  readonly items: Map<FragmentId, LoopItems>;
  /** References that are a component's step. */
  readonly references: Map<OutlineReference, StepId>;
  readonly payloads: PayloadNames;
  /** Calls to one receiver by one name, by `callKey`. */
  readonly namesakes: ReadonlyMap<string, readonly ReadArrow[]>;
}

export function beginLinkState(input: LinkInput): LinkState {
  return {
    ...input,
    byIndex: new Map(input.arrows.map((arrow) => [arrow.index, arrow])),
    payloads: payloadNames(input.arrows, input.overrides),
    namesakes: Map.groupBy(input.arrows, callKey),
    steps: [],
    stepsById: new Map(),
    signatures: new Map(),
    decides: new Map(),
    decided: new Map(),
    conditions: new Map(),
    atLeastOnce: new Set(),
    undecided: new Map(),
    neverTaken: [],
    askedApart: new Map(),
    holes: [],
    answerNames: new Map(),
    results: new Map(),
    arities: new Map(),
    starts: new Map(),
    items: new Map(),
    references: new Map(),
  };
}

/** The same for calls to one receiver by one name. */
export function callKey({ to, meaning }: ReadArrow): string {
  return JSON.stringify(meaning.kind === "call" ? [to, meaning.name] : [to]);
}

export function addStep({ steps, stepsById }: LinkState, step: Step): void {
  steps.push(step);
  stepsById.set(step.id, step);
}

/** A list that later guards add to: what they are decided by is known only when they come. */
export function decidesOf({ decides }: LinkState, arrow: ReadArrow): readonly Deciding[] {
  const fresh: Deciding[] = [];
  decides.set(arrow.id, fresh);
  return fresh;
}

export function commonToSteps({
  id,
  from,
  to,
  text,
  meaning,
  within,
  phase,
  span,
}: ReadArrow): Pick<
  CallStep,
  "id" | "from" | "to" | "text" | "brief" | "sentence" | "within" | "phase" | "span"
> {
  const brief = briefly(meaning, text);
  return { id, from, to, text, brief, sentence: inASentence(meaning, text), within, phase, span };
}

/** A hole is filled once; from then on its value is known by its name. */
export function noteHoles({ holes }: LinkState, arrow: ReadArrow, sourced: Sourced, before: Scopes): Scopes {
  let scopes = before;
  for (const known of sourced.holes) {
    if (topFrame(scopes, arrow.from).scope.some((other) => other.name === known.name)) continue;
    holes.push({ step: arrow.id, ...known });
    scopes = learnValue(scopes, arrow.from, known);
  }
  return scopes;
}

/** The arrows of which one has carried it. */
export function carriedBy({ from, others = [] }: Carrier): readonly StepId[] {
  return [from, ...others];
}

/**
 * What is carried behind branches: what was before them, and what each of them has brought to one participant by the same
 * name, be it the answer to one call or to another in each branch.
 */
export function carriersBehind(
  before: Pick<PathState, "carriers">,
  ends: readonly Pick<PathState, "carriers">[],
  { stepsById }: Pick<LinkState, "stepsById">,
): readonly Carrier[] {
  const replyOf = ({ from }: Carrier): ReplyStep | undefined => {
    const step = stepsById.get(from);
    return step?.kind === "reply" ? step : undefined;
  };
  const isSame = (one: Carrier, other: Carrier): boolean => {
    const [first, second] = [replyOf(one), replyOf(other)];
    if (first === undefined || second === undefined || one.name !== other.name) return false;
    return first.answers === second.answers || first.to === second.to;
  };
  const [only, another] = ends;
  if (only !== undefined && another === undefined) return only.carriers;
  const [first = [], ...rest] = ends.map(({ carriers }) => carriers.slice(before.carriers.length));
  const joined = first.flatMap((carrier): Carrier[] => {
    const same = rest.map((carriers) => carriers.findLast((other) => isSame(carrier, other)));
    const others = same.flatMap((other) => other ?? []);
    if (others.length === 0 || others.length < rest.length) return [];
    const type = uniteTypes([carrier, ...others].map((one) => one.type));
    return [{ ...carrier, type, others: [...(carrier.others ?? []), ...others.flatMap(carriedBy)] }];
  });
  return [...before.carriers, ...joined];
}
