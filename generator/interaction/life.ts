import type { LifeNode } from "../ast/nodes.ts";
import type { Span } from "../source/source-file.ts";
import { addEvent } from "./fragments.ts";
import type { LifelineDraft } from "./lifelines.ts";
import type { LifeEvent } from "./model.ts";
import { checkColor, mention, report, type LifeDraft, type MessageDraft, type Scene } from "./scene.ts";

/** `activate X`, `X--`, `create X`, or a bare `deactivate`. */
export function resolveLife(scene: Scene, node: LifeNode): void {
  if (node.name !== undefined) {
    const lifeline = mention(scene, node.name);
    for (const color of node.colors) checkColor(scene, color);
    if (node.action === "deactivate" && !scene.afterDelay) noticeIdle(scene, lifeline, node.span);
    applyLife(scene, node.action, lifeline, node.span, "statement");
    return;
  }
  const caller = scene.callers.at(-1);
  const lifeline = caller === undefined ? undefined : callee(scene, caller);
  if (lifeline === undefined) report(scene, "parse/nothing-to-deactivate", {}, node.span);
  else applyLife(scene, "deactivate", lifeline, node.span, "statement");
}

/**
 * Records an activation and its like, and attaches it to the last message if that involves the participant. Errors of
 * activations written as an arrow's suffix are not errors to PlantUML.
 */
export function applyLife(
  scene: Scene,
  action: LifeEvent["action"],
  lifeline: LifelineDraft,
  span: Span,
  written: "statement" | "suffix",
): void {
  lifeline.linked = true;
  if (scene.afterDelay) {
    if (written === "statement") report(scene, "parse/life-after-delay", { code: lifeline.code }, span);
    return;
  }
  const event: LifeDraft = { kind: "life", action, code: lifeline.code, attached: false, span };
  addEvent(scene.nesting, event);
  if (action === "create") {
    scene.pendingCreate = { code: lifeline.code, event };
    return;
  }
  countLevel(scene, action, lifeline.code);
  if (scene.last === undefined) {
    if (action === "activate") lifeline.initialLevel += 1;
    else if (lifeline.initialLevel === 0 && written === "statement") {
      report(scene, "parse/deactivate-before-activate", { code: lifeline.code }, span);
    }
  } else if (scene.last !== "mark" && involves(scene.last, lifeline.code)) {
    attach(scene, scene.last, event, written);
  }
}

function attach(
  scene: Scene,
  message: MessageDraft,
  event: LifeDraft,
  written: "statement" | "suffix",
): void {
  event.attached = true;
  if (event.action === "activate") {
    if (scene.released.has(event.code) && written === "statement") {
      const related = [{ message: "the message in between", source: scene.source, span: message.span }];
      report(scene, "parse/activate-after-deactivate", { code: event.code }, event.span, { related });
    }
    scene.callers.push(message);
  } else {
    scene.released.add(event.code);
    // Whatever participant the latest caller is waiting for: PlantUML does not compare.
    if (event.action === "deactivate") scene.callers.pop();
  }
}

/** Who is busy because of a message: its receiver, or whoever it is that a gate belongs to. */
export function callee(scene: Scene, message: MessageDraft): LifelineDraft | undefined {
  const end = message.to.kind === "lifeline" ? message.to : message.from;
  return end.kind === "lifeline" ? scene.lifelines.byCode.get(end.code) : undefined;
}

function involves(message: MessageDraft, code: string): boolean {
  return [message.from, message.to].some((end) => end.kind === "lifeline" && end.code === code);
}

function noticeIdle(scene: Scene, lifeline: LifelineDraft, span: Span): void {
  const beforeAnything = scene.last === undefined && lifeline.initialLevel === 0;
  if ((scene.levels.get(lifeline.code) ?? 0) > 0 || beforeAnything) return;
  report(scene, "parse/deactivate-idle", { code: lifeline.code }, span);
}

function countLevel(scene: Scene, action: LifeEvent["action"], code: string): void {
  const level = scene.levels.get(code) ?? 0;
  const next = action === "activate" ? level + 1 : action === "deactivate" ? Math.max(0, level - 1) : 0;
  scene.levels.set(code, next);
}
