import type { Policy } from "seqwright-runtime/model";
import type { DiagramModel, Entry, TypeExpr } from "../../ir/model/diagram-model.ts";
import { array, data, literal, object, present } from "./data.ts";
import type { Expression, HandlerFile, ImportPlan, WiringClass, WiringFile } from "../model/emit-plan.ts";
import { importsOf } from "../model/imports.ts";
import type { DiagramNames } from "../model/names.ts";

/** How the diagram's system is put together: its classes, and where work comes in. */
export function planWiringFile(
  model: DiagramModel,
  names: DiagramNames,
  handlers: readonly HandlerFile[],
): WiringFile {
  const classes = handlers.map((handler) => ({ handler, wiring: planClass(handler, names) }));
  const isComponent = (code: string): boolean =>
    model.participants.some((participant) => participant.code === code && participant.role === "component");
  const entries = array(model.entries.map((entry) => planEntry(entry, names)));
  const policies = planPolicies(model);
  return {
    kind: "wiring",
    path: "wiring.gen.ts",
    imports: importsFor(classes, entries, names),
    components: classes.flatMap(({ wiring }) => (isComponent(wiring.code) ? [wiring] : [])),
    gateways: classes.flatMap(({ wiring }) => (isComponent(wiring.code) ? [] : [wiring])),
    entries,
    policies,
  };
}

function planClass({ participant, className, collaborators, fields }: HandlerFile, names: DiagramNames) {
  const own = names.participants.get(participant);
  return {
    code: participant,
    className,
    collaborators: collaborators?.kind === "type-symbol" ? own?.collaborators : undefined,
    clients: collaborators?.kind === "object-type" ? fields.map(({ name }) => name) : [],
  };
}

/** An entry as the model has it, in the code's names and with schemas for types. */
function planEntry(entry: Entry, names: DiagramNames): Expression {
  const spelled = (participant: string, method: string): string =>
    names.participants.get(participant)?.methods.get(method) ?? method;
  const method = spelled(entry.component, entry.method);
  if (entry.kind !== "kafka") return data({ ...entry, method }, { schema });
  const refusedBy = entry.refusedBy?.map((refusal) => spelled(entry.participant, refusal));
  return data({ ...entry, method, refusedBy }, { schema });
}

function schema(type: unknown): Expression {
  return { kind: "schema", type: type as TypeExpr };
}

/** Of several lines about the same thing, the first that says a number decides it. */
function planPolicies(model: DiagramModel): Expression {
  const stated = model.policies.map(({ policy }) => policy);
  const first = (read: (policy: Policy) => string | number | undefined): Expression | undefined => {
    const value = stated.map(read).find((found) => found !== undefined);
    return value === undefined ? undefined : literal(value);
  };
  const polling = {
    ...present(
      "intervalMs",
      first((one) => (one.kind === "polling" ? one.intervalMs : undefined)),
    ),
    ...present(
      "limitMs",
      first((one) => (one.kind === "polling" ? one.limitMs : undefined)),
    ),
    ...present(
      "attemptsMax",
      first((one) => (one.kind === "polling" ? one.attemptsMax : undefined)),
    ),
  };
  const isIdempotent = stated.some(({ kind }) => kind === "idempotency");
  return object({
    ...present(
      "retriesMax",
      first((one) => (one.kind === "retry" ? one.retriesMax : undefined)),
    ),
    ...present(
      "retryDelayMs",
      first((one) => (one.kind === "retry" ? one.delayMs : undefined)),
    ),
    ...present(
      "deadLetterTopic",
      first((one) => (one.kind === "dead-letter" ? one.topic : undefined)),
    ),
    ...present("idempotent", isIdempotent ? literal(true) : undefined),
    ...present("polling", Object.keys(polling).length === 0 ? undefined : object(polling)),
  });
}

function importsFor(
  classes: readonly { readonly handler: HandlerFile; readonly wiring: WiringClass }[],
  entries: Expression,
  names: DiagramNames,
): readonly ImportPlan[] {
  const used = [
    entries,
    { kind: "type-symbol", name: "SystemDefinition" },
    ...classes.map(({ wiring }) => ({ kind: "symbol", name: wiring.className })),
    ...classes.flatMap(({ wiring }) =>
      wiring.collaborators === undefined ? [] : [{ kind: "type-symbol", name: wiring.collaborators }],
    ),
  ];
  const protocol = { from: "./steps.gen.ts", names: [{ name: "protocol", typeOnly: false }] };
  return [...importsOf(used, names), protocol].toSorted(byOrigin);
}

function byOrigin(one: ImportPlan, other: ImportPlan): number {
  const rank = ({ from }: ImportPlan): number => (from.startsWith(".") ? 1 : 0);
  return rank(one) - rank(other) || (one.from < other.from ? -1 : 1);
}
