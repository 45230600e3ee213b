import type { ReturnNode } from "../ast/nodes.ts";
import { resolveColor } from "./colors.ts";
import { applyLife, callee } from "./life.ts";
import { addMessage } from "./messages.ts";
import type { MessageEnd } from "./model.ts";
import { checkColor, report, type MessageDraft, type Scene } from "./scene.ts";

/** `return` answers the latest caller, or else turns round the message right before it. */
export function resolveReturn(scene: Scene, node: ReturnNode): void {
  checkColor(scene, node.color);
  const caller = scene.callers.at(-1);
  const reversible =
    scene.canReverseLast && scene.last !== undefined && scene.last !== "mark" ? scene.last : undefined;
  const call = caller ?? (reversible !== undefined && !hasGate(reversible) ? reversible : undefined);
  if (call === undefined) {
    report(scene, "parse/return-without-call", {}, node.span);
    return;
  }
  const branch = scene.branching.at(-1);
  if (
    caller !== undefined &&
    branch !== undefined &&
    branch.branches > 1 &&
    scene.callers.length < branch.callersBefore
  ) {
    const related = [{ message: "this call is what it answers", source: scene.source, span: caller.span }];
    report(scene, "parse/return-to-outer-call", { code: describe(caller.from) }, node.span, { related });
  }
  addMessage(scene, {
    kind: "message",
    from: turned(call.to),
    to: turned(call.from),
    arrow: { ...call.arrow, dotted: true, color: resolveColor(node.color?.text ?? "") ?? call.arrow.color },
    multicast: [],
    label: node.label,
    isReturn: true,
    creates: false,
    parallel: node.parallel,
    anchor: undefined,
    endAnchors: [undefined, undefined],
    number: undefined,
    notes: [],
    span: node.span,
  });
  const lifeline = caller === undefined ? undefined : callee(scene, caller);
  if (lifeline !== undefined) applyLife(scene, "deactivate", lifeline, node.span, "suffix");
}

/** The way back through the border is never drawn short. */
function turned(end: MessageEnd): MessageEnd {
  return end.kind === "gate" ? { ...end, short: false } : end;
}

function hasGate(message: MessageDraft): boolean {
  return message.from.kind === "gate" || message.to.kind === "gate";
}

function describe(end: MessageEnd): string {
  return end.kind === "lifeline" ? end.code : "the border";
}
