import { notToldApart, type TakenEvents } from "seqwright-runtime/model";
import { diagnostic, type Diagnostic } from "../../diagnostics/diagnostic.ts";
import { positionAt, type SourceFile } from "../../source/source-file.ts";
import type { Step } from "../model/diagram-model.ts";
import { channelOf, type DrawnEvents, eventEntries, fieldsOfPayload } from "./drawn-events.ts";
import { suggestedName } from "./suggested-name.ts";

interface Arrow extends TakenEvents {
  readonly step: Step;
  readonly line: number;
}

/** An error for each topic out of which arrows lead that nothing tells apart, at the second of them. */
export function checkToldApart(
  { entries, steps, types }: DrawnEvents,
  source: SourceFile,
): readonly Diagnostic[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const channels = Map.groupBy(eventEntries(entries), ({ topic, participant }) =>
    channelOf({ topic, participant }),
  );
  return [...channels].flatMap(([topic, taking]): Diagnostic[] => {
    const arrows = taking.flatMap(({ step: id, eventType, schema }): Arrow[] => {
      const step = byId.get(id);
      if (step === undefined) return [];
      const { line } = positionAt(source, step.span.start);
      return [{ step, line, eventType, text: step.text, fields: fieldsOfPayload(schema, types) }];
    });
    const [first, second, ...others] = notToldApart(arrows);
    if (first === undefined || second === undefined) return [];
    const lines = [first, second, ...others].map(({ line }) => line);
    return [
      diagnostic(
        "link/events-not-told-apart",
        { lines, topic },
        { source, span: second.step.span },
        {
          hint: hintFor([first, second, ...others]),
          related: [first, ...others].map(({ step: { span } }) => ({
            message: "takes events of the same topic",
            source,
            span,
          })),
        },
      ),
    ];
  });
}

/** Names that the arrows' own words suggest. */
function hintFor(arrows: readonly Arrow[]): string | undefined {
  for (const { step, line, eventType } of arrows) {
    const name = eventType === undefined ? suggestedName(step.text) : undefined;
    if (name !== undefined)
      return `Name the event of each in its arrow, and the same where it is published: line ${line} could say \`${name}\`.`;
  }
  return undefined;
}
