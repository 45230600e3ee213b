import type { GateNode, MessageNode } from "../ast/nodes.ts";
import type { Span } from "../source/source-file.ts";
import { directArrow } from "./arrow.ts";
import { formatNumber, nextNumber } from "./autonumber.ts";
import { addEvent } from "./fragments.ts";
import { applyLife } from "./life.ts";
import type { LifelineDraft } from "./lifelines.ts";
import type { Arrow, MessageEnd, Text } from "./model.ts";
import { checkColor, mention, report, type MessageDraft, type Scene } from "./scene.ts";

/** An arrow between two participants, with what its suffix does to their life lines. */
export function resolveMessage(scene: Scene, node: MessageNode): void {
  const directed = direct(scene, node);
  if (directed === undefined) return;
  // Participants come into being in text order, whichever way the arrow points.
  const left = mention(scene, node.left.name);
  const right = mention(scene, node.right.name);
  const multicast = node.multicast.map((name) => mention(scene, name).code);
  const [from, to] = directed.reversed ? [right, left] : [left, right];
  const anchors = [node.left.anchor, node.right.anchor] as const;
  checkColor(scene, node.color);
  if (node.activation === "**") applyLife(scene, "create", to, node.span, "suffix");
  addMessage(scene, {
    ...shared(node, directed),
    from: { kind: "lifeline", code: from.code },
    to: { kind: "lifeline", code: to.code },
    multicast,
    label: withNumber(scene, node.label),
    endAnchors: directed.reversed ? [anchors[1], anchors[0]] : anchors,
  });
  for (const action of suffixActions(node.activation)) {
    applyLife(scene, action, action === "deactivate" ? from : to, node.span, "suffix");
  }
  if (node.activation === "") autoactivate(scene, directed, from, to, node.span);
}

/** An arrow from or to the border of the diagram. */
export function resolveGate(scene: Scene, node: GateNode): void {
  if (node.arrow.leftHead === "" && node.arrow.rightHead === "") {
    report(scene, "parse/arrow-without-head", {}, node.arrow.span);
    return;
  }
  const directed = direct(scene, node);
  if (directed === undefined) return;
  const lifeline = mention(scene, node.name);
  const side = node.border === "[" ? "left" : node.border === "]" ? "right" : node.arrowSide;
  const gate: MessageEnd = { kind: "gate", side, short: node.border === "?" };
  const end: MessageEnd = { kind: "lifeline", code: lifeline.code };
  const gateSends = (node.arrowSide === "left") !== directed.reversed;
  checkColor(scene, node.color);
  // What leaves to nobody answers whoever called.
  const isAnswer = !gateSends && directed.dotted && scene.calledFromOutside.has(lifeline.code);
  if (gateSends) scene.calledFromOutside.add(lifeline.code);
  if (node.border === undefined && node.arrowSide === "right" && !isAnswer) {
    report(scene, "parse/arrow-to-nobody", { code: lifeline.code }, node.arrow.span);
  }
  // Only the first character of a gate's suffix counts.
  const suffix = node.activation.charAt(0);
  if (suffix === "*") applyLife(scene, "create", lifeline, node.span, "suffix");
  addMessage(scene, {
    // A gate knows no "drawn from right to left": its side says all.
    ...shared(node, { ...directed, reversed: false }),
    from: gateSends ? gate : end,
    to: gateSends ? end : gate,
    multicast: [],
    label: node.label,
    endAnchors: [undefined, undefined],
  });
  const action = gateActions.get(suffix);
  if (action !== undefined) applyLife(scene, action, lifeline, node.span, "suffix");
  if (suffix === "") autoactivate(scene, directed, lifeline, lifeline, node.span);
}

const gateActions: ReadonlyMap<string, "activate" | "deactivate" | "destroy"> = new Map([
  ["+", "activate"],
  ["-", "deactivate"],
  ["!", "destroy"],
] as const);

function direct(scene: Scene, node: MessageNode | GateNode): Arrow | undefined {
  checkColor(scene, node.arrow.color);
  const directed = directArrow(node.arrow, node.kind === "gate");
  if (directed === undefined) report(scene, "parse/arrow-without-head", {}, node.arrow.span);
  return directed;
}

function shared(
  node: MessageNode | GateNode,
  arrow: Arrow,
): Omit<MessageDraft, "from" | "to" | "multicast" | "label" | "endAnchors"> {
  return {
    kind: "message",
    arrow,
    isReturn: false,
    creates: false,
    parallel: node.parallel,
    anchor: node.anchor,
    number: undefined,
    notes: [],
    span: node.span,
  };
}

function suffixActions(activation: string): readonly ("activate" | "deactivate" | "destroy")[] {
  switch (activation) {
    case "++":
      return ["activate"];
    case "--":
      return ["deactivate"];
    case "!!":
      return ["destroy"];
    case "--++":
      return ["deactivate", "activate"];
    case "++--":
      return ["activate", "deactivate"];
    default:
      return [];
  }
}

/** With `autoactivate on`, a solid arrow activates its receiver and a dotted one ends its sender. Crosses do neither. */
function autoactivate(scene: Scene, arrow: Arrow, from: LifelineDraft, to: LifelineDraft, span: Span): void {
  const { head } = arrow.heads[1];
  if (!scene.autoactivate || (head !== "normal" && head !== "async")) return;
  if (arrow.dotted) applyLife(scene, "deactivate", from, span, "suffix");
  else applyLife(scene, "activate", to, span, "suffix");
}

/** Puts a message into the diagram, numbered, and makes it the one that notes and activations refer to. */
export function addMessage(scene: Scene, message: MessageDraft): void {
  const pending = scene.pendingCreate;
  if (pending !== undefined) {
    const reached = [message.to, message.from].find(
      (end) => end.kind === "lifeline" && end.code === pending.code,
    );
    const fromItself =
      message.from.kind === "lifeline" &&
      message.from.code === pending.code &&
      message.to.kind === "lifeline";
    if (reached === undefined || fromItself) {
      const related = [{ message: "created here", source: scene.source, span: pending.event.span }];
      report(scene, "parse/create-without-message", { code: pending.code }, message.span, { related });
    } else {
      pending.event.attached = true;
      message.creates = true;
    }
    scene.pendingCreate = undefined;
  }
  number(scene, message);
  addEvent(scene.nesting, message);
  scene.last = message;
  scene.canReverseLast = true;
  scene.afterDelay = false;
  scene.released = new Set();
  const gate = [message.from, message.to].find((end) => end.kind === "gate");
  const side = gate?.kind !== "gate" ? undefined : gate.side === "left" ? "right" : "left";
  scene.noteCarrier = { notes: message.notes, ...(side === undefined ? {} : { side }) };
}

function number(scene: Scene, message: MessageDraft): void {
  if (scene.numberingBroken) {
    report(scene, "parse/autonumber-not-started", {}, message.span);
    scene.numberingBroken = false;
  }
  if (scene.numbering?.running !== true) return;
  message.number = formatNumber(scene.numbering);
  scene.lastNumber = plain(message.number);
  scene.numbering = nextNumber(scene.numbering);
}

function plain(number: string): string {
  return number.replaceAll(/<\/?b>/g, "");
}

/** `%autonumber%` in a message's own text is the number that the message is about to get. */
function withNumber(scene: Scene, text: Text): Text {
  return fillNumber(text, scene.numbering?.running === true ? plain(formatNumber(scene.numbering)) : "");
}

export function fillNumber(text: Text, value: string): Text {
  if (!text.lines.some((line) => line.text.includes("%autonumber%"))) return text;
  return {
    ...text,
    lines: text.lines.map((line) => ({ ...line, text: line.text.replaceAll("%autonumber%", value) })),
  };
}
