import type { CallStep, DiagramModel } from "../../ir/model/diagram-model.ts";
import { lineOf, section } from "./section.ts";

/** What becomes of work that is drawn with `->>`, and where it is known when it fails. */
export function asynchronous(model: DiagramModel): string {
  const components = new Set(
    model.participants.flatMap(({ code, role }) => (role === "component" ? [code] : [])),
  );
  const entries = new Map(model.entries.map(({ step, kind }) => [step, kind]));
  const rows = model.steps.flatMap((step) => {
    if (step.kind !== "call" || step.waits || step.receiver !== undefined || !components.has(step.to))
      return [];
    const what = components.has(step.from) ? amongComponents(step) : atEntry(entries.get(step.id));
    return what === undefined
      ? []
      : [`line ${lineOf(model, step.span)}  ${step.from} ->> ${step.to}  ${what}`];
  });
  return section("Drawn without waiting", rows.join("\n"));
}

function amongComponents({ afterAnswer, from }: CallStep): string {
  return afterAnswer
    ? "in the background, after the answer: a failure is reported, or tried again where there is a database"
    : `made in its place and awaited: a failure fails what ${from} is doing, so none is lost; drawn after the answer, it goes on in the background`;
}

function atEntry(kind: string | undefined): string | undefined {
  return kind === "http"
    ? "answered when the work is done, with 204; with an error when it fails, so that the sender can ask again"
    : undefined;
}
