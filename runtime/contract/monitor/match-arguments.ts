import type { DiagramProtocol } from "../../model/diagram-protocol.ts";
import { portOf, schemaOf, type Argument, type CallStep, type StepId } from "../../model/steps.ts";
import { showValue } from "../report/show-value.ts";
import { bind, lookup } from "../values/knowledge.ts";
import type { PairStatements } from "../values/load-statements.ts";
import { matchValue } from "../values/match-value.ts";
import { withFacts } from "./facts.ts";
import { knowledgeOf, scopeAt, withKnowledge, type Reading } from "./reading.ts";
import { differs, differsAt, type Trial } from "./trial.ts";

/** What calls are held against. */
export interface Drawing {
  readonly protocol: DiagramProtocol;
  readonly pairStatements: PairStatements;
}

/** Whether a call carries what the diagram says it does; its receiver knows that from then on. */
export function matchArguments(
  drawing: Drawing,
  before: Reading,
  step: CallStep,
  args: readonly unknown[],
): Trial {
  let reading = before;
  for (const [index, spec] of step.args.entries()) {
    const trial = matchArgument(drawing, reading, step, spec, args[index]);
    if (trial.kind === "differs") return trial;
    reading = trial.reading;
  }
  const extra = args.slice(step.args.length).find((arg) => arg !== undefined);
  return extra === undefined
    ? { kind: "fits", reading: withArguments(drawing.protocol, reading, step, step.from, args) }
    : differs(`argument ${step.args.length + 1}`, "nothing", showValue(extra));
}

/** What a call carries, for the branches that depend on it; the round is that of `participant`. */
export function withArguments(
  protocol: DiagramProtocol,
  reading: Reading,
  step: CallStep,
  participant: string,
  args: readonly unknown[],
): Reading {
  const message = Object.fromEntries(step.args.map(({ name }, index) => [name, args[index]]));
  return withFacts(protocol, reading, step.decides, step.within, participant, message);
}

function matchArgument(
  { protocol, pairStatements }: Drawing,
  reading: Reading,
  step: CallStep,
  spec: Argument,
  value: unknown,
): Trial {
  const round = scopeAt(protocol, reading, step, "from");
  // What is called back may be wrapped on the way: whether it is called is another step.
  if (portOf(spec) !== undefined && typeof value === "object" && value !== null)
    return { kind: "fits", reading: learnArgument(protocol, reading, step, spec.name, value) };
  const match = matchValue(spec.value, value, knowledgeOf(reading, step.from), round, pairStatements);
  if (!match.ok) return differsAt(spec.name, match);
  if (isUnfit(spec, value)) return differs(spec.name, "a value that fits its schema", showValue(value));
  const sent = withKnowledge(reading, step.from, match.knowledge);
  return { kind: "fits", reading: learnArgument(protocol, sent, step, spec.name, value) };
}

/**
 * Several steps may call the same method: what it is called with tells them apart. Best are those that it fits with all
 * names known; a name that nothing is known of yet would fit anything.
 */
export function fittingSteps<S extends CallStep>(
  drawing: Drawing,
  readings: readonly Reading[],
  args: readonly unknown[],
  drawn: readonly (readonly [StepId, S])[],
  how: "exactly" | "at all" = "at all",
): readonly (readonly [StepId, S])[] {
  const fits = drawn.flatMap((one) =>
    readings.flatMap((reading) => {
      const trial = matchArguments(drawing, reading, one[1], args);
      const { from } = one[1];
      return trial.kind === "fits"
        ? [{ one, exactly: knowledgeOf(trial.reading, from) === knowledgeOf(reading, from) }]
        : [];
    }),
  );
  const exact = fits.filter(({ exactly }) => exactly);
  const best = exact.length > 0 || how === "exactly" ? exact : fits;
  return [...new Set(best.map(({ one }) => one))];
}

function isUnfit(argument: Argument, received: unknown): boolean {
  const schema = schemaOf(argument);
  return argument.value.kind === "free" && schema !== undefined && !schema.safeParse(received).success;
}

/** The receiver knows the argument by its parameter's name; a component talking to itself keeps what it knows. */
function learnArgument(
  protocol: DiagramProtocol,
  reading: Reading,
  step: CallStep,
  name: string,
  value: unknown,
): Reading {
  const known = knowledgeOf(reading, step.to);
  const round = scopeAt(protocol, reading, step, "to");
  if (step.kind === "self" && lookup(known, name, round) !== undefined) return reading;
  return withKnowledge(reading, step.to, bind(known, name, value, round));
}
