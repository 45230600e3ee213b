import { durationText } from "seqwright-runtime/model";
import type { DiagramModel, Entry } from "../../ir/model/diagram-model.ts";
import type { Publication } from "../../ir/model/publication.ts";
import { section, stepLines } from "./section.ts";
import { typeText } from "../../ir/model/type-text.ts";

/** Where work comes in from outside, and where events go out. */
export function entries(model: DiagramModel): string {
  const lines = stepLines(model);
  const incoming = model.entries.map(
    (entry) =>
      `line ${lines.get(entry.step)}  ${entry.participant} → ${entry.component}  ${entryText(entry)}${alsoTaken(entry, model, lines)}`,
  );
  const outgoing = model.publications.map(
    (publication) =>
      `line ${lines.get(publication.step)}  → ${publication.participant}  ${publicationText(publication)}${publishedBy(publication, model)}`,
  );
  return [section("Entries", incoming.join("\n")), section("Events published", outgoing.join("\n"))]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** The same events reach every component that they are drawn to: one delivery, each in turn. */
function alsoTaken(entry: Entry, { entries }: DiagramModel, lines: ReturnType<typeof stepLines>): string {
  if (entry.kind !== "kafka" || entry.eventType === undefined) return "";
  const others = entries.filter(
    (other) =>
      other !== entry &&
      other.kind === "kafka" &&
      other.eventType === entry.eventType &&
      other.topic === entry.topic &&
      (entry.topic !== undefined || other.participant === entry.participant),
  );
  const named = others.map(({ component, step }) => `${component} (line ${lines.get(step)})`);
  return named.length === 0 ? "" : `; each event goes to ${named.join(", ")} as well`;
}

function entryText(entry: Entry): string {
  switch (entry.kind) {
    case "call":
      return "called by code";
    case "schedule":
      return `started by the system, every ${durationText(entry.everyMs)}, one round after the other`;
    case "http": {
      const parameters = entry.parameters.map(
        ({ name, in: place, schema }) => `${name}: ${typeText(schema)} in the ${place}`,
      );
      return [`${entry.verb} ${entry.path}`, ...parameters].join("; ");
    }
    case "kafka": {
      const { eventType, schema, refusedBy = [] } = entry;
      return [
        `event from ${topicText(entry.topic)}`,
        eventType === undefined ? "of any type" : `only of type ${eventType}`,
        ...(schema === undefined ? [] : [`payload ${typeText(schema)}`]),
        entry.acknowledge === "deferred"
          ? "acknowledged by what the diagram hands out"
          : "acknowledged when the method returns",
        ...(refusedBy.length === 0 ? [] : [`refused by ${refusedBy.join(", ")}`]),
      ].join("; ");
    }
  }
}

function publishedBy({ participant }: Publication, { participants }: DiagramModel): string {
  const isRuntimes = participants.some(
    ({ code, provision }) => code === participant && provision.by === "publisher",
  );
  return isRuntimes ? "; the runtime publishes it" : "";
}

function publicationText({ topic, eventType, schema, key }: Publication): string {
  return [
    eventType ?? "an event without a name",
    `to ${topicText(topic)}`,
    ...(key === undefined ? [] : [`in order by ${key}`]),
    ...(schema === undefined ? [] : [`payload ${typeText(schema)}`]),
  ].join("; ");
}

function topicText(topic: string | undefined): string {
  return topic === undefined ? "a topic that the diagram does not name" : `topic "${topic}"`;
}
