import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../source/source-file.ts";
import type { Participant } from "../model/diagram-model.ts";
import { oneLine, type Outline } from "./outline.ts";
import type { Pairing } from "./pairing.ts";

/** Arrows that play no part, and answers that nobody waits for. */
export function checkArrows(
  { leftOut }: Outline,
  { answeringNothing, answeredTwice, solidAnswers }: Pairing,
  participants: ReadonlyMap<string, Pick<Participant, "kind">>,
  source: SourceFile,
): readonly Diagnostic[] {
  // What comes out of a topic is the next event, not an answer to the one that went in.
  const [solid, ...others] = solidAnswers.filter(({ from }) => participants.get(from)?.kind !== "kafka");
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
      diagnostic("link/reply-answers-nothing", { from, to, text: oneLine(label) }, { source, span }),
    ),
    ...answeredTwice.map(([{ from, to, span }, first]) => {
      const related = [{ message: "the first answer", source, span: first.span }];
      return diagnostic("link/answered-twice", { from, to }, { source, span }, { related });
    }),
  ];
}
