import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import { oneLine, type Outline } from "./outline.ts";
import type { Pairing } from "./pairing.ts";

/** Arrows that play no part, and answers that nobody waits for. */
export function checkArrows(
  { leftOut }: Outline,
  { answeringNothing, answeredTwice, solidAnswers }: Pairing,
  source: SourceFile,
): readonly Diagnostic[] {
  const [solid, ...others] = solidAnswers;
  return [
    ...(solid === undefined
      ? []
      : [
          diagnostic(
            "link/solid-answer",
            { from: solid.from, to: solid.to, text: oneLine(solid.label), others: others.length },
            { source, span: solid.span },
          ),
        ]),
    ...leftOut.map(({ reason, text, span }) =>
      diagnostic(
        reason === "too-deep" ? "link/nested-too-deeply" : `link/${reason}-message`,
        { text },
        { source, span },
      ),
    ),
    ...answeringNothing.map(({ from, to, label, span }) =>
      diagnostic(
        "link/reply-answers-nothing",
        { from, to, text: oneLine(label) },
        { source, span },
        { cause: "dotted arrows as calls" },
      ),
    ),
    ...answeredTwice.flatMap(([second, first]) => {
      const { from, to, span } = second;
      const related = [{ message: "the first answer", source, span: first.span }];
      return [diagnostic("link/answered-twice", { from, to }, { source, span }, { related })];
    }),
  ];
}
