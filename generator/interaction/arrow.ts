import type { ArrowNode } from "../ast/nodes.ts";
import { resolveColor } from "./colors.ts";
import type { Arrow, ArrowHead } from "./model.ts";

/**
 * Which way an arrow points, and with what: heads and circles stand at the sender's and at the receiver's end. A head on
 * the right wins, then one on the left, then a cross; a line without any of them has no direction and is no message.
 */
export function directArrow(node: ArrowNode, isGate: boolean): Arrow | undefined {
  const crosses = [node.leftMark === "x", node.rightMark === "x"] as const;
  const forward = node.rightHead !== "" || (crosses[0] && crosses[1] && !isGate);
  const reversed = !forward && node.leftHead !== "";
  if (!forward && !reversed && !crosses[0] && !crosses[1]) return undefined;
  const [senderImage, receiverImage] = reversed
    ? [node.rightHead, node.leftHead]
    : [node.leftHead, node.rightHead];
  const [senderCross, receiverCross] = reversed ? [crosses[1], crosses[0]] : crosses;
  const circles = [node.leftMark === "o", node.rightMark === "o"] as const;
  // An arrow of a gate with a head at either end has the same head at both.
  const sender = isGate && senderImage !== "" ? receiverImage : senderImage;
  const receiver: ArrowHead = {
    // With a cross at the sender's end only, PlantUML completes the other end.
    head: receiverCross ? "cross" : receiverImage === "" ? "normal" : kindOf(receiverImage),
    part: isGate
      ? partOf(reversed ? node.leftHead : "", reversed ? "" : node.rightHead)
      : partOf(node.leftHead, node.rightHead),
  };
  const line = lineStyle(node);
  return {
    dotted: line === "dotted" || line === "dashed",
    hidden: line === "hidden",
    reversed,
    heads: [
      { head: senderCross ? "cross" : sender === "" ? "none" : kindOf(sender), part: "full" },
      receiver,
    ],
    circles: reversed ? [circles[1], circles[0]] : circles,
    color: node.color === undefined ? undefined : resolveColor(node.color.text),
    slant: node.slant,
  };
}

/** Of several styles of the line, the last one counts: `hidden,dashed` is drawn, dashed. */
function lineStyle({ dashes, styles }: ArrowNode): string {
  const last = styles.findLast((style) => ["dotted", "dashed", "hidden"].includes(style));
  return last ?? (dashes >= 2 ? "dotted" : "plain");
}

function kindOf(image: string): "normal" | "async" {
  return image.length === 2 ? "async" : "normal";
}

/** Half a head is drawn at the receiver's end, wherever in the arrow it was asked for. */
function partOf(left: string, right: string): ArrowHead["part"] {
  if (left.startsWith("\\") || right.startsWith("/")) return "bottom";
  return left.startsWith("/") || right.startsWith("\\") ? "top" : "full";
}
