import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import type { ReplyOutcome, ReplyStep } from "../../model/steps.ts";
import { clean } from "../report/describe-step.ts";
import { showError, showValue } from "../report/show-value.ts";
import { decoded } from "../values/decoding.ts";
import { bind, nothingKnown, valueAt } from "../values/knowledge.ts";
import { matchValue } from "../values/match-value.ts";
import { leadsElsewhere, standing, withFacts } from "./facts.ts";
import { knowledgeOf, scopeAt, withKnowledge, type Reading } from "./reading.ts";
import type { Settlement } from "./settlement.ts";
import { differs, differsAt, type Trial } from "./trial.ts";

/** Whose orderings are watched. */
export interface Watched {
  readonly protocol: DiagramProtocol;
  readonly real: readonly string[];
}

/** Whether this is what the diagram says that the call came to; whoever asked knows that from then on. */
export function matchAnswer(
  watched: Watched,
  reading: Reading,
  step: ReplyStep,
  settlement: Settlement,
): Trial {
  const promised = step.outcome;
  if (promised.kind === "throws") {
    if (settlement.kind === "threw" && isDrawnError(promised, settlement.error))
      return { kind: "fits", reading };
    const message = promised.message === undefined ? "" : `(${showValue(promised.message)})`;
    return differs("outcome", `throw ${promised.error.name}${message}`, showSettlement(settlement));
  }
  if (settlement.kind === "threw") return differs("outcome", "an answer", showSettlement(settlement));
  if (promised.kind === "nothing") return { kind: "fits", reading };
  return matchReturned(watched, reading, step, promised, settlement.value);
}

function matchReturned(
  watched: Watched,
  reading: Reading,
  step: ReplyStep,
  promised: ReplyOutcome & { kind: "returns" },
  value: unknown,
): Trial {
  const plain = decoded(promised, value);
  const round = scopeAt(watched.protocol, reading, step, "from");
  const match = matchValue(promised.value, plain, knowledgeOf(reading, step.from), round);
  if (!match.ok) return differsAt("answer", match);
  const unfit = unfitFor(promised, plain);
  if (unfit !== undefined) return unfit;
  const sent = withKnowledge(reading, step.from, match.knowledge);
  const known = learnAnswer(watched.protocol, sent, step, promised.as, plain);
  const decided = decidedBy(watched.protocol, known, step, plain);
  return decided === undefined
    ? differs("answer", "a value that leads to this branch", showValue(plain))
    : { kind: "fits", reading: decided };
}

function unfitFor({ type }: ReplyOutcome & { kind: "returns" }, plain: unknown): Trial | undefined {
  const checked = type.safeParse(plain);
  if (checked.success) return undefined;
  const [issue] = checked.error.issues;
  const path = issue?.path.map(String).join(".") ?? "";
  return differs(
    path === "" ? "answer" : path,
    clean(issue?.message ?? "a value that fits", 120),
    showValue(valueAt(plain, path)),
  );
}

/** The receiver knows the answer by its drawn name from now on. */
export function learnAnswer(
  protocol: DiagramProtocol,
  reading: Reading,
  step: ReplyStep,
  name: string,
  value: unknown,
): Reading {
  const round = scopeAt(protocol, reading, step, "to");
  return withKnowledge(reading, step.to, bind(knowledgeOf(reading, step.to), name, value, round));
}

/** Once a value that decides has crossed the arrow, only the branches that it leads to are open. */
export function decidedBy(
  protocol: DiagramProtocol,
  known: Reading,
  step: ReplyStep,
  value: unknown,
): Reading | undefined {
  const participant = standing(known, step.to, step.from);
  const reading = withFacts(protocol, known, step.decides, step.within, participant, value);
  return leadsElsewhere(protocol, reading, step, participant) ? undefined : reading;
}

export function isDrawnError(promised: ReplyOutcome, error: unknown): boolean {
  if (promised.kind !== "throws" || !(error instanceof Error)) return false;
  const sameClass = error.constructor.name === promised.error.name || error instanceof promised.error;
  return sameClass && (promised.message === undefined || promised.message === error.message);
}

/** Whether it looks like this answer, whatever else is known. */
export function isAlike(promised: ReplyOutcome, settlement: Settlement): boolean {
  if (settlement.kind === "threw") return isDrawnError(promised, settlement.error);
  if (promised.kind !== "returns") return false;
  const plain = decoded(promised, settlement.value);
  return promised.type.safeParse(plain).success && matchValue(promised.value, plain, nothingKnown, "").ok;
}

export function showSettlement(settlement: Settlement): string {
  return settlement.kind === "returned" ? showValue(settlement.value) : showError(settlement.error);
}
