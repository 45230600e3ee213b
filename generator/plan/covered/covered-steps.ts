import type { CallStep, DiagramModel, Participant, ReplyStep, Step } from "../../ir/model/diagram-model.ts";
import { participantName } from "../../protocol/participant-name.ts";
import type { Covered, Uncovered } from "../model/coverage.ts";
import { isUnfilled, type PlannedClasses } from "./planned-classes.ts";

type Fate = Pick<Covered, "became" | "how" | "cause">;

/** What became of every arrow and every answer. */
export function coveredSteps(model: DiagramModel, classes: PlannedClasses): readonly Covered[] {
  const reader = new StepCoverage(model, classes);
  const lost = model.lost.map(({ text, span }): Covered => ({
    subject: "arrow",
    text,
    became: "not covered",
    how: "drawn as lost, so nobody gets it",
    cause: { kind: "lost" },
    span,
  }));
  return [...drawnArrows(model).map((same) => drawnOnce(same.map((step) => reader.covered(step)))), ...lost];
}

/** The arrows that are drawn and not lost, each as the steps that it is: several where it happens on several paths. */
export function drawnArrows(model: DiagramModel): readonly (readonly Step[])[] {
  const drawn = model.steps.filter((step) => !model.starts.includes(step.id) && !isSaidByCall(step, model));
  const keyOf = ({ span, from, to, text }: Step): string => JSON.stringify([span.start, from, to, text]);
  return [...Map.groupBy(drawn, keyOf).values()];
}

const gravest: readonly Covered["became"][] = ["not covered", "stub", "check", "code", "words"];

/** One arrow that happens on several paths, as one: as much of it as is code on all of them. */
function drawnOnce(paths: readonly Covered[]): Covered {
  const [first, ...others] = paths.toSorted(
    (one, other) => gravest.indexOf(one.became) - gravest.indexOf(other.became),
  );
  if (first === undefined) throw new Error("an arrow is at least one step");
  const same = others.filter(({ became }) => became === first.became);
  return { ...first, how: [...new Set([first, ...same].map(({ how }) => how))].join("; ") };
}

/** `id = createId()`: its answer is no arrow of its own. */
function isSaidByCall(step: Step, { steps }: DiagramModel): boolean {
  return (
    step.kind === "reply" &&
    steps.some(({ id, span }) => id === step.answers && span.start === step.span.start)
  );
}

class StepCoverage {
  readonly #model: DiagramModel;
  readonly #classes: PlannedClasses;
  readonly #participants: ReadonlyMap<string, Participant>;
  readonly #steps: ReadonlyMap<string, Step>;

  constructor(model: DiagramModel, classes: PlannedClasses) {
    this.#model = model;
    this.#classes = classes;
    this.#participants = new Map(model.participants.map((participant) => [participant.code, participant]));
    this.#steps = new Map(model.steps.map((step) => [step.id, step]));
  }

  covered(step: Step): Covered {
    const text = step.text.replaceAll(/\s+/g, " ").trim() || step.brief;
    const fate = step.kind === "reply" ? this.#answer(step) : this.#call(step);
    return { subject: step.kind === "reply" ? "answer" : "arrow", text, ...fate, span: step.span };
  }

  #call(step: CallStep): Fate {
    const sent = this.#isComponent(step.from) ? this.#sent(step) : undefined;
    if (sent?.became === "not covered") return sent;
    const received = step.kind === "self" ? undefined : this.#received(step);
    const stub = [sent, received].find((side) => side?.became === "stub");
    return stub ?? received ?? sent ?? this.#between(step);
  }

  /** The sender's side. */
  #sent(step: Step): Fate {
    const stubs = this.#classes.stubsAskedFor(step.from, step.id);
    if (stubs === undefined) return this.#leftOut(step);
    const name = this.#classes.className(step.from);
    const [stub] = stubs;
    if (stub === undefined) return { became: "code", how: name };
    return { became: "stub", how: `${stubs.map((one) => `${name}.${one}`).join(", ")} ${isYours(stubs)}` };
  }

  /** The receiver's side; undefined where no code is the receiver's. */
  #received(step: CallStep): Fate | undefined {
    const receiver = this.#participants.get(step.to);
    if (receiver?.provision.by === "client")
      return this.#isComponent(step.from)
        ? {
            became: "code",
            how: `${this.#classes.className(step.from)} asks the client of ${this.#name(step.to)}`,
          }
        : undefined;
    if (receiver?.provision.by === "publisher" && this.#isComponent(step.from))
      return {
        became: "code",
        how: `${this.#classes.className(step.from)} publishes it to ${this.#name(step.to)}`,
      };
    const asked = this.#classes.methodName(step.to, step.method);
    const method = this.#classes.method(step.to, asked) ?? this.#classes.method(step.to, "query");
    if (receiver === undefined || method === undefined) return undefined;
    // Nobody's code asks a gateway for what is drawn outside of the components.
    if (receiver.role === "resource" && !this.#isComponent(step.from)) return undefined;
    const how = `${this.#classes.className(step.to)}.${method.name}`;
    return isUnfilled(method) ? { became: "stub", how: `${how} is yours to write` } : { became: "code", how };
  }

  #answer(step: ReplyStep): Fate {
    const call = this.#steps.get(step.answers);
    // What a step of one's own yields is what its method gives back.
    if (step.from === step.to && call !== undefined && call.kind !== "reply") return this.#call(call);
    if (!this.#isComponent(step.from)) {
      if (call === undefined || call.kind === "reply" || !this.#isComponent(step.to))
        return this.#between(step);
      const asked = this.#call(call);
      return asked.became === "code"
        ? { ...asked, how: `${this.#classes.className(step.to)} reads it` }
        : asked;
    }
    const sent = this.#sent(step);
    const isPassedOn = step.outcome.kind === "throws" && call !== undefined && call.kind !== "reply";
    return sent.became === "not covered" && isPassedOn
      ? { became: "code", how: `${this.#classes.className(step.from)} lets the error pass` }
      : sent;
  }

  #leftOut({ id, from }: Step): Fate {
    const codes = [from];
    const name = this.#name(from);
    if (this.#classes.isUncalled(from, id))
      return uncovered({ kind: "uncalled", codes }, `nothing has called ${name} by then`);
    return uncovered({ kind: "left out", codes }, `${name} has answered by then`);
  }

  /** No component has part in it. */
  #between({ kind, from, to }: Step): Fate {
    const codes = [...new Set([from, to])].filter((code) => !this.#isResource(code));
    return this.#isResource(from) && kind !== "reply"
      ? uncovered(
          { kind: "resource", codes: [from] },
          `${this.#name(from)} is a resource: what it does by itself gets no code`,
        )
      : uncovered({ kind: "outside", codes }, "no component takes part in it");
  }

  #isComponent(code: string): boolean {
    return this.#participants.get(code)?.role === "component";
  }

  #isResource(code: string): boolean {
    return this.#participants.get(code)?.role === "resource";
  }

  #name(code: string): string {
    return participantName(this.#model, code);
  }
}

function uncovered(cause: Uncovered, how: string): Fate {
  return { became: "not covered", how, cause };
}

function isYours(stubs: readonly string[]): string {
  return stubs.length === 1 ? "is yours to write" : "are yours to write";
}
