import pico from "picocolors";
import { printable, type RenderOptions } from "../../diagnostics/render-human.ts";
import { type Change, type DiagramComparison, isBreaking } from "../change.ts";
import { placeText } from "./place-text.ts";
import { reasonsOf, summary, verdictsOf } from "./verdicts.ts";

type Colors = ReturnType<typeof pico.createColors>;

/** The changes in words, for a person at a terminal. */
export function comparisonText(comparisons: readonly DiagramComparison[], { color }: RenderOptions): string {
  const colors = pico.createColors(color);
  const parts = comparisons.map((comparison) => oneDiagram(comparison, colors));
  return [...parts, `${summary(comparisons)}.\n`].join("\n");
}

function oneDiagram(comparison: DiagramComparison, colors: Colors): string {
  const { before, now, changes } = comparison;
  const path = (now ?? before)?.source.path ?? comparison.name;
  const lines = [
    colors.bold(printable(path)),
    ...changes.flatMap((change) => changeLines(change, colors)),
    ...verdictsOf(comparison).map(
      ({ participant, verdict }) =>
        `  ${verdict === "breaking" ? colors.red(verdict) : verdict}: ${printable(participant)}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

const marks = { added: "+", removed: "-", changed: "~", moved: ">" } as const;

function changeLines(change: Change, colors: Colors): readonly string[] {
  const paint = { added: colors.green, removed: colors.red, changed: colors.yellow, moved: colors.yellow }[
    change.kind
  ];
  const verdict = isBreaking(change) ? colors.red("breaking") : "compatible";
  return [
    `  ${paint(marks[change.kind])} ${placeText(change)}: ${printable(change.words)} (${verdict})`,
    ...reasonsOf(change).map((reason) => `      ${printable(reason)}`),
  ];
}
