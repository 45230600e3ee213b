import type { ArrowNode } from "../ast/nodes.ts";
import { resolveColor } from "./colors.ts";
import type { Arrow, ArrowHead } from "./model.ts";

/** An arrow after its direction is known: heads and circles stand at the sender's and at the receiver's end. */
export interface DirectedArrow {
  readonly arrow: Arrow;
  /** From the right end to the left end of the text. */
  readonly reversed: boolean;
}

/**
 * Which way an arrow points. A head on the right wins, then one on the left, then a cross; a line without any of them
 * has no direction and is no message.
 */
export function directArrow(node: ArrowNode, isGate: boolean): DirectedArrow | undefined {
  const crosses = Number(node.leftMark === "x") + Number(node.rightMark === "x");
  const forward = node.rightHead !== "" || (crosses === 2 && !isGate);
  const reversed = !forward && node.leftHead !== "";
  if (!forward && !reversed && crosses === 0) return undefined;
  const left = headOf(node.leftHead, leftParts, node.leftMark);
  const right = headOf(node.rightHead, rightParts, node.rightMark);
  const sender = reversed ? right : left;
  const receiver = reversed ? left : right;
  // With a cross at the sender's end only, PlantUML completes the other end.
  const completed: ArrowHead = receiver.head === "none" ? { head: "normal", part: "full" } : receiver;
  const circles = [node.leftMark === "o", node.rightMark === "o"] as const;
  const color = node.color === undefined ? undefined : resolveColor(node.color.text);
  return {
    reversed,
    arrow: {
      dotted: node.dashes >= 2 || node.styles.includes("dotted") || node.styles.includes("dashed"),
      hidden: node.styles.includes("hidden"),
      reversed,
      heads: [sender, completed],
      circles: reversed ? [circles[1], circles[0]] : circles,
      color,
      slant: node.slant,
    },
  };
}

const leftParts: Readonly<Record<string, ArrowHead["part"]>> = { "<": "full", "/": "top", "\\": "bottom" };
const rightParts: Readonly<Record<string, ArrowHead["part"]>> = { ">": "full", "\\": "top", "/": "bottom" };

function headOf(
  image: string,
  parts: Readonly<Record<string, ArrowHead["part"]>>,
  mark: ArrowNode["leftMark"],
): ArrowHead {
  if (mark === "x") return { head: "cross", part: "full" };
  const part = parts[image.charAt(0)];
  if (part === undefined) return { head: "none", part: "full" };
  return { head: image.length === 2 ? "async" : "normal", part };
}
