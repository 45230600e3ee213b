import type {
  PolicyView,
  ResourceKind,
  StepEffect,
  ViewedEntry,
  ViewedField,
  ViewedStep,
} from "seqwright-runtime/model";
import type { Meaning } from "../../text/model.ts";
import type { ReadArrow } from "../drawing/read-arrows.ts";
import type { BranchPath, Entry, NamedType, Participant, Step, TypeExpr } from "../model/diagram-model.ts";

/** What the keepers of promises get to see of a diagram, whatever a promise binds. */
export type DiagramView = Omit<PolicyView, "bound"> & { readonly entries: readonly ViewedEntry[] };

export interface ViewedParts {
  readonly participants: readonly Pick<Participant, "code" | "label" | "role" | "kind">[];
  readonly steps: readonly Step[];
  readonly arrows: readonly ReadArrow[];
  readonly entries: readonly Entry[];
  readonly types: readonly NamedType[];
}

export function viewDiagram({ participants, steps, arrows, entries, types }: ViewedParts): DiagramView {
  const kinds = new Map(participants.map(({ code, kind }) => [code, kind]));
  const meanings = new Map(arrows.map(({ id, meaning }) => [id, meaning]));
  const afterAnswers = new Set(entries.flatMap((entry) => stepsAfterAnswer(entry, steps)));
  const scheduled = new Set(entries.flatMap(({ kind, step }) => (kind === "schedule" ? [step] : [])));
  const rounds = new Set(steps.flatMap(({ id, span }) => (scheduled.has(id) ? [span.start] : [])));
  return {
    participants: participants.map(({ code, label, role, kind }) => ({ code, label, role, kind })),
    steps: steps.map((step): ViewedStep => {
      const meaning = meanings.get(step.id);
      return {
        id: step.id,
        kind: step.kind,
        from: step.from,
        to: step.to,
        text: step.text,
        phase: step.phase,
        within: step.within,
        answers: step.kind === "reply" ? step.answers : undefined,
        fails: step.kind === "reply" && step.outcome.kind === "throws",
        effect: effectOf(step, meaning, kinds.get(step.to)),
        ttlSeconds: meaning === undefined ? undefined : ttlSecondsOf(meaning),
        inRounds: rounds.has(step.span.start),
        background: afterAnswers.has(step.id) || (step.kind !== "reply" && step.background),
      };
    }),
    fields: types.flatMap(({ name, type }) => fieldsOf(name, type)),
    entries: entries.map((entry) => ({
      kind: entry.kind,
      step: entry.step,
      participant: entry.participant,
      component: entry.component,
      deferred: entry.kind === "kafka" && entry.acknowledge === "deferred",
      goesOn: steps.some(({ id, from }) => from === entry.component && afterAnswers.has(id)),
    })),
  };
}

/** What the component still does when it has answered the entry's call. */
function stepsAfterAnswer({ step: id, component }: Entry, steps: readonly Step[]): readonly string[] {
  return steps.flatMap((answer, at) =>
    answer.kind === "reply" && answer.answers === id
      ? steps
          .slice(at + 1)
          .filter(
            (step) =>
              step.from === component && step.kind !== "reply" && onOnePath(answer.within, step.within),
          )
          .map((step) => step.id)
      : [],
  );
}

/** Whether two steps can happen in one run: no fragment has them in different branches. */
function onOnePath(one: BranchPath, other: BranchPath): boolean {
  const branches = new Map(one.map(([fragment, branch]) => [fragment, branch]));
  return other.every(([fragment, branch]) => (branches.get(fragment) ?? branch) === branch);
}

function effectOf(step: Step, meaning: Meaning | undefined, kind: ResourceKind | undefined): StepEffect {
  if (step.kind === "reply" || meaning === undefined) return "unknown";
  switch (meaning.kind) {
    case "sql":
    case "sql-intent":
      if (meaning.verb === "select") return "reads";
      return meaning.verb === "delete" ? "deletes" : "changes";
    case "redis":
      if (step.readOnly) return "reads";
      return /^(?:DEL|UNLINK|EXPIRE|FLUSH)/.test(meaning.command) ? "deletes" : "changes";
    case "redis-key":
      return keyEffects[meaning.access];
    case "event":
      return kind === "kafka" ? "publishes" : "unknown";
    default:
      return step.readOnly ? "reads" : "unknown";
  }
}

const keyEffects: Readonly<Record<"read" | "write" | "delete" | "unknown", StepEffect>> = {
  read: "reads",
  write: "changes",
  delete: "deletes",
  unknown: "unknown",
};

/** `SET key value EX 3600`, `SETEX key 3600 value`, `EXPIRE key 3600` */
function ttlSecondsOf(meaning: Meaning): number | undefined {
  if (meaning.kind !== "redis") return undefined;
  const { command, rest } = meaning;
  if (/^P?(?:SETEX|EXPIRE)$/.test(command)) return seconds(rest[0], command.startsWith("P"));
  const option = rest.findIndex((word) => /^P?EX$/i.test(word));
  return option < 0 ? undefined : seconds(rest[option + 1], /^P/i.test(rest[option] ?? ""));
}

function seconds(written: string | undefined, isMs: boolean): number | undefined {
  if (written === undefined || !/^\d{1,15}$/.test(written)) return undefined;
  return isMs ? Number(written) / 1000 : Number(written);
}

/** A record's fields, and the values of fields that are limited to some. */
function fieldsOf(name: string, type: TypeExpr): readonly ViewedField[] {
  switch (type.kind) {
    case "enum":
      return [{ name, values: type.values.map(String) }];
    case "list":
      return fieldsOf(name, type.element);
    case "union":
      return type.members.flatMap((member) => fieldsOf(name, member));
    case "record":
      return [
        { name, values: type.fields.map((field) => field.name) },
        ...type.fields.flatMap((field) => fieldsOf(field.name, field.type)),
      ];
    default:
      return [];
  }
}
