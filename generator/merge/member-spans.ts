import type { DiagramModel } from "../ir/model/diagram-model.ts";
import type { Span } from "../source/source-file.ts";
import type { MergedHandler } from "./merge-diagram.ts";
import type { Notice } from "./merge-handler.ts";
import { namesIn } from "./text/names-in.ts";

/** Where the diagram asks for what is offered. */
export function offeredSpan(
  { member, base, next }: Notice & { readonly kind: "offered" },
  handler: MergedHandler,
  model: DiagramModel,
): Span {
  const [before, now] = [namesIn(base), namesIn(next)];
  const isNew = (name: string): boolean => now.has(name) && !before.has(name);
  // The arrow that the new form asks for and the old one did not.
  const arrow = model.steps.find(
    (step) => step.kind !== "reply" && step.from === handler.file.participant && isNew(step.method),
  );
  return arrow?.span ?? memberSpan(member, handler, model);
}

/** The arrow that asks for a member, or else its participant. */
export function memberSpan(member: string, handler: MergedHandler, model: DiagramModel): Span {
  const of = new Set(handler.file.methods.find(({ name }) => name === member)?.of);
  return model.steps.find(({ id }) => of.has(id))?.span ?? participantSpan(handler, model);
}

export function participantSpan({ file }: MergedHandler, model: DiagramModel): Span {
  return model.participants.find(({ code }) => code === file.participant)?.span ?? model.span;
}
