import { diagnostic, type Diagnostic } from "../diagnostics/diagnostic.ts";
import { misspelledName } from "../diagnostics/did-you-mean.ts";
import type { Publication } from "../ir/model/publication.ts";
import { fieldsApart } from "./fields-apart.ts";
import { type JoinedDiagram, otherPlace, placeOf } from "./joined-diagram.ts";

interface Published {
  readonly diagram: JoinedDiagram;
  readonly publication: Publication;
}

/** Events that one diagram takes and another publishes: under which name, to which topic, with which fields. */
export function checkSharedEvents(diagrams: readonly JoinedDiagram[]): readonly Diagnostic[] {
  const published = diagrams.flatMap((diagram) =>
    diagram.model.publications.map((publication): Published => ({ diagram, publication })),
  );
  return diagrams.flatMap((diagram) => takenBy(diagram).flatMap((taken) => judge(diagram, taken, published)));
}

type Taken = ReturnType<typeof takenBy>[number];

function takenBy({ model }: JoinedDiagram) {
  return model.entries.flatMap((entry) =>
    entry.kind === "kafka" && entry.topic !== undefined && entry.eventType !== undefined
      ? [{ step: entry.step, topic: entry.topic, event: entry.eventType, schema: entry.schema }]
      : [],
  );
}

function judge(diagram: JoinedDiagram, taken: Taken, published: readonly Published[]): readonly Diagnostic[] {
  const at = placeOf(diagram, taken.step);
  const { event, topic } = taken;
  const same = published.filter(({ publication }) => publication.eventType === event);
  const here = same.filter(({ publication }) => publication.topic === topic);
  const [other] = same.filter((one) => one.diagram !== diagram);
  if (here.length > 0) return here.flatMap((one) => fieldsOf(diagram, taken, one));
  if (other?.publication.topic !== undefined) {
    const params = { event, topic, other: other.publication.topic, publisher: other.diagram.source.path };
    const related = [otherPlace(other.diagram, other.publication.step)];
    return [diagnostic("joined/topic-differs", params, at, { related })];
  }
  const beside = published.filter((one) => one.publication.topic === topic && one.diagram !== diagram);
  const names = beside.flatMap(({ publication }) => publication.eventType ?? []);
  const meant = misspelledName(event, names);
  const found = beside.find(({ publication }) => publication.eventType === meant);
  if (meant === undefined || found === undefined) return [];
  const related = [otherPlace(found.diagram, found.publication.step)];
  return [diagnostic("joined/event-differs", { event, topic, meant }, at, { related })];
}

/** What a diagram draws of its own event is checked where it is linked. */
function fieldsOf(
  diagram: JoinedDiagram,
  taken: Taken,
  { diagram: from, publication }: Published,
): Diagnostic[] {
  if (from === diagram || publication.schema === undefined || taken.schema === undefined) return [];
  const asked = { type: taken.schema, types: diagram.model.types };
  const given = { type: publication.schema, types: from.model.types };
  const related = [otherPlace(from, publication.step)];
  return fieldsApart(asked, given).map(({ field, why, meant }) => {
    const params = { event: taken.event, field, why, meant, publisher: from.source.path };
    return diagnostic("joined/field-differs", params, placeOf(diagram, taken.step), { related });
  });
}
